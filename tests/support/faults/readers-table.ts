import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { instantOf } from '../../../core/foundation/instant.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import { eraseReader } from '../../../core/readers/erase.ts';
import { leaveKey, type Reader } from '../../../core/readers/reader.ts';
import { leaveRequest } from '../../../local/rehearsal/mailbox.ts';
import type { World } from './world.ts';

/** Everything that a table had at a time. */
export type Copy = readonly Record<string, unknown>[];

/** Copies the readers table, as a backup does: rows of readers, of addresses, marks. */
export async function copyReaders({ stores, parts }: World): Promise<Copy> {
  const { Items = [] } = await stores.database.send(
    new ScanCommand({ TableName: parts.resources.READERS_TABLE, ConsistentRead: true }),
  );
  return Items;
}

/** Deletes every row of the readers table; the table itself stays. */
export async function emptyReaders(world: World): Promise<void> {
  const { READERS_TABLE: TableName } = world.parts.resources;
  for (const { publication, reader } of await copyReaders(world))
    await world.stores.database.send(new DeleteCommand({ TableName, Key: { publication, reader } }));
}

/** Writes rows as a copy has them, over what is there. */
export async function putRows({ stores, parts }: World, rows: Copy): Promise<void> {
  const { READERS_TABLE: TableName } = parts.resources;
  for (const Item of rows) await stores.database.send(new PutCommand({ TableName, Item }));
}

/** Makes another table of the same name, as a restore does that is put in the place of the old one. */
export async function replaceReaders(world: World, rows: Copy): Promise<void> {
  const { dynamodb } = world.parts.clients;
  const { READERS_TABLE: TableName } = world.parts.resources;
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  await dynamodb.send(new DeleteTableCommand({ TableName }));
  const patience = { client: dynamodb, maxWaitTime: 10, minDelay: 0.02, maxDelay: 0.1 };
  await waitUntilTableNotExists(patience, { TableName });
  const { KeySchema, AttributeDefinitions } = Table ?? {};
  await dynamodb.send(
    new CreateTableCommand({ TableName, KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' }),
  );
  await waitUntilTableExists(patience, { TableName });
  await putRows(world, rows);
}

/** Erases readers, as an operator's command does. */
export async function eraseByOperator({ stores, parts }: World, readers: readonly Reader[]): Promise<void> {
  const keeper = new EndingKeeper(stores.endings, stores.endingMarks, error => {
    throw error;
  });
  const at = instantOf(parts.clock.now());
  for (const { id, publication } of readers)
    await eraseReader({ ...stores, keeper }, { id, publications: [publication], at, how: 'at their wish' });
}

/** A reader's mail program posts at the leave link; answers the status. A function that was ended answers nothing. */
export async function leaveByLink(world: World, reader: Reader): Promise<number | undefined> {
  const link = `https://links.news.example/leave/${reader.publication}/${leaveKey(reader)}`;
  const answer = await world.parts.functions
    .invoke('subscriptions', leaveRequest(link))
    .catch(() => undefined);
  return (answer as { statusCode: number } | undefined)?.statusCode;
}

/** The reader ids that SES took mail of an edition for, one a message. */
export async function mailedIn({ parts }: World, edition: string): Promise<string[]> {
  const envelopes = await parts.cloud.ses.envelopes();
  return envelopes
    .flatMap(({ tags }) => (tags.edition === edition && tags.reader ? [tags.reader] : []))
    .sort();
}
