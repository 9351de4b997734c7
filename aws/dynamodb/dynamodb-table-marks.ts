import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TableMark, TableMarks } from '../../core/readers/readers-table.ts';
import { readRow, rowFormats } from './row-format.ts';
import { tableIdentity } from './table-identity.ts';

/** No publication has such an id. */
const partition = '#mark';

const markSchema = z.object({ table: z.string(), edition: z.string() });

/** Marks in the readers table: a row a publication, partition `#mark`, sort key `reader` (the publication's id). */
export class DynamoDbTableMarks implements TableMarks {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async identity(): Promise<string> {
    return tableIdentity(this.#client, this.#table);
  }

  async read(publication: string): Promise<TableMark | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: keyOf(publication), ConsistentRead: true });
    const { Item } = await this.#client.send(get);
    return Item && readRow('table mark', markSchema, Item, `mark of the readers table for ${publication}`);
  }

  async write(publication: string, mark: TableMark): Promise<void> {
    await this.#client.send(
      new PutCommand({
        TableName: this.#table,
        Item: { format: rowFormats['table mark'], ...keyOf(publication), ...mark },
      }),
    );
  }
}

function keyOf(publication: string) {
  return { publication: partition, reader: publication };
}
