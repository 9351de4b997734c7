import { randomBytes } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { FormKey } from '../../../core/readers/sign-up/form-proof.ts';
import { conditionHolds } from '../dynamodb-conditions.ts';
import { readRow, rowFormats } from '../row-format.ts';

/** No publication has such an id. */
const row = { publication: '_keys', reader: 'forms' };
const keySchema = z.object({ secret: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * The secret of forms: a row of the readers table, 32 random bytes as hexadecimal digits. Whoever removes the row makes every form that
 * is open just then one that has to be opened again, and nothing else.
 */
export class DynamoDbFormKey implements FormKey {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  #known: Promise<Uint8Array> | undefined;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  get(): Promise<Uint8Array> {
    // A failed read is not kept: the next caller tries again.
    this.#known ??= this.#readOrMake().catch(error => {
      this.#known = undefined;
      throw error;
    });
    return this.#known;
  }

  async #readOrMake(): Promise<Uint8Array> {
    const stored = await this.#read();
    if (stored) return stored;
    const secret = randomBytes(32).toString('hex');
    const put = new PutCommand({
      TableName: this.#table,
      Item: { format: rowFormats['form key'], ...row, secret },
      ConditionExpression: 'attribute_not_exists(reader)',
    });
    // Of several that make it at once one succeeds, or the client repeated its own: what is stored counts.
    await conditionHolds(this.#client.send(put));
    return (await this.#read()) ?? Buffer.from(secret, 'hex');
  }

  async #read(): Promise<Uint8Array | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: row, ConsistentRead: true });
    const { Item } = await this.#client.send(get);
    return Item && Buffer.from(readRow('form key', keySchema, Item, 'the secret of forms').secret, 'hex');
  }
}
