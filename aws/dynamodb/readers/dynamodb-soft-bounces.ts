import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import {
  type ReaderSoftBounces,
  type SoftBounce,
  type SoftBounces,
  softBouncesEnd,
  softBouncesSchema,
  withBounce,
} from '../../../core/readers/soft-bounces.ts';
import { conditionHolds } from '../dynamodb-conditions.ts';
import { queryAll } from '../dynamodb-pages.ts';
import { notNewer, readRow, rowFormats } from '../row-format.ts';

/** No publication has such an id. */
const partition = '_soft';

/** Soft bounces: rows of the readers table in partition `_soft`, sort key `<publication>#<reader's id>`, which expire. */
export class DynamoDbSoftBounces implements SoftBounces {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** A refused write means that somebody else's succeeded, so this loop ends. */
  async note(bounce: SoftBounce): Promise<void> {
    for (;;) {
      const item = await this.#item(bounce);
      const kept = item && bouncesOf(item);
      const standing = kept && isOver(kept, bounce.at) ? undefined : kept;
      const next = withBounce(standing, bounce);
      if (canonicalJson(next) === canonicalJson(kept ?? null)) return;
      if (await this.#replace(item, next)) return;
    }
  }

  async *of(publication: string, now: Instant): AsyncGenerator<ReaderSoftBounces> {
    const items = queryAll(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: 'publication = :partition AND begins_with(reader, :prefix)',
      ExpressionAttributeValues: { ':partition': partition, ':prefix': `${publication}#` },
    });
    for await (const item of items) {
      const kept = bouncesOf(item);
      if (!isOver(kept, now)) yield kept;
    }
  }

  async remove(publication: string, reader: string): Promise<void> {
    await this.#client.send(
      new DeleteCommand({ TableName: this.#table, Key: keyOf({ publication, reader }) }),
    );
  }

  async #item(whose: Whose): Promise<Record<string, unknown> | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: keyOf(whose), ConsistentRead: true });
    return (await this.#client.send(get)).Item;
  }

  async #replace(before: Record<string, unknown> | undefined, next: ReaderSoftBounces): Promise<boolean> {
    const { publication, reader, domain, editions } = next;
    const revision = Number(before?.revision ?? 0);
    return conditionHolds(
      this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: {
            format: rowFormats['soft bounces'],
            ...keyOf(next),
            of: publication,
            whose: reader,
            domain,
            editions,
            revision: revision + 1,
            expires: Math.ceil(Date.parse(softBouncesEnd(next) ?? '') / 1000),
          },
          ...(before
            ? {
                ConditionExpression: `revision = :revision AND ${notNewer}`,
                ExpressionAttributeNames: { '#format': 'format' },
                ExpressionAttributeValues: { ':revision': revision, ':format': rowFormats['soft bounces'] },
              }
            : { ConditionExpression: 'attribute_not_exists(reader)' }),
        }),
      ),
    );
  }
}

type Whose = Pick<ReaderSoftBounces, 'publication' | 'reader'>;

function keyOf({ publication, reader }: Whose): Record<string, string> {
  return { publication: partition, reader: `${publication}#${reader}` };
}

function isOver(kept: ReaderSoftBounces, now: Instant): boolean {
  const end = softBouncesEnd(kept);
  return end === undefined || end < now;
}

function bouncesOf({ of, whose, ...rest }: Record<string, unknown>): ReaderSoftBounces {
  const item = { ...rest, publication: of, reader: whose };
  return readRow('soft bounces', softBouncesSchema, item, `soft bounces of reader ${whose} of ${of}`);
}
