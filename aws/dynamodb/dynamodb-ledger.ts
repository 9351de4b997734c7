import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { LedgerIdentity, LedgerTables } from '../../core/delivery/binding/binding.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import { tableIdentity } from './table-identity.ts';

/** The tables of editions and of deliveries. A mark is a row of the latter: partition `<publication>#<edition>#mark`, sort key `mark`. */
export class DynamoDbLedger implements LedgerTables {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: { editions: string; deliveries: string };

  constructor(client: DynamoDBDocumentClient, tables: { editions: string; deliveries: string }) {
    this.#client = client;
    this.#tables = tables;
  }

  async identity(): Promise<LedgerIdentity> {
    const [editions, deliveries] = await Promise.all([
      tableIdentity(this.#client, this.#tables.editions),
      tableIdentity(this.#client, this.#tables.deliveries),
    ]);
    return { editions, deliveries };
  }

  async markOf(edition: EditionKey): Promise<string | undefined> {
    const get = new GetCommand({
      TableName: this.#tables.deliveries,
      Key: keyOf(edition),
      ConsistentRead: true,
    });
    const mark = (await this.#client.send(get)).Item?.mark;
    return typeof mark === 'string' ? mark : undefined;
  }

  async setMark(edition: EditionKey, mark: string): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#tables.deliveries,
        Key: keyOf(edition),
        UpdateExpression: 'SET mark = :mark',
        ExpressionAttributeValues: { ':mark': mark },
      }),
    );
  }
}

function keyOf({ publication, edition }: EditionKey): Record<string, string> {
  return { partition: `${publication}#${edition}#mark`, reader: 'mark' };
}
