import { Duration, Stack } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * The queue of failed runs of publish, for an operator to look at: those that the scheduler could not start, and
 * those that Lambda gave up after its retries. Each kind needs its own way here: the scheduler's dead-letter queue never
 * sees what the function throws, because the scheduler does not wait for the function.
 */
export class FailedRuns extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      queueName: `${Stack.of(scope).stackName}-failed-runs`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
  }
}
