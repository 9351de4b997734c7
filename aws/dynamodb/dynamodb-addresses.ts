import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import {
  type Address,
  type AddressEnding,
  type Addresses,
  addressAfter,
  addressSchema,
  sameAddress,
} from '../../core/readers/address.ts';
import { everyPublication } from '../../core/readers/ending.ts';
import { conditionHolds } from './dynamodb-conditions.ts';
import { queryAll } from './dynamodb-pages.ts';
import { readRow, rowFormats } from './row-format.ts';

/** How addresses stand in the whole installation: a row each in the readers table, partition `_all`, sort key `reader`. */
export class DynamoDbAddresses implements Addresses {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(id: string): Promise<Address | undefined> {
    const get = new GetCommand({
      TableName: this.#table,
      Key: { publication: everyPublication, reader: id },
      ConsistentRead: true,
    });
    const { Item } = await this.#client.send(get);
    return Item && addressOf(Item);
  }

  async range(first: string, last: string): Promise<Address[]> {
    return Array.fromAsync(
      this.#query('reader BETWEEN :first AND :last', { ':first': first, ':last': last }),
    );
  }

  after(id: string | null): AsyncIterable<Address> {
    // A space sorts before every hexadecimal digit.
    return this.#query('reader > :after', { ':after': id ?? ' ' });
  }

  async *#query(condition: string, values: Record<string, string>): AsyncGenerator<Address> {
    const items = queryAll(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: `publication = :publication AND ${condition}`,
      ExpressionAttributeValues: { ':publication': everyPublication, ...values },
    });
    for await (const item of items) yield addressOf(item);
  }

  /** A refused write means that somebody else's succeeded, so this loop ends. */
  async end(id: string, ending: AddressEnding): Promise<'ended' | 'kept'> {
    for (;;) {
      const standing = await this.read(id);
      const next = addressAfter(standing, id, ending);
      if (sameAddress(next, standing)) return 'kept';
      if (await this.#replace(standing, next)) return 'ended';
    }
  }

  async #replace(standing: Address | undefined, { id, ...next }: Address): Promise<boolean> {
    return conditionHolds(
      this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: { format: rowFormats.address, publication: everyPublication, reader: id, ...next },
          ...(standing
            ? {
                ConditionExpression:
                  '#state = :state AND ended.#at = :at AND ended.how = :how AND lifted = :lifted ' +
                  `AND ${standing.erased === undefined ? 'attribute_not_exists(erased)' : 'erased = :erased'}`,
                ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
                ExpressionAttributeValues: {
                  ':state': standing.state,
                  ':at': standing.ended.at,
                  ':how': standing.ended.how,
                  ':lifted': standing.lifted,
                  ...(standing.erased !== undefined && { ':erased': standing.erased }),
                },
              }
            : { ConditionExpression: 'attribute_not_exists(reader)' }),
        }),
      ),
    );
  }
}

function addressOf({ reader, ...rest }: Record<string, unknown>): Address {
  return readRow(
    'address',
    addressSchema,
    { ...rest, id: reader },
    `address ${reader} of ${everyPublication}`,
  );
}
