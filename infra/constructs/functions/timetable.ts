import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Publication } from '../../../core/publication/configuration.ts';
import { cronExpression, scheduleNamePrefix } from '../../../core/publication/schedule.ts';
import { ScheduleRole } from './schedule-role.ts';

/** What the timetable starts, and for which publications. */
export type TimetableProps = {
  publications: readonly Publication[];
  publish: LambdaFunction;
  failedRuns: Queue;
};

/**
 * One schedule a publication, at its local time in its zone. Publish is told the time that it was scheduled for, so that a
 * late or repeated run makes the same edition. The scheduler tries again for an hour; what it cannot start goes to the
 * failed runs.
 */
export class Timetable extends Construct {
  private readonly target: Omit<TimetableProps, 'publications'>;
  private readonly role: Role;

  constructor(scope: Construct, id: string, { publications, ...target }: TimetableProps) {
    super(scope, id);
    this.target = target;
    this.role = this.createRole();
    for (const publication of publications) this.schedule(publication);
  }

  private schedule({ id, schedule }: Publication): void {
    new Schedule(this, id, {
      scheduleName: `${scheduleNamePrefix(Stack.of(this).stackName)}${id}`,
      // The id and not the title: a title may have letters that a template loses on its way.
      description: `Publishes ${id}.`,
      schedule: ScheduleExpression.expression(cronExpression(schedule), TimeZone.of(schedule.timeZone)),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(this.target.publish, {
        role: this.role.withoutPolicyUpdates(),
        deadLetterQueue: this.target.failedRuns,
        retryAttempts: 3,
        maxEventAge: Duration.hours(1),
        input: ScheduleTargetInput.fromObject({
          publication: id,
          scheduledTime: ContextAttribute.scheduledTime,
        }),
      }),
    });
  }

  private createRole(): Role {
    const { publish, failedRuns } = this.target;
    const role = new ScheduleRole(this, 'Role', publish);
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failedRuns.queueArn] }));
    return role;
  }
}
