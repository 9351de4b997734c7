import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Instant, instantSchema } from '../../../core/foundation/instant.ts';
import { withBounced, withSent } from '../../../core/readers/sign-up/breaker.ts';
import type { Confirmations, SentConfirmation } from '../../../core/readers/sign-up/confirmations.ts';
import { readRow, rowFormats } from '../row-format.ts';
import { changeRow } from './change-row.ts';

/** No publication has such an id. */
const Key = { publication: '_confirmations', reader: 'recent' };

const confirmationsSchema = z.object({
  recent: z.array(z.object({ request: z.string(), at: instantSchema, bounced: z.boolean() })),
});
type Row = { recent: readonly SentConfirmation[] };

/** The confirmations that were mailed last: one row of the readers table. */
export class DynamoDbConfirmations implements Confirmations {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async recent(): Promise<SentConfirmation[]> {
    const get = new GetCommand({ TableName: this.#table, Key, ConsistentRead: true });
    return [...rowOf((await this.#client.send(get)).Item).recent];
  }

  async sent(request: string, at: Instant): Promise<void> {
    await this.#change(recent => withSent(recent, request, at));
  }

  async bounced(request: string): Promise<void> {
    await this.#change(recent => withBounced(recent, request));
  }

  async forget(): Promise<void> {
    await this.#change(recent => (recent.length === 0 ? recent : []));
  }

  async #change(change: (recent: Row['recent']) => Row['recent']): Promise<void> {
    await changeRow<Row>(
      this.#client,
      { TableName: this.#table, Key },
      rowOf,
      standing => {
        const recent = change(standing.recent);
        return recent === standing.recent ? standing : { recent };
      },
      ({ recent }) => ({ format: rowFormats.confirmations, recent }),
    );
  }
}

function rowOf(item: Record<string, unknown> | undefined): Row {
  if (item === undefined) return { recent: [] };
  return readRow('confirmations', confirmationsSchema, item, 'the confirmations that were mailed last');
}
