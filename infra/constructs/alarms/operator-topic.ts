import { Arn, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type Subscription, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/**
 * Mails alarms to the operator, by SNS and not by SES: an alarm must arrive while SES is what has stopped. SNS first asks the
 * operator to confirm, and mails nothing until they have.
 *
 * It has no KMS key. CloudWatch cannot publish to a topic under the key that AWS manages for SNS, and a key of our own would
 * be one more thing that silences alarms when it is disabled; what passes through is names and states of alarms. The bus
 * there and away is TLS.
 */
export class OperatorTopic extends Topic {
  readonly subscription: Subscription;

  constructor(scope: Construct, id: string, operator: string) {
    const { stackName } = Stack.of(scope);
    super(scope, id, { topicName: `${stackName}-operator`, displayName: 'Courant', enforceSSL: true });
    this.subscription = this.addSubscription(new EmailSubscription(operator));
    const alarms = Arn.format({ service: 'cloudwatch', resource: `alarm:${stackName}-*` }, Stack.of(scope));
    // The default policy would let the account's alarms in; the one that asks for TLS has replaced it.
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisStack',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { ArnLike: { 'aws:SourceArn': alarms } },
      }),
    );
  }
}
