import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Slice, type Slices, sliceSchema } from '../../core/delivery/progress/slices.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import { EditionTable } from './dynamodb-edition-table.ts';

/** Slices, a row each in the table of editions: partition `publication`, sort key `<edition>#slice#000001`. */
export class DynamoDbSlices implements Slices {
  readonly #table: EditionTable;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#table = new EditionTable(client, table, 'slice');
  }

  async *all({ publication, edition }: EditionKey): AsyncGenerator<Slice> {
    const items = this.#table.beginningWith(publication, `${edition}#slice#`);
    for await (const item of items) yield this.#table.parse(sliceSchema, item);
  }

  async unfinished({ publication, edition }: EditionKey): Promise<number[]> {
    const items = this.#table.beginningWith(publication, `${edition}#slice#`, {
      filter: 'done = :no',
      fields: '#number',
      values: { ':no': false },
    });
    return (await Array.fromAsync(items)).map(({ number }) => Number(number));
  }

  async read(edition: EditionKey, number: number): Promise<Slice | undefined> {
    const item = await this.#table.get(keyOf(edition, number));
    return item && this.#table.parse(sliceSchema, item);
  }

  async add(edition: EditionKey, slice: Omit<Slice, 'done'>): Promise<Slice> {
    const row = { ...keyOf(edition, slice.number), ...slice, done: false };
    if (await this.#table.putIfAbsent(row)) return sliceSchema.parse(row);
    return (await this.read(edition, slice.number)) ?? sliceSchema.parse(row);
  }

  async finish(edition: EditionKey, number: number): Promise<void> {
    await this.#mark(edition, number, true);
  }

  async reopen(edition: EditionKey, number: number): Promise<void> {
    await this.#mark(edition, number, false);
  }

  async #mark(edition: EditionKey, number: number, done: boolean): Promise<void> {
    await this.#table.change(keyOf(edition, number), {
      expression: 'SET #done = :done',
      values: { ':done': done },
    });
  }
}

function keyOf({ publication, edition }: EditionKey, number: number): EditionKey {
  return { publication, edition: `${edition}#slice#${String(number).padStart(6, '0')}` };
}
