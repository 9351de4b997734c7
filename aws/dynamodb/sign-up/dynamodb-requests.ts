import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../../core/foundation/instant.ts';
import {
  type RequestOutcome,
  type Requests,
  requestSchema,
  type SignUpRequest,
} from '../../../core/readers/sign-up/request.ts';
import { conditionHolds } from '../dynamodb-conditions.ts';
import { notNewer, readRow, rowFormats } from '../row-format.ts';

/** No publication has such an id. */
const partition = '_requests';

/** Requests: rows of the readers table, partition `_requests`, sort key `reader` (the request's id); the reader's id stands in `person`. */
export class DynamoDbRequests implements Requests {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async put({ id, reader, ...rest }: SignUpRequest): Promise<void> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: { format: rowFormats.request, ...rest, person: reader, ...keyOf(id) },
      // A write that the client repeats must not undo what was noted since.
      ConditionExpression: 'attribute_not_exists(reader)',
    });
    await conditionHolds(this.#client.send(put));
  }

  async read(id: string, now: Instant): Promise<SignUpRequest | undefined> {
    const request = await this.#get(id);
    return request && request.expires * 1000 > Date.parse(now) ? request : undefined;
  }

  async change(
    id: string,
    { state, attempt }: Pick<SignUpRequest, 'state' | 'attempt'>,
    outcome: RequestOutcome,
  ): Promise<boolean> {
    const given = Object.entries(outcome).filter(([, value]) => value !== undefined);
    const names = given.map(([field], n) => [`#f${n}`, field === 'reader' ? 'person' : field] as const);
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(id),
      UpdateExpression: `SET ${names.map(([name], n) => `${name} = :f${n}`).join(', ')}`,
      ConditionExpression: `#state = :state AND attempt = :attempt AND ${notNewer}`,
      ExpressionAttributeNames: { '#state': 'state', '#format': 'format', ...Object.fromEntries(names) },
      ExpressionAttributeValues: {
        ':state': state,
        ':attempt': attempt,
        ':format': rowFormats.request,
        ...Object.fromEntries(given.map(([, value], n) => [`:f${n}`, value])),
      },
    });
    if (await conditionHolds(this.#client.send(update))) return true;
    const standing = await this.#get(id);
    return standing !== undefined && saysAll(standing, outcome);
  }

  async #get(id: string): Promise<SignUpRequest | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: keyOf(id), ConsistentRead: true });
    const { Item } = await this.#client.send(get);
    if (Item === undefined) return undefined;
    const { person, ...rest } = Item;
    return readRow('request', requestSchema, { ...rest, id, reader: person }, `request ${id}`);
  }
}

function keyOf(id: string) {
  return { publication: partition, reader: id };
}

/** The client may have repeated a write whose answer was lost: then the row says all of it. */
function saysAll(request: SignUpRequest, outcome: RequestOutcome): boolean {
  return Object.entries(outcome).every(
    ([field, value]) => value === undefined || request[field as keyof RequestOutcome] === value,
  );
}
