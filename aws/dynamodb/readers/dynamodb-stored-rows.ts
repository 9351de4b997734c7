import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ReaderOf, Standing } from '../../../core/readers/admission/admission.ts';
import type { StoredRows } from '../../../core/readers/admission/import-people.ts';
import { everyPublication } from '../../../core/readers/ending.ts';
import { addressOf } from '../dynamodb-addresses.ts';
import { readerOf } from '../dynamodb-readers.ts';

type Item = Record<string, unknown>;
type Key = { publication: string; reader: string };
/** So many rows DynamoDB brings by one call. */
const rowsAtOnce = 100;

/** Both rows of many people by one call: that of the publication, and that of the address. */
export class DynamoDbStoredRows implements StoredRows {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async of(people: readonly ReaderOf[]): Promise<Pick<Standing, 'row' | 'address'>[]> {
    const wanted = new Map<string, Key>();
    for (const { publication, id } of people)
      for (const key of [
        { publication, reader: id },
        { publication: everyPublication, reader: id },
      ])
        wanted.set(nameOf(key), key);
    const found = await this.#read([...wanted.values()]);
    return people.map(({ publication, id }) => {
      const row = found.get(nameOf({ publication, reader: id }));
      const address = found.get(nameOf({ publication: everyPublication, reader: id }));
      return { row: row && readerOf(row), address: address && addressOf(address) };
    });
  }

  async #read(keys: readonly Key[]): Promise<Map<string, Item>> {
    const found = new Map<string, Item>();
    let left: readonly Item[] = keys;
    while (left.length > 0) {
      const { Responses, UnprocessedKeys } = await this.#client.send(
        new BatchGetCommand({
          RequestItems: { [this.#table]: { Keys: [...left.slice(0, rowsAtOnce)], ConsistentRead: true } },
        }),
      );
      for (const item of Responses?.[this.#table] ?? []) found.set(nameOf(item), item);
      // What a call had no capacity or no room for: a call that brings nothing at all fails, and the client waits before it repeats it.
      left = [...(UnprocessedKeys?.[this.#table]?.Keys ?? []), ...left.slice(rowsAtOnce)];
    }
    return found;
  }
}

function nameOf({ publication, reader }: Item): string {
  return `${publication}/${reader}`;
}
