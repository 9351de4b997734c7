import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { CourantError } from '../core/errors.ts';
import { type Instant, instantSchema } from '../core/instant.ts';
import type { EditionRow, Editions, Slice } from '../core/ports.ts';
import { conditionHolds } from './dynamodb-conditions.ts';
import { queryAll } from './dynamodb-pages.ts';

const rowSchema = z.object({
  publication: z.string(),
  edition: z.string(),
  state: z.enum(['sealed', 'delivering', 'closed']),
  audience: z.object({ slices: z.int(), readers: z.int() }).nullable(),
  hold: z.string().nullable(),
  notBefore: instantSchema.nullable(),
});
const sliceSchema = z.object({ number: z.int(), readers: z.array(z.string()), done: z.boolean() });

/** Editions and their slices: partition `publication`, sort key `<edition>` or `<edition>#slice#000001`. */
export class DynamoDbEditions implements Editions {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async open(publication: string, edition: string): Promise<EditionRow> {
    const row: EditionRow = {
      publication,
      edition,
      state: 'sealed',
      audience: null,
      hold: null,
      notBefore: null,
    };
    await this.#putIfAbsent(row);
    return this.#existing(publication, edition);
  }

  async read(publication: string, edition: string): Promise<EditionRow | undefined> {
    const item = await this.#get(publication, edition);
    return item ? rowSchema.parse(item) : undefined;
  }

  async slices(publication: string, edition: string): Promise<Slice[]> {
    const items = queryAll(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: 'publication = :publication AND begins_with(edition, :prefix)',
      ExpressionAttributeValues: { ':publication': publication, ':prefix': `${edition}#slice#` },
    });
    return (await Array.fromAsync(items)).map(item => sliceSchema.parse(item));
  }

  async unfinishedSlices(publication: string, edition: string): Promise<number[]> {
    const items = queryAll(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: 'publication = :publication AND begins_with(edition, :prefix)',
      FilterExpression: 'done = :no',
      ProjectionExpression: '#number',
      ExpressionAttributeNames: { '#number': 'number' },
      ExpressionAttributeValues: {
        ':publication': publication,
        ':prefix': `${edition}#slice#`,
        ':no': false,
      },
    });
    return (await Array.fromAsync(items)).map(({ number }) => Number(number));
  }

  async slice(publication: string, edition: string, number: number): Promise<Slice | undefined> {
    const item = await this.#get(publication, sliceKey(edition, number));
    return item ? sliceSchema.parse(item) : undefined;
  }

  async addSlice(publication: string, edition: string, slice: Omit<Slice, 'done'>): Promise<Slice> {
    const row = { publication, edition: sliceKey(edition, slice.number), ...slice, done: false };
    if (await this.#putIfAbsent(row)) return sliceSchema.parse(row);
    return (await this.slice(publication, edition, slice.number)) ?? sliceSchema.parse(row);
  }

  async freeze(
    publication: string,
    edition: string,
    audience: { slices: number; readers: number },
  ): Promise<EditionRow> {
    await this.#change(publication, edition, {
      expression: 'SET audience = :audience, #state = :delivering',
      condition: '#state = :sealed',
      values: { ':audience': audience, ':delivering': 'delivering', ':sealed': 'sealed' },
    });
    return this.#existing(publication, edition);
  }

  async finishSlice(publication: string, edition: string, number: number): Promise<void> {
    await this.#change(publication, sliceKey(edition, number), {
      expression: 'SET done = :done',
      values: { ':done': true },
    });
  }

  async hold(publication: string, edition: string, reason: string): Promise<void> {
    await this.#change(publication, edition, {
      expression: 'SET #hold = :reason',
      condition: '#hold = :none',
      values: { ':reason': reason, ':none': null },
    });
  }

  async postpone(publication: string, edition: string, notBefore: Instant): Promise<void> {
    await this.#change(publication, edition, {
      expression: 'SET notBefore = :notBefore',
      values: { ':notBefore': notBefore },
    });
  }

  async close(publication: string, edition: string): Promise<void> {
    await this.#change(publication, edition, {
      expression: 'SET #state = :closed',
      values: { ':closed': 'closed' },
    });
  }

  async #existing(publication: string, edition: string): Promise<EditionRow> {
    const row = await this.read(publication, edition);
    if (!row) throw new MissingEditionRowError(this.#table, publication, edition);
    return row;
  }

  async #get(publication: string, edition: string): Promise<Record<string, unknown> | undefined> {
    const Key = { publication, edition };
    return (await this.#client.send(new GetCommand({ TableName: this.#table, Key, ConsistentRead: true })))
      .Item;
  }

  async #putIfAbsent(item: Record<string, unknown>): Promise<boolean> {
    const ConditionExpression = 'attribute_not_exists(edition)';
    return conditionHolds(
      this.#client.send(new PutCommand({ TableName: this.#table, Item: item, ConditionExpression })),
    );
  }

  /** A condition that does not hold is no error: somebody did it before. A row that is not there is one: a hold would be lost. */
  async #change(
    publication: string,
    edition: string,
    change: { expression: string; condition?: string; values: Record<string, unknown> },
  ): Promise<void> {
    const changed = await conditionHolds(
      this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { publication, edition },
          UpdateExpression: change.expression,
          ConditionExpression: ['attribute_exists(edition)', change.condition].filter(Boolean).join(' AND '),
          ExpressionAttributeValues: change.values,
          ...namesIn(change.expression + (change.condition ?? '')),
        }),
      ),
    );
    if (changed || (await this.#get(publication, edition))) return;
    throw new MissingEditionRowError(this.#table, publication, edition);
  }
}

/** The table has no row of an edition, or of a slice (`<edition>#slice#000001`), that is to be changed or was just written. */
export class MissingEditionRowError extends CourantError {
  constructor(table: string, publication: string, edition: string) {
    super(
      `table ${table}: expected a row for edition ${edition} of ${publication}, found none. Run publish again for its time.`,
    );
  }
}

/** `state` and `hold` are reserved words of DynamoDB and stand under other names; naming one that is not used is an error. */
function namesIn(expressions: string): { ExpressionAttributeNames?: Record<string, string> } {
  const names = [...new Set(expressions.match(/#[a-z]+/g))];
  return names.length === 0
    ? {}
    : { ExpressionAttributeNames: Object.fromEntries(names.map(name => [name, name.slice(1)])) };
}

function sliceKey(edition: string, number: number): string {
  return `${edition}#slice#${String(number).padStart(6, '0')}`;
}
