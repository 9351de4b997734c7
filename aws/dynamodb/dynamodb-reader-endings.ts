import { DeleteCommand, type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Instant, instantSchema } from '../../core/foundation/instant.ts';
import { type Ending, type Lifting, neverRead, type ReaderChanges } from '../../core/readers/reader.ts';
import { conditionHolds } from './dynamodb-conditions.ts';
import { queryAll } from './dynamodb-pages.ts';

/** A client and the readers table. */
export type ReadersTableAt = { client: DynamoDBDocumentClient; table: string };
/** Whose row of which publication. */
export type RowOf = { publication: string; id: string };

/** Which states each ending may follow: a complaint outweighs a bounce. */
const endable = {
  left: ':active, :pending',
  bounced: ':active, :pending',
  complained: ':active, :pending, :bounced',
} as const;

/** Ends a subscription by the rules of `Readers.end`, in one write; whether it did. */
export async function endRow(
  at: ReadersTableAt,
  row: RowOf,
  { state, at: time, how }: Ending,
): Promise<boolean> {
  const later = 'ended.#at < :at OR (ended.#at = :at AND ended.how < :how)';
  // What a reader did is lifted by nobody.
  const standing = state === 'left' ? '' : ' AND (attribute_not_exists(lifted) OR lifted < :at)';
  return update(at, row, {
    UpdateExpression: 'SET #state = :state, ended = :ended',
    ConditionExpression: `agreed.#at <= :at${standing} AND (#state IN (${endable[state]}) OR (#state = :state AND (${later})))`,
    ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
    ExpressionAttributeValues: {
      ':state': state,
      ':ended': { at: time, how },
      ':at': time,
      ':how': how,
      ':active': 'active',
      ':pending': 'pending',
      ...(state === 'complained' ? { ':bounced': 'bounced' } : {}),
    },
  });
}

/** Makes a subscription active again by the rules of `Readers.lift`; the caller knows the row's address, or the one in its place. */
export async function liftRow(
  at: ReadersTableAt,
  row: RowOf,
  { was, at: time, how, address }: Lifting,
): Promise<boolean> {
  return update(at, row, {
    UpdateExpression: 'SET #state = :active, lifted = :time, ended = :ended, address = :address',
    ConditionExpression:
      '#state IN (:bounced, :complained) AND ended.#at = :at AND ended.how = :how AND (address = :none OR address = :address)',
    ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
    ExpressionAttributeValues: {
      ':active': 'active',
      ':bounced': 'bounced',
      ':complained': 'complained',
      ':time': time,
      ':at': was.at,
      ':how': was.how,
      ':ended': { at: was.at, how: `${was.how}; lifted at ${time}: ${how}` },
      ':address': address,
      ':none': '',
    },
  });
}

/** Takes address and name out of a row whose subscription ended then. The consent stays, under the id. */
export async function forgetRow(at: ReadersTableAt, row: RowOf, endedAt: Instant): Promise<boolean> {
  return update(at, row, {
    UpdateExpression: 'SET address = :none, #name = :null',
    ConditionExpression: 'ended.#at = :at AND NOT #state IN (:active, :pending)',
    ExpressionAttributeNames: { '#state': 'state', '#at': 'at', '#name': 'name' },
    ExpressionAttributeValues: {
      ':none': '',
      ':null': null,
      ':at': endedAt,
      ':active': 'active',
      ':pending': 'pending',
    },
  });
}

/** Removes a row whose reader agreed no later than that. */
export async function removeRow(
  { client, table }: ReadersTableAt,
  { publication, id }: RowOf,
  agreedUntil: Instant,
): Promise<void> {
  await conditionHolds(
    client.send(
      new DeleteCommand({
        TableName: table,
        Key: { publication, reader: id },
        ConditionExpression: 'agreed.#at <= :until',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':until': agreedUntil },
      }),
    ),
  );
}

/** Counts rows by one query, of which the table answers a few fields. */
export async function changesIn(
  { client, table }: ReadersTableAt,
  publication: string,
  after: Instant,
  upTo: Instant,
): Promise<ReaderChanges> {
  const rows = queryAll(client, {
    TableName: table,
    KeyConditionExpression: 'publication = :publication',
    FilterExpression: 'joined BETWEEN :after AND :upTo OR ended.#at BETWEEN :after AND :upTo',
    // Not `ended.#at`: it is null of whoever has not ended, below which moto, an emulator of AWS, fails to project. It costs no more: what is
    // read is billed by whole rows.
    ProjectionExpression: '#state, joined, agreed.#at, ended',
    ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
    ExpressionAttributeValues: { ':publication': publication, ':after': after, ':upTo': upTo },
  });
  const changes: ReaderChanges = { gained: 0, lostBy: {} };
  const isWithin = (time?: Instant) => time !== undefined && time > after && time <= upTo;
  for await (const item of rows) {
    const row = datesSchema.parse(item);
    if (isWithin(row.joined)) changes.gained += 1;
    const reads = row.state === 'active' || row.state === 'pending';
    if (!reads && !neverRead(row) && isWithin(row.ended?.at))
      changes.lostBy[row.state] = (changes.lostBy[row.state] ?? 0) + 1;
  }
  return changes;
}

const momentSchema = z.object({ at: instantSchema });
const datesSchema = z.object({
  state: z.string(),
  joined: instantSchema.optional(),
  agreed: momentSchema,
  ended: momentSchema.nullable().default(null),
});

type Change = Pick<
  ConstructorParameters<typeof UpdateCommand>[0],
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

function update(
  { client, table }: ReadersTableAt,
  { publication, id }: RowOf,
  change: Change,
): Promise<boolean> {
  return conditionHolds(
    client.send(new UpdateCommand({ TableName: table, Key: { publication, reader: id }, ...change })),
  );
}
