import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { beforeAll, expect } from 'vitest';
import { tableIdentity } from '../../aws/dynamodb/table-identity.ts';
import { describeContract, recorded, refusal } from '../support/cloud/cloud-contract.ts';

const refusedByCondition = 'ConditionalCheckFailedException';

describeContract('DynamoDB', ({ clients, holds }) => {
  const TableName = `contract-${randomUUID()}`;
  const keyOf = (hash: string, range: string) => ({ hash: { S: hash }, range: { S: range } });
  const add = (hash: string, range: string, more: Record<string, AttributeValue> = {}) =>
    clients().dynamodb.send(
      new PutItemCommand({
        TableName,
        Item: { ...keyOf(hash, range), ...more },
        ConditionExpression: 'attribute_not_exists(#range)',
        ExpressionAttributeNames: { '#range': 'range' },
      }),
    );
  const update = (hash: string, range: string, how: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>) =>
    clients().dynamodb.send(new UpdateItemCommand({ TableName, Key: keyOf(hash, range), ...how }));
  const read = async (hash: string, range: string) =>
    (
      await clients().dynamodb.send(
        new GetItemCommand({ TableName, Key: keyOf(hash, range), ConsistentRead: true }),
      )
    ).Item;
  const query = (more: Partial<QueryCommandInput>) =>
    clients().dynamodb.send(new QueryCommand({ TableName, ConsistentRead: true, ...more }));

  beforeAll(async () => {
    await clients().dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['hash', 'range'].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: [
          { AttributeName: 'hash', KeyType: 'HASH' },
          { AttributeName: 'range', KeyType: 'RANGE' },
        ],
      }),
    );
    await waitUntilTableExists(
      { client: clients().dynamodb, maxWaitTime: 10, minDelay: 1, maxDelay: 1 },
      { TableName },
    );
  });

  holds(
    'a conditional put adds once: of twenty, one wins',
    async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, writer) => add('race', 'one', { writer: { N: `${writer}` } })),
      );
      const winners = outcomes.flatMap(({ status }, writer) => (status === 'fulfilled' ? [writer] : []));
      expect(winners).toHaveLength(1);
      expect((await refusal(add('race', 'one'))).name).toBe(refusedByCondition);
      expect((await read('race', 'one'))?.writer).toEqual({ N: `${winners[0]}` });
    },
    'writers at once',
  );

  holds(
    'a conditional update moves a state once, and only from where it was',
    async () => {
      await add('edition', 'one', { state: { S: 'sealed' } });
      const move = (from: string, to: string) =>
        update('edition', 'one', {
          UpdateExpression: 'SET #state = :to, #times = if_not_exists(#times, :zero) + :one',
          ConditionExpression: '#state = :from',
          ExpressionAttributeNames: { '#state': 'state', '#times': 'times' },
          ExpressionAttributeValues: {
            ':from': { S: from },
            ':to': { S: to },
            ':zero': { N: '0' },
            ':one': { N: '1' },
          },
          ReturnValues: 'ALL_NEW',
        });
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, () => move('sealed', 'delivering')),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const { Attributes } = await move('delivering', 'closed');
      expect(Attributes).toMatchObject({ state: { S: 'closed' }, times: { N: '2' } });
      expect((await refusal(move('sealed', 'delivering'))).name).toBe(refusedByCondition);
    },
    'writers at once',
  );

  holds('an update makes the item when there is none, unless the condition forbids it', async () => {
    const SetX = {
      UpdateExpression: 'SET x = :x',
      ExpressionAttributeValues: { ':x': { S: 'y' } },
    };
    await update('made', 'one', SetX);
    expect((await read('made', 'one'))?.x).toEqual({ S: 'y' });
    const refused = await refusal(
      update('made', 'two', { ...SetX, ConditionExpression: 'attribute_exists(x)' }),
    );
    expect(refused.name).toBe(refusedByCondition);
    expect(await read('made', 'two')).toBeUndefined();
  });

  holds('attributes can be removed, and an item be deleted under a condition', async () => {
    await add('gone', 'one', { attempt: { S: 'mine' }, note: { S: 'x' } });
    await update('gone', 'one', { UpdateExpression: 'REMOVE note' });
    expect((await read('gone', 'one'))?.note).toBeUndefined();
    const drop = (attempt: string) =>
      clients().dynamodb.send(
        new DeleteItemCommand({
          TableName,
          Key: keyOf('gone', 'one'),
          ConditionExpression: 'attempt = :attempt',
          ExpressionAttributeValues: { ':attempt': { S: attempt } },
        }),
      );
    expect((await refusal(drop('yours'))).name).toBe(refusedByCondition);
    await drop('mine');
    expect(await read('gone', 'one')).toBeUndefined();
  });

  holds('a query reads a partition in order, by range and by prefix', async () => {
    for (const range of ['edition#slice#0002', 'edition', 'edition#slice#0001', 'other'])
      await add('order', range);
    const ranges = async (condition: string, values: Record<string, AttributeValue>) => {
      const { Items = [] } = await query({
        KeyConditionExpression: `#hash = :hash AND ${condition}`,
        ExpressionAttributeNames: { '#hash': 'hash', '#range': 'range' },
        ExpressionAttributeValues: { ':hash': { S: 'order' }, ...values },
      });
      return Items.map(item => item.range?.S);
    };
    const slices = ['edition#slice#0001', 'edition#slice#0002'];
    expect(await ranges('begins_with(#range, :p)', { ':p': { S: 'edition#slice#' } })).toEqual(slices);
    expect(await ranges('#range > :after', { ':after': { S: 'edition#slice#0001' } })).toEqual([
      slices[1],
      'other',
    ]);
    expect(
      await ranges('#range BETWEEN :a AND :b', { ':a': { S: 'edition' }, ':b': { S: 'edition#slice#0001' } }),
    ).toEqual(['edition', slices[0]]);
  });

  holds('pages follow each other without a gap or a repetition', async () => {
    const expected = Array.from({ length: 25 }, (_, reader) => `r${String(reader).padStart(2, '0')}`);
    await Promise.all(expected.map(range => add('pages', range)));
    const found: (string | undefined)[] = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page = await query({
        KeyConditionExpression: '#hash = :hash',
        ExpressionAttributeNames: { '#hash': 'hash' },
        ExpressionAttributeValues: { ':hash': { S: 'pages' } },
        Limit: 10,
        ExclusiveStartKey,
      });
      found.push(...(page.Items ?? []).map(item => item.range?.S));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    expect(found).toEqual(expected);
  });

  holds('a consistent read sees every write that was acknowledged', async () => {
    for (let value = 0; value < 20; value += 1) {
      await update('fresh', 'one', {
        UpdateExpression: 'SET v = :v',
        ExpressionAttributeValues: { ':v': { N: `${value}` } },
      });
      expect((await read('fresh', 'one'))?.v).toEqual({ N: `${value}` });
    }
  });

  holds('a missing table is named as such', async () => {
    const missing = clients().dynamodb.send(
      new GetItemCommand({ TableName: 'no-such-table', Key: keyOf('a', 'b') }),
    );
    expect((await refusal(missing)).name).toBe('ResourceNotFoundException');
  });

  holds('a table is known again, and one that is made in its place or beside it is another', async () => {
    const { dynamodb } = clients();
    const names = ['known', 'beside'].map(name => `contract-${name}-${randomUUID()}`);
    const ids: string[] = [];
    for (const name of [...names, names[0] ?? '']) {
      if (ids.length === names.length) {
        await dynamodb.send(new DeleteTableCommand({ TableName: name }));
        await waitUntilTableNotExists(
          { client: dynamodb, maxWaitTime: 10, minDelay: 1 },
          { TableName: name },
        );
      }
      await dynamodb.send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'hash', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'hash', KeyType: 'HASH' }],
        }),
      );
      await waitUntilTableExists({ client: dynamodb, maxWaitTime: 10, minDelay: 1 }, { TableName: name });
      ids.push(await tableIdentity(dynamodb, name));
      expect(await tableIdentity(dynamodb, name)).toBe(ids.at(-1));
    }
    expect(new Set(ids).size).toBe(3);
  });

  holds(
    recorded(
      'billing_mode_as_conditional',
      '2025-10-13',
      'a table has an id of its own, a UUID that another table of its name does not have',
    ),
    async () => {
      const name = `contract-${randomUUID()}`;
      const { dynamodb } = clients();
      const make = async () => {
        const { TableDescription } = await dynamodb.send(
          new CreateTableCommand({
            TableName: name,
            BillingMode: 'PAY_PER_REQUEST',
            AttributeDefinitions: [{ AttributeName: 'hash', AttributeType: 'S' }],
            KeySchema: [{ AttributeName: 'hash', KeyType: 'HASH' }],
          }),
        );
        await waitUntilTableExists(
          { client: dynamodb, maxWaitTime: 10, minDelay: 0.05 },
          { TableName: name },
        );
        const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
        expect(Table?.TableId).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
        expect(Table?.TableId).toBe(TableDescription?.TableId);
        return Table?.TableId;
      };
      const first = await make();
      await dynamodb.send(new DeleteTableCommand({ TableName: name }));
      await waitUntilTableNotExists(
        { client: dynamodb, maxWaitTime: 10, minDelay: 0.05 },
        { TableName: name },
      );
      expect(await make()).not.toBe(first);
    },
    'ids of tables',
  );

  holds(
    'a filter compares fields of one row, also nested ones, and what a row lacks equals nothing',
    async () => {
      const map = (kind: string, at: string) => ({ M: { kind: { S: kind }, at: { S: at } } });
      const rows: Record<string, Record<string, AttributeValue>> = {
        active: { state: { S: 'active' } },
        kept: { state: { S: 'left' }, ended: map('x', '2'), kept: map('left', '2') },
        'kept-before': { state: { S: 'left' }, ended: map('x', '2'), kept: map('left', '1') },
        'kept-otherwise': { state: { S: 'left' }, ended: map('x', '2'), kept: map('bounced', '2') },
        'not-kept': { state: { S: 'left' }, ended: map('x', '2') },
      };
      for (const [range, row] of Object.entries(rows)) await add('fields', range, row);
      const { Items } = await query({
        KeyConditionExpression: '#hash = :hash',
        FilterExpression: '#state IN (:left, :bounced) AND NOT (kept.kind = #state AND kept.#at = ended.#at)',
        ProjectionExpression: '#range, ended.#at',
        ExpressionAttributeNames: { '#hash': 'hash', '#range': 'range', '#state': 'state', '#at': 'at' },
        ExpressionAttributeValues: {
          ':hash': { S: 'fields' },
          ':left': { S: 'left' },
          ':bounced': { S: 'bounced' },
        },
      });
      expect(Items).toEqual(
        ['kept-before', 'kept-otherwise', 'not-kept'].map(range => ({
          range: { S: range },
          ended: { M: { at: { S: '2' } } },
        })),
      );
    },
  );

  holds('an update copies one field of a row to another', async () => {
    await add('copied', 'one', { hold: { S: 'late' } });
    await update('copied', 'one', {
      UpdateExpression: 'SET released = #hold',
      ConditionExpression: 'attribute_exists(#hold) AND #hold <> :none',
      ExpressionAttributeNames: { '#hold': 'hold' },
      ExpressionAttributeValues: { ':none': { NULL: true } },
    });
    expect((await read('copied', 'one'))?.released).toEqual({ S: 'late' });
  });

  holds(
    recorded(
      'return_values_on_conditions_check_failure',
      '2025-10-08',
      'a condition that fails is refused in these words',
    ),
    async () => {
      await add('refused', 'one');
      expect(await refusal(add('refused', 'one'))).toMatchObject({
        name: refusedByCondition,
        message: 'The conditional request failed',
      });
      // AWS adds the item on demand (ReturnValuesOnConditionCheckFailure). The embedded one does not: no call of ours asks for it.
    },
  );
});
