import { Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  publishEnvironment as names,
  publicArchiveEnvironment,
} from '../../../lambdas/publish/environment.ts';
import { stackEnvironment } from '../../../lambdas/runtime/environment.ts';
import { bundledFiles } from '../../inputs/bundle.ts';
import { grantSendQuota, grantVerification } from '../mail/mail-grants.ts';
import type { Storage } from '../storage/storage.ts';
import { grantList, grantOnObjects, grantOnTable } from './grants.ts';

/** What a function needs to make editions. */
export type PublishingProps = {
  storage: Storage;
  sliceQueue: Queue;
  /** Where the HTTP API answers, without a slash at the end. */
  linksUrl: string;
  /** Where the archive is served, without a slash at the end; undefined where it is private. */
  archiveUrl: string | undefined;
};

/** The environment variables of a function that makes editions: publish, and the sweep, which makes missed editions. */
export function publishingEnvironment(props: PublishingProps): Record<string, string> {
  const { storage, sliceQueue, linksUrl, archiveUrl } = props;
  return {
    [names.configurationFile]: bundledFiles.configuration,
    [names.templatesDirectory]: bundledFiles.templates,
    [names.contentBucket]: storage.content.bucketName,
    [names.archiveBucket]: storage.archive.bucketName,
    [names.editionsTable]: storage.editions.tableName,
    [names.deliveriesTable]: storage.deliveries.tableName,
    [names.readersTable]: storage.readers.tableName,
    [names.sliceQueueUrl]: sliceQueue.queueUrl,
    [names.linksUrl]: linksUrl,
    [stackEnvironment.stack]: Stack.of(storage).stackId,
    ...(archiveUrl !== undefined && { [publicArchiveEnvironment.archiveUrl]: archiveUrl }),
  };
}

/**
 * Lets a role make editions and start their delivery. It can read the fact log but not write there, and write the archive but
 * not delete there.
 */
export function grantPublishing(role: Role, { storage, sliceQueue }: PublishingProps): void {
  grantList(role, storage.content);
  grantOnObjects(role, storage.content, ['log/*', 'articles/*', 'amendments/*'], 'GetObject');
  grantList(role, storage.archive);
  grantOnObjects(
    role,
    storage.archive,
    [
      'sealed/*',
      'archive/*',
      'appearances/*',
      'folded/*',
      'owners/*',
      'seen/*',
      'readers-tables/*',
      'bindings/*',
    ],
    'GetObject',
    'PutObject',
  );
  // What operators took down, and which editions they left out: nothing that a function writes may say it.
  grantOnObjects(role, storage.archive, ['taken-down/*', 'decisions/*'], 'GetObject');
  grantOnObjects(role, storage.archive, ['endings/*'], 'PutObject');
  // The next manifest carries the hash of the last receipt; and one of an edition says that it was mailed.
  grantOnObjects(role, storage.archive, ['receipts/*'], 'GetObject');
  grantOnTable(role, storage.editions, 'DescribeTable', 'GetItem', 'PutItem', 'Query', 'UpdateItem');
  // The edition's mark, and which table it is.
  grantOnTable(role, storage.deliveries, 'DescribeTable', 'GetItem', 'UpdateItem');
  // It ends again whom kept endings end, if the table is from before. A list of the endings says all of them; nobody reads one.
  grantOnTable(role, storage.readers, 'DescribeTable', 'GetItem', 'PutItem', 'Query', 'UpdateItem');
  grantSendQuota(role);
  // An edition is sealed only once its sender can mail it.
  grantVerification(role);
  sliceQueue.grant(role, 'sqs:SendMessage');
}
