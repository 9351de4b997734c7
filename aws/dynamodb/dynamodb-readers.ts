import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../core/foundation/instant.ts';
import { refuseNewer } from '../../core/foundation/stored-json.ts';
import { type Ending, type Reader, type Readers, readerSchema } from '../../core/readers/reader.ts';
import { conditionHolds } from './dynamodb-conditions.ts';
import { queryAll } from './dynamodb-pages.ts';
import { notNewer, readRow, rowFormats } from './row-format.ts';

/** Readers: partition `publication`, sort key `reader` (the reader's id). */
export class DynamoDbReaders implements Readers {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async activeAfter(publication: string, after: string | null, limit: number): Promise<string[]> {
    const ids: string[] = [];
    let start = after;
    while (ids.length < limit) {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          KeyConditionExpression: 'publication = :publication AND reader > :after',
          FilterExpression: '#state = :active',
          ProjectionExpression: 'publication, reader, #format',
          ExpressionAttributeNames: { '#state': 'state', '#format': 'format' },
          // A space sorts before every hexadecimal digit.
          ExpressionAttributeValues: {
            ':publication': publication,
            ':after': start ?? ' ',
            ':active': 'active',
          },
          Limit: Math.max(limit - ids.length, 100),
          ConsistentRead: true,
        }),
      );
      for (const item of page.Items ?? []) {
        // What `active` means in a newer layout is not known here, and an audience is frozen once.
        refuseNewer(item, rowFormats.reader, nameOf(item));
        ids.push(String(item.reader));
      }
      if (!page.LastEvaluatedKey) break;
      start = String(page.LastEvaluatedKey.reader);
    }
    return ids.slice(0, limit);
  }

  async range(publication: string, first: string, last: string): Promise<Reader[]> {
    const items = queryAll(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: 'publication = :publication AND reader BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':publication': publication, ':first': first, ':last': last },
    });
    return (await Array.fromAsync(items)).map(readerOf);
  }

  async read(publication: string, id: string): Promise<Reader | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { publication, reader: id }, ConsistentRead: true }),
    );
    return Item ? readerOf(Item) : undefined;
  }

  async *all(publication: string): AsyncGenerator<Reader> {
    const items = queryAll(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: 'publication = :publication',
      ExpressionAttributeValues: { ':publication': publication },
    });
    for await (const item of items) yield readerOf(item);
  }

  async add(reader: Reader): Promise<{ reader: Reader; added: boolean }> {
    const added = await conditionHolds(
      this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: itemOf(reader),
          ConditionExpression: `(attribute_not_exists(reader) OR NOT #state IN (:active, :complained)) AND ${notNewer}`,
          ExpressionAttributeNames: { '#state': 'state', '#format': 'format' },
          ExpressionAttributeValues: {
            ':active': 'active',
            ':complained': 'complained',
            ':format': rowFormats.reader,
          },
        }),
      ),
    );
    return { reader: added ? reader : ((await this.read(reader.publication, reader.id)) ?? reader), added };
  }

  async leave(
    publication: string,
    id: string,
    token: string,
    at: Instant,
    how: string,
  ): Promise<'left' | 'unknown'> {
    const own = await this.read(publication, id);
    if (own?.token !== token) return 'unknown';
    await conditionHolds(
      this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { publication, reader: id },
          UpdateExpression: 'SET #state = :left, ended = :ended',
          ConditionExpression: '#token = :token AND #state IN (:active, :pending)',
          ExpressionAttributeNames: { '#state': 'state', '#token': 'token' },
          ExpressionAttributeValues: {
            ':left': 'left',
            ':ended': { at, how },
            ':token': token,
            ':active': 'active',
            ':pending': 'pending',
          },
        }),
      ),
    );
    return 'left';
  }

  async end(publication: string, id: string, { state, at, how }: Ending): Promise<'ended' | 'kept'> {
    const first = 'ended.#at > :at OR (ended.#at = :at AND ended.how > :how)';
    const ended = await conditionHolds(
      this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { publication, reader: id },
          UpdateExpression: 'SET #state = :state, ended = :ended',
          ConditionExpression: `agreed.#at <= :at AND (#state IN (${endable[state]}) OR (#state = :state AND (${first})))`,
          ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
          ExpressionAttributeValues: {
            ':state': state,
            ':ended': { at, how },
            ':at': at,
            ':how': how,
            ':active': 'active',
            ':pending': 'pending',
            ...(state === 'complained' ? { ':bounced': 'bounced' } : {}),
          },
        }),
      ),
    );
    return ended ? 'ended' : 'kept';
  }
}

/** Which states each ending may follow: a complaint outweighs a bounce. */
const endable = { bounced: ':active, :pending', complained: ':active, :pending, :bounced' } as const;

function readerOf({ reader, ...rest }: Record<string, unknown>): Reader {
  return readRow('reader', readerSchema, { ...rest, id: reader }, nameOf({ reader, ...rest }));
}

/** As a message may name a reader: by the id, which tells nobody who it is. */
function nameOf({ publication, reader }: Record<string, unknown>): string {
  return `reader ${reader} of ${publication}`;
}

function itemOf({ id, ...rest }: Reader): Record<string, unknown> {
  return { format: rowFormats.reader, ...rest, reader: id };
}
