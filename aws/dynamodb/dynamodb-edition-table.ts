import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { CourantError } from '../../core/foundation/errors.ts';
import { refuseNewer } from '../../core/foundation/stored-json.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import { conditionHolds } from './dynamodb-conditions.ts';
import { queryAll } from './dynamodb-pages.ts';
import { notNewer, type RowKind, readRow, rowFormats } from './row-format.ts';

/** What is written to a row, and on what condition. */
export type RowChange = { expression: string; condition?: string; values: Record<string, unknown> };

/**
 * The table of editions as rows of one kind: partition `publication`, sort key `edition`. It changes no row of a newer layout.
 */
export class EditionTable {
  readonly #client: DynamoDBDocumentClient;
  readonly #name: string;
  readonly #kind: RowKind;

  constructor(client: DynamoDBDocumentClient, name: string, kind: RowKind = 'edition') {
    this.#client = client;
    this.#name = name;
    this.#kind = kind;
  }

  /** A row of the table, read. @throws NewerDataError */
  parse<Row>(schema: z.ZodType<Row>, item: Record<string, unknown>): Row {
    return readRow(this.#kind, schema, item, this.#where(item));
  }

  /** @throws NewerDataError */
  async get({ publication, edition }: EditionKey): Promise<Record<string, unknown> | undefined> {
    const get = new GetCommand({
      TableName: this.#name,
      Key: { publication, edition },
      ConsistentRead: true,
    });
    const { Item } = await this.#client.send(get);
    refuseNewer(Item, rowFormats[this.#kind], this.#where({ publication, edition }));
    return Item;
  }

  /** Rows whose sort key lies between these, in its order, of those that the filter lets through. */
  async *between(
    publication: string,
    { from, to }: { from: string; to: string },
    filter: string,
    values: Record<string, unknown>,
  ): AsyncGenerator<Record<string, unknown>> {
    yield* queryAll(this.#client, {
      TableName: this.#name,
      KeyConditionExpression: 'publication = :publication AND edition BETWEEN :from AND :to',
      FilterExpression: filter,
      ExpressionAttributeValues: { ':publication': publication, ':from': from, ':to': to, ...values },
      ...namesIn(filter),
    });
  }

  /** Rows whose sort key begins so, in its order; `only` reads some of their fields, of those that the filter lets through. */
  async *beginningWith(
    publication: string,
    prefix: string,
    only: { filter?: string; fields?: string; values?: Record<string, unknown> } = {},
  ): AsyncGenerator<Record<string, unknown>> {
    yield* queryAll(this.#client, {
      TableName: this.#name,
      KeyConditionExpression: 'publication = :publication AND begins_with(edition, :prefix)',
      FilterExpression: only.filter,
      ProjectionExpression: only.fields,
      ExpressionAttributeValues: { ':publication': publication, ':prefix': prefix, ...only.values },
      ...namesIn(`${only.filter ?? ''} ${only.fields ?? ''}`),
    });
  }

  async putIfAbsent(item: Record<string, unknown>): Promise<boolean> {
    const ConditionExpression = 'attribute_not_exists(edition)';
    const Item = { format: rowFormats[this.#kind], ...item };
    return conditionHolds(
      this.#client.send(new PutCommand({ TableName: this.#name, Item, ConditionExpression })),
    );
  }

  /**
   * Changes a row, or creates it with whatever `expression` sets, which may be `#format = :format`; false if the condition did not hold,
   * or the row is of a newer layout.
   */
  async update({ publication, edition }: EditionKey, change: RowChange): Promise<boolean> {
    const condition = change.condition === undefined ? notNewer : `(${change.condition}) AND ${notNewer}`;
    return conditionHolds(
      this.#client.send(
        new UpdateCommand({
          TableName: this.#name,
          Key: { publication, edition },
          UpdateExpression: change.expression,
          ConditionExpression: condition,
          ExpressionAttributeValues: { ...change.values, ':format': rowFormats[this.#kind] },
          ...namesIn(`${change.expression} ${condition}`),
        }),
      ),
    );
  }

  /**
   * Changes a row that has to exist; false if the condition did not hold, which is no error: somebody did it before.
   * @throws MissingEditionRowError if there is no such row: the change would be lost; NewerDataError if a newer version wrote it.
   */
  async change(edition: EditionKey, change: RowChange): Promise<boolean> {
    const condition = ['attribute_exists(edition)', change.condition && `(${change.condition})`];
    const changed = await this.update(edition, {
      ...change,
      condition: condition.filter(Boolean).join(' AND '),
    });
    if (!changed && !(await this.get(edition))) throw this.missing(edition);
    return changed;
  }

  missing(edition: EditionKey): MissingEditionRowError {
    return new MissingEditionRowError(this.#name, edition);
  }

  #where({ publication, edition }: Record<string, unknown>): string {
    return `table ${this.#name}, ${this.#kind} ${publication}/${edition}`;
  }
}

/** The table lacks the row of an edition, or of a slice (`<edition>#slice#000001`), that should be changed or was just written. */
export class MissingEditionRowError extends CourantError {
  constructor(table: string, { publication, edition }: EditionKey) {
    super(
      `table ${table}: expected a row for edition ${edition} of ${publication}, found none. Run publish again for its time.`,
    );
  }
}

/** `state` and `hold` are reserved words of DynamoDB, so expressions use aliases; declaring an alias that is not used is an error. */
function namesIn(expressions: string): { ExpressionAttributeNames?: Record<string, string> } {
  const names = [...new Set(expressions.match(/#[a-z]+/gi))];
  return names.length === 0
    ? {}
    : { ExpressionAttributeNames: Object.fromEntries(names.map(name => [name, name.slice(1)])) };
}
