import { Arn, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/**
 * The role under which EventBridge Scheduler starts one function, and does nothing else. Only the schedules of this account's
 * default group may assume it, against the confused deputy.
 *
 * Targets get it `withoutPolicyUpdates()`: otherwise they would add a wildcard over all versions of the function.
 */
export class ScheduleRole extends Role {
  constructor(scope: Construct, id: string, starts: LambdaFunction) {
    const stack = Stack.of(scope);
    const group = Arn.format(
      { service: 'scheduler', resource: 'schedule-group', resourceName: 'default' },
      stack,
    );
    super(scope, id, {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': group } },
      }),
    });
    this.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [starts.functionArn] }),
    );
  }
}
