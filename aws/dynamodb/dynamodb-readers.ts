import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Instant, instantSchema } from '../../core/foundation/instant.ts';
import { refuseNewer } from '../../core/foundation/stored-json.ts';
import {
  type AudiencePage,
  type Ending,
  type Lifting,
  type Reader,
  type ReaderChanges,
  type Readers,
  readerSchema,
} from '../../core/readers/reader.ts';
import { conditionHolds } from './dynamodb-conditions.ts';
import { endingNames, endingOf, endingValues, isUnkept } from './dynamodb-ending-marks.ts';
import { queryAll } from './dynamodb-pages.ts';
import {
  changesIn,
  endRow,
  forgetRow,
  liftRow,
  type ReadersTableAt,
  removeRow,
} from './dynamodb-reader-endings.ts';
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
    const page = await this.#pageAfter(publication, after, limit, {
      FilterExpression: '#state = :active',
      ProjectionExpression: 'reader, #state, #format',
      ExpressionAttributeNames: { '#state': 'state', '#format': 'format' },
      ExpressionAttributeValues: { ':active': 'active' },
    });
    return page.map(({ reader }) => String(reader));
  }

  async audienceAfter(publication: string, after: string | null, limit: number): Promise<AudiencePage> {
    const items = await this.#pageAfter(publication, after, limit, {
      FilterExpression: `#state = :active OR (${isUnkept})`,
      ProjectionExpression: 'reader, #state, agreed.#at, ended, #format',
      ExpressionAttributeNames: { ...endingNames, '#format': 'format' },
      ExpressionAttributeValues: { ':active': 'active', ...endingValues },
    });
    const active = items.filter(({ state }) => state === 'active');
    return {
      active: active
        .map(item => audienceSchema.parse(item))
        .map(({ reader, agreed }) => ({ id: reader, agreedAt: agreed.at })),
      unkept: items.flatMap(item => endingOf(publication, item)),
    };
  }

  /** Rows that a filter lets through, up to the one that is the so many-th active one. */
  async #pageAfter(
    publication: string,
    after: string | null,
    limit: number,
    query: Omit<QueryCommandInput, 'TableName'>,
  ): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    let start = after;
    let left = limit;
    while (left > 0) {
      const page = await this.#client.send(
        new QueryCommand({
          ...query,
          TableName: this.#table,
          KeyConditionExpression: 'publication = :publication AND reader > :after',
          // A space sorts before every hexadecimal digit.
          ExpressionAttributeValues: {
            ...query.ExpressionAttributeValues,
            ':publication': publication,
            ':after': start ?? ' ',
          },
          Limit: Math.max(left, 100),
          ConsistentRead: true,
        }),
      );
      for (const item of page.Items ?? []) {
        if (left === 0) break;
        // What `active` means in a newer layout is not known here, and an audience is frozen once.
        refuseNewer(item, rowFormats.reader, nameOf({ publication, ...item }));
        found.push(item);
        if (item.state === 'active') left -= 1;
      }
      if (!page.LastEvaluatedKey) break;
      start = String(page.LastEvaluatedKey.reader);
    }
    return found;
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
          ConditionExpression: `(attribute_not_exists(reader) OR (NOT #state IN (:active, :complained) AND ${
            reader.ended ? 'ended.#at = :at AND ended.how = :how' : 'ended = :none'
          })) AND ${notNewer}`,
          ExpressionAttributeNames: {
            '#state': 'state',
            '#format': 'format',
            ...(reader.ended && { '#at': 'at' }),
          },
          ExpressionAttributeValues: {
            ':active': 'active',
            ':complained': 'complained',
            ':format': rowFormats.reader,
            ...(reader.ended ? { ':at': reader.ended.at, ':how': reader.ended.how } : { ':none': null }),
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
  ): Promise<'left' | 'had ended' | 'unknown'> {
    const own = await this.read(publication, id);
    if (own?.token !== token) return 'unknown';
    const left = await conditionHolds(
      this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { publication, reader: id },
          UpdateExpression: 'SET #state = :left, ended = :ended',
          ConditionExpression: '#token = :token AND #state IN (:active, :pending, :bounced)',
          ExpressionAttributeNames: { '#state': 'state', '#token': 'token' },
          ExpressionAttributeValues: {
            ':left': 'left',
            ':ended': { at, how },
            ':token': token,
            ':active': 'active',
            ':pending': 'pending',
            ':bounced': 'bounced',
          },
        }),
      ),
    );
    if (left) return 'left';
    // The client may have repeated a write whose answer was lost: then what ended it is this very leaving.
    const ended = await this.read(publication, id);
    return ended?.state === 'left' && ended.ended?.at === at && ended.ended.how === how
      ? 'left'
      : 'had ended';
  }

  async end(publication: string, id: string, ending: Ending): Promise<'ended' | 'kept'> {
    return (await endRow(this.#at, { publication, id }, ending)) ? 'ended' : 'kept';
  }

  async lift(publication: string, id: string, lifting: Lifting): Promise<boolean> {
    if (await liftRow(this.#at, { publication, id }, lifting)) return true;
    // The client may have repeated a write whose answer was lost.
    const now = await this.read(publication, id);
    return now?.state === 'active' && now.lifted === lifting.at;
  }

  async forget(publication: string, id: string, endedAt: Instant): Promise<boolean> {
    return forgetRow(this.#at, { publication, id }, endedAt);
  }

  async remove(publication: string, id: string, agreedUntil: Instant): Promise<void> {
    await removeRow(this.#at, { publication, id }, agreedUntil);
  }

  async changes(publication: string, after: Instant, upTo: Instant): Promise<ReaderChanges> {
    return changesIn(this.#at, publication, after, upTo);
  }

  get #at(): ReadersTableAt {
    return { client: this.#client, table: this.#table };
  }
}

const audienceSchema = z.object({ reader: z.string(), agreed: z.object({ at: instantSchema }) });
/** A reader, from a row. @throws NewerDataError; ZodError */
export function readerOf({ reader, ...rest }: Record<string, unknown>): Reader {
  return readRow('reader', readerSchema, { ...rest, id: reader }, nameOf({ reader, ...rest }));
}

/** As a message may name a reader: by the id, which tells nobody who it is. */
function nameOf({ publication, reader }: Record<string, unknown>): string {
  return `reader ${reader} of ${publication}`;
}

/** The client refuses a field that is there and undefined, as an optional one may be. */
function itemOf({ id, agreed, ...rest }: Reader): Record<string, unknown> {
  return { format: rowFormats.reader, ...givenOf(rest), agreed: givenOf(agreed), reader: id };
}

function givenOf(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
