import { DeleteCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Instant, instantSchema } from '../../../core/foundation/instant.ts';
import type { Forgetting, ToForget } from '../../../core/readers/ending.ts';
import { forgettingKey, forgettingPartitions, noteToForget } from '../dynamodb-ending-marks.ts';
import { readRow } from '../row-format.ts';

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

  note(ending: ToForget): Promise<void> {
    return noteToForget(this.#client, this.#table, ending);
  }

  endedBefore(time: Instant, atMost: number): Promise<ToForget[]> {
    return this.#first(forgettingPartitions.ended, time, atMost);
  }

  erased(atMost: number): Promise<ToForget[]> {
    // Sorts after every time.
    return this.#first(forgettingPartitions.erased, '~', atMost);
  }

  async done(ending: ToForget): Promise<void> {
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key: forgettingKey(ending) }));
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
