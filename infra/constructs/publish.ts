import { Duration } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { publishEnvironment as names, publicArchiveEnvironment } from '../../lambdas/publish/environment.ts';
import { bundledFiles } from '../bundle.ts';
import { CourantFunction } from './courant-function.ts';
import { grantList, grantOnObjects, grantOnTable } from './grants.ts';
import type { Storage } from './storage.ts';

/** What publish works with. */
export type PublishProps = {
  code: Code;
  logRetention: RetentionDays;
  storage: Storage;
  sliceQueue: Queue;
  failedRuns: Queue;
  /** Where the HTTP API answers, without a slash at the end. */
  linksUrl: string;
  /** Where the archive is served, without a slash at the end; undefined where it is private. */
  archiveUrl: string | undefined;
};

/** Makes editions. It can read the fact log but not write there, and write the archive but not delete there. */
export class Publish extends Construct {
  readonly function: CourantFunction;

  constructor(scope: Construct, id: string, props: PublishProps) {
    super(scope, id);
    const { storage, sliceQueue } = props;
    this.function = new CourantFunction(this, 'publish', {
      code: props.code,
      timeout: Duration.minutes(5),
      memorySize: 1024,
      logRetention: props.logRetention,
      environment: {
        [names.configurationFile]: bundledFiles.configuration,
        [names.templatesDirectory]: bundledFiles.templates,
        [names.contentBucket]: storage.content.bucketName,
        [names.archiveBucket]: storage.archive.bucketName,
        [names.editionsTable]: storage.editions.tableName,
        [names.readersTable]: storage.readers.tableName,
        [names.sliceQueueUrl]: sliceQueue.queueUrl,
        [names.linksUrl]: props.linksUrl,
        ...(props.archiveUrl !== undefined && { [publicArchiveEnvironment.archiveUrl]: props.archiveUrl }),
      },
    });
    this.function.lambda.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(props.failedRuns),
    });
    this.grant(storage, sliceQueue);
  }

  private grant(storage: Storage, sliceQueue: Queue): void {
    const { role } = this.function;
    grantList(role, storage.content);
    grantOnObjects(role, storage.content, ['log/*', 'articles/*'], 'GetObject');
    grantList(role, storage.archive);
    grantOnObjects(role, storage.archive, ['sealed/*', 'archive/*'], 'GetObject', 'PutObject');
    grantOnTable(role, storage.editions, 'GetItem', 'PutItem', 'Query', 'UpdateItem');
    grantOnTable(role, storage.readers, 'Query');
    sliceQueue.grant(role, 'sqs:SendMessage');
  }
}
