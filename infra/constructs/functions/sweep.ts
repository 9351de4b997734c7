import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Publication } from '../../../core/publication/configuration.ts';
import { scheduleNamePrefix } from '../../../core/publication/schedule.ts';
import { longestRunMinutes } from '../../../lambdas/publish/environment.ts';
import { sweepEnvironment as names, scheduleEnvironment } from '../../../lambdas/sweep/environment.ts';
import { grantMail, type MailProps } from '../mail/mail-grants.ts';
import { rolePaths } from '../storage/write-once-bucket.ts';
import { CourantFunction } from './courant-function.ts';
import { grantErase, grantOnObjects, grantOnTable } from './grants.ts';
import { grantPublishing, type PublishingProps, publishingEnvironment } from './publishing.ts';
import { ScheduleRole } from './schedule-role.ts';

/** The time between two sweeps, and the longest that one may take. */
const interval = Duration.minutes(longestRunMinutes);

/** What the sweep works with. */
export type SweepProps = PublishingProps &
  MailProps & {
    code: Code;
    logRetention: RetentionDays;
    /** Whose schedules it looks at before it makes up for what they did not start. */
    publications: readonly Pick<Publication, 'id'>[];
    /** The queue of SES's events and its dead-letter queue: the sweep asks how many messages wait there, and reads none. */
    feedback: { queue: Queue; deadLetters: Queue };
  };

/**
 * Does all unfinished work, every five minutes: publishes missed editions, resumes what has stopped, closes complete editions,
 * and writes and mails their receipts.
 *
 * Nothing tries a failed sweep again, because the next one does all of its work; an alarm notices the missing heartbeat. The sweep reserves no
 * concurrency: new accounts have too little to give any away, and two sweeps at once do no harm.
 */
export class Sweep extends Construct {
  readonly function: CourantFunction;

  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id);
    const { feedback } = props;
    this.function = new CourantFunction(this, 'sweep', {
      code: props.code,
      timeout: interval,
      // It renders, as publish does.
      memorySize: 1024,
      logRetention: props.logRetention,
      rolePath: rolePaths.erasing,
      environment: {
        ...publishingEnvironment(props),
        [names.feedbackQueueUrl]: feedback.queue.queueUrl,
        [names.deadFeedbackQueueUrl]: feedback.deadLetters.queueUrl,
        [names.configurationSet]: props.configurationSet,
        [scheduleEnvironment.namePrefix]: scheduleNamePrefix(Stack.of(this).stackName),
      },
    });
    this.function.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: interval });
    this.grant(props);
    this.schedule();
  }

  private grant(props: SweepProps): void {
    const { role } = this.function;
    const { storage, feedback } = props;
    grantPublishing(role, props);
    grantOnObjects(role, storage.archive, ['receipts/*', 'site/*'], 'PutObject');
    // What leads search engines to publications is written over where another one came, and where an operator put nothing in its place.
    grantOnObjects(role, storage.archive, ['site/*'], 'GetObject');
    // Which proofs went out: each is claimed before.
    grantOnObjects(role, storage.archive, ['proofs/*'], 'GetObject', 'PutObject');
    grantOnTable(role, storage.deliveries, 'Query');
    // Rows of erased readers, and what was to be forgotten; and what is kept of erased readers' earlier endings, in every version.
    grantOnTable(role, storage.readers, 'DeleteItem');
    grantErase(role, storage.archive, ['endings/*']);
    for (const queue of [props.sliceQueue, feedback.queue, feedback.deadLetters])
      queue.grant(role, 'sqs:GetQueueAttributes');
    grantMail(role, props);
    this.grantSchedules(props);
  }

  /** A schedule that an operator switched off is not made up for. Only those of this stack: another one has names of its own. */
  private grantSchedules({ publications }: SweepProps): void {
    const stack = Stack.of(this);
    const resources = publications.map(({ id }) =>
      stack.formatArn({
        service: 'scheduler',
        resource: 'schedule',
        resourceName: `default/${scheduleNamePrefix(stack.stackName)}${id}`,
      }),
    );
    this.function.role.addToPolicy(new PolicyStatement({ actions: ['scheduler:GetSchedule'], resources }));
  }

  private schedule(): void {
    new Schedule(this, 'Schedule', {
      // With a point, where those of publications have another sign: they are `courant_<id>`.
      scheduleName: `${Stack.of(this).stackName}.sweep`,
      description: 'Does all unfinished work.',
      schedule: ScheduleExpression.rate(interval),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(this.function.lambda, {
        role: new ScheduleRole(this, 'ScheduleRole', this.function.lambda).withoutPolicyUpdates(),
        retryAttempts: 0,
        maxEventAge: interval,
      }),
    });
  }
}
