import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Instant, instantSchema } from '../../../core/foundation/instant.ts';
import { everyPublication } from '../../../core/readers/ending.ts';
import type { Forgetting, ToForget } from '../../../core/readers/forgetting.ts';
import { readRow, rowFormats } from '../row-format.ts';

/** No publication has such ids. Erasures have a list of their own, as they wait for nothing. */
const partitions = { ended: '_forget', erased: '_erase' } as const;

/**
 * What is still to be forgotten: rows of the readers table in partitions `_forget` and `_erase`, sort key
 * `<time of the ending>#<publication>#<reader's id>`.
 */
export class DynamoDbForgetting implements Forgetting {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** An update, since whoever notes a leaving may do nothing else to the table. */
  async note(ending: ToForget): Promise<void> {
    const { publication, reader, at } = ending;
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: keyOf(ending),
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

  endedBefore(time: Instant, atMost: number): Promise<ToForget[]> {
    return this.#first(partitions.ended, time, atMost);
  }

  erased(atMost: number): Promise<ToForget[]> {
    // Sorts after every time.
    return this.#first(partitions.erased, '~', atMost);
  }

  async done(ending: ToForget): Promise<void> {
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key: keyOf(ending) }));
  }

  async #first(partition: string, before: string, atMost: number): Promise<ToForget[]> {
    const page = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'publication = :partition AND reader < :before',
        ExpressionAttributeValues: { ':partition': partition, ':before': before },
        Limit: atMost,
        ConsistentRead: true,
      }),
    );
    return (page.Items ?? []).map(item => {
      const { of, whose, at } = readRow('forgetting', itemSchema, item, `${partition} ${item.reader}`);
      return { publication: of, reader: whose, at };
    });
  }
}

const itemSchema = z.object({ of: z.string(), whose: z.string(), at: instantSchema });

function keyOf({ publication, reader, at }: ToForget): Record<string, string> {
  const partition = publication === everyPublication ? partitions.erased : partitions.ended;
  return { publication: partition, reader: `${at}#${publication}#${reader}` };
}
