import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Instant, secondsBetween, toInstant } from '../../../core/foundation/instant.ts';
import {
  type AddressLimit,
  addressLimitSchema,
  afterLetter,
  countedForSeconds,
  type Letter,
  noLetters,
  type SignUpLimits,
  stillCounted,
  withoutLetter,
} from '../../../core/readers/sign-up/limits.ts';
import { conditionHolds } from '../dynamodb-conditions.ts';
import { notNewer, readRow, rowFormats } from '../row-format.ts';
import { changeRow, type RowKey } from './change-row.ts';

/** No publication has such an id. */
const partition = '_limits';
const epoch = toInstant('1970-01-01T00:00:00Z');
/** So long after its day the count of one is kept, in seconds. */
const dayKeptSeconds = 3 * 24 * 3600;

const countSchema = z.object({ mailed: z.int().default(0) });

/** Limits: rows of the readers table, partition `_limits`; one an address, under the id of the folded one, and one a day. */
export class DynamoDbSignUpLimits implements SignUpLimits {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(key: string, now: Instant): Promise<AddressLimit> {
    return stillCounted(limitOf(await this.#get(keyOf(key))), now);
  }

  async note(key: string, letter: Letter): Promise<boolean> {
    return (await this.#change(key, limit => afterLetter(limit, letter))) !== undefined;
  }

  async giveBack(key: string, request: string): Promise<void> {
    await this.#change(key, limit => withoutLetter(limit, request));
  }

  async mailedOn(day: string): Promise<number> {
    const item = await this.#get(keyOfDay(day));
    return item === undefined ? 0 : readRow('sign-up limit', countSchema, item, `count of ${day}`).mailed;
  }

  /** An answer that was lost counts twice: the ceiling is reached too early then, and never passed. */
  async count(day: string, ceiling: number): Promise<boolean> {
    if (ceiling < 1) return false;
    // A number that the table can hold, where the account has no limit.
    const atMost = Math.min(ceiling, Number.MAX_SAFE_INTEGER);
    return this.#add(day, 1, '(attribute_not_exists(mailed) OR mailed < :ceiling)', atMost);
  }

  async uncount(day: string): Promise<void> {
    await this.#add(day, -1, 'mailed > :ceiling', 0);
  }

  async #add(day: string, by: number, condition: string, ceiling: number): Promise<boolean> {
    const expires = secondsBetween(epoch, toInstant(`${day}T00:00:00Z`)) + dayKeptSeconds;
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOfDay(day),
      UpdateExpression: 'ADD mailed :by SET #format = :format, expires = :expires',
      ConditionExpression: `${condition} AND ${notNewer}`,
      ExpressionAttributeNames: { '#format': 'format' },
      ExpressionAttributeValues: {
        ':by': by,
        ':ceiling': ceiling,
        ':format': rowFormats['sign-up limit'],
        ':expires': expires,
      },
    });
    if (await conditionHolds(this.#client.send(update))) return true;
    // As it should be, or of a layout that only a newer version knows: reading tells.
    await this.mailedOn(day);
    return false;
  }

  async #get(Key: RowKey): Promise<Record<string, unknown> | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key, ConsistentRead: true });
    return (await this.#client.send(get)).Item;
  }

  async #change(
    key: string,
    change: (limit: AddressLimit) => AddressLimit | undefined,
  ): Promise<AddressLimit | undefined> {
    return changeRow(this.#client, { TableName: this.#table, Key: keyOf(key) }, limitOf, change, itemOf);
  }
}

function keyOf(key: string): RowKey {
  return { publication: partition, reader: key };
}

function keyOfDay(day: string): RowKey {
  return keyOf(`installation#${day}`);
}

function limitOf(item: Record<string, unknown> | undefined): AddressLimit {
  if (item === undefined) return noLetters;
  return readRow('sign-up limit', addressLimitSchema, item, `limit ${item.reader}`);
}

/** What is noted of a bounce stays as long as the bounce, which is kept for good; the rest says nothing after its time. */
function itemOf({ letters, bounce }: AddressLimit): Record<string, unknown> {
  const last =
    letters
      .map(({ at }) => secondsBetween(epoch, at))
      .sort((a, b) => a - b)
      .at(-1) ?? 0;
  return {
    format: rowFormats['sign-up limit'],
    letters,
    bounce,
    ...(bounce === null ? { expires: last + countedForSeconds } : {}),
  };
}
