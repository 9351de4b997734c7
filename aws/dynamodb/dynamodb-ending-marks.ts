import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { instantSchema } from '../../core/foundation/instant.ts';
import { endingKinds, everyPublication, type KeptEnding, type ToForget } from '../../core/readers/ending.ts';
import type { EndingMarks } from '../../core/readers/ending-keeper.ts';
import { conditionHolds } from './dynamodb-conditions.ts';
import { queryAll } from './dynamodb-pages.ts';
import { rowFormats } from './row-format.ts';

/**
 * Rows that say of themselves that they ended, and not that exactly this ending is kept; those of earlier versions say nothing, or not
 * that the ending stands among what is to be forgotten.
 */
export const isUnkept =
  '#state IN (:left, :bounced, :complained, :erased, :lifted) AND NOT (kept.kind = #state AND kept.#at = ended.#at AND attribute_exists(kept.forget))';
/** The names in `isUnkept`. */
export const endingNames = { '#state': 'state', '#at': 'at' };
/** The values in `isUnkept`. */
export const endingValues = Object.fromEntries(endingKinds.map(kind => [`:${kind}`, kind]));

const endedSchema = z.object({
  reader: z.string(),
  state: z.enum(endingKinds),
  ended: z.object({ at: instantSchema }),
});

/** What a row says of its ending; nothing if it is active, or does not say when it ended. */
export function endingOf(publication: string, item: Record<string, unknown>): KeptEnding[] {
  const { data } = endedSchema.safeParse(item);
  return data ? [{ publication, reader: data.reader, kind: data.state, at: data.ended.at }] : [];
}

/** Partitions of what is to be forgotten; no publication has such ids. Erasures have a list of their own, as they wait for nothing. */
export const forgettingPartitions = { ended: '_forget', erased: '_erase' } as const;

/** The key of what is to be forgotten: the sort key begins with the time, so that the first are due first. */
export function forgettingKey({ publication, reader, at }: ToForget): Record<string, string> {
  const { ended, erased } = forgettingPartitions;
  return {
    publication: publication === everyPublication ? erased : ended,
    reader: `${at}#${publication}#${reader}`,
  };
}

/** Notes what is to be forgotten; by an update, since whoever notes a leaving may do nothing else to the table. */
export async function noteToForget(
  client: DynamoDBDocumentClient,
  table: string,
  ending: ToForget,
): Promise<void> {
  const { publication, reader, at } = ending;
  await client.send(
    new UpdateCommand({
      TableName: table,
      Key: forgettingKey(ending),
      UpdateExpression: 'SET #of = :publication, #whose = :reader, #at = :at, #format = :format',
      ExpressionAttributeNames: { '#of': 'of', '#whose': 'whose', '#at': 'at', '#format': 'format' },
      ExpressionAttributeValues: {
        ':publication': publication,
        ':reader': reader,
        ':at': at,
        ':format': rowFormats.forgetting,
      },
    }),
  );
}

/**
 * Which endings in the readers table are kept elsewhere too: a row has `kept`, with kind and time of the ending that is, and `forget`. So whoever
 * ends a subscription, also a program of an earlier version, marks it by that alone.
 */
export class DynamoDbEndingMarks implements EndingMarks {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  note(ending: KeptEnding): Promise<void> {
    return noteToForget(this.#client, this.#table, ending);
  }

  async *unkept(publication: string): AsyncGenerator<KeptEnding> {
    const items = queryAll(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: 'publication = :publication',
      FilterExpression: isUnkept,
      ProjectionExpression: 'reader, #state, ended.#at',
      ExpressionAttributeNames: endingNames,
      ExpressionAttributeValues: { ':publication': publication, ...endingValues },
    });
    for await (const item of items) yield* endingOf(publication, item);
  }

  async markKept({ publication, reader, kind, at }: KeptEnding): Promise<void> {
    await conditionHolds(
      this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { publication, reader },
          UpdateExpression: 'SET kept = :kept',
          ConditionExpression: '#state = :kind AND ended.#at = :at',
          ExpressionAttributeNames: endingNames,
          ExpressionAttributeValues: { ':kept': { kind, at, forget: true }, ':kind': kind, ':at': at },
        }),
      ),
    );
  }
}
