import { Duration, Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { deliverEnvironment as names } from '../../../lambdas/deliver/environment.ts';
import { stackEnvironment } from '../../../lambdas/runtime/environment.ts';
import { bundledFiles } from '../../inputs/bundle.ts';
import { grantMail, grantSendQuota, type MailProps } from '../mail/mail-grants.ts';
import type { Storage } from '../storage/storage.ts';
import { CourantFunction } from './courant-function.ts';
import { grantList, grantOnObjects, grantOnTable } from './grants.ts';
import { SliceQueue } from './slice-queue.ts';

/** The longest that deliver works on one slice. */
const timeout = Duration.minutes(5);

/** What deliver works with. */
export type DeliverProps = MailProps & {
  code: Code;
  logRetention: RetentionDays;
  storage: Storage;
};

/** Mails editions, one slice at a time and one worker a lane, and may mail from the configured addresses only. */
export class Deliver extends Construct {
  readonly function: CourantFunction;
  readonly slices: SliceQueue;

  constructor(scope: Construct, id: string, props: DeliverProps) {
    super(scope, id);
    const { storage } = props;
    this.function = new CourantFunction(this, 'deliver', {
      code: props.code,
      timeout,
      memorySize: 512,
      logRetention: props.logRetention,
      environment: {
        [names.configurationFile]: bundledFiles.configuration,
        [names.archiveBucket]: storage.archive.bucketName,
        [names.editionsTable]: storage.editions.tableName,
        [names.deliveriesTable]: storage.deliveries.tableName,
        [names.readersTable]: storage.readers.tableName,
        [names.configurationSet]: props.configurationSet,
        [stackEnvironment.stack]: Stack.of(this).stackId,
      },
    });
    this.slices = new SliceQueue(this, 'Queue', timeout);
    this.function.lambda.addEventSource(
      new SqsEventSource(this.slices.queue, { batchSize: 1, reportBatchItemFailures: true }),
    );
    this.grantState(storage);
    grantMail(this.function.role, props);
    grantSendQuota(this.function.role);
  }

  private grantState(storage: Storage): void {
    const { role } = this.function;
    grantList(role, storage.archive);
    // The seal, for the bytes of a file that is damaged.
    grantOnObjects(
      role,
      storage.archive,
      ['archive/*', 'owners/*', 'sealed/*', 'bindings/*', 'receipts/*'],
      'GetObject',
    );
    grantOnObjects(role, storage.archive, ['bindings/*'], 'PutObject');
    grantOnTable(role, storage.editions, 'DescribeTable', 'GetItem', 'UpdateItem');
    grantOnTable(role, storage.deliveries, 'DescribeTable', 'GetItem', 'UpdateItem');
    grantOnTable(role, storage.readers, 'DescribeTable', 'GetItem', 'Query');
  }
}
