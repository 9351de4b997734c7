import { Duration } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { longestRunMinutes } from '../../../lambdas/publish/environment.ts';
import { CourantFunction } from './courant-function.ts';
import { grantPublishing, type PublishingProps, publishingEnvironment } from './publishing.ts';

/** What publish works with. */
export type PublishProps = PublishingProps & {
  code: Code;
  logRetention: RetentionDays;
  failedRuns: Queue;
};

/** The publish function: makes editions when their schedules say so. */
export class Publish extends Construct {
  readonly function: CourantFunction;

  constructor(scope: Construct, id: string, { code, logRetention, failedRuns, ...publishing }: PublishProps) {
    super(scope, id);
    this.function = new CourantFunction(this, 'publish', {
      code,
      timeout: Duration.minutes(longestRunMinutes),
      memorySize: 1024,
      logRetention,
      environment: publishingEnvironment(publishing),
    });
    this.function.lambda.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(failedRuns),
    });
    grantPublishing(this.function.role, publishing);
  }
}
