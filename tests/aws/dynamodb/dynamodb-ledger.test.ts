import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { DynamoDbLedger } from '../../../aws/dynamodb/dynamodb-ledger.ts';
import { tableIdentity, UnknownTableError } from '../../../aws/dynamodb/table-identity.ts';
import { awsPorts } from '../aws-ports.ts';

const key = { publication: 'weekly', edition: '2026-11-23' };

async function ledgerOnDynamoDb() {
  const { clients, resources, deliveries } = await awsPorts();
  const tables = { editions: resources.EDITIONS_TABLE, deliveries: resources.DELIVERIES_TABLE };
  const ledger = new DynamoDbLedger(DynamoDBDocumentClient.from(clients.dynamodb), tables);
  return { ledger, clients, tables, deliveries };
}

/** A client that answers DescribeTable so. */
const answering = (Table: object | undefined) =>
  ({ send: async () => ({ Table }) }) as unknown as DynamoDBClient;

describe('the ledger on DynamoDB', () => {
  it('is known by the ids of its tables', async () => {
    const { ledger, clients, tables } = await ledgerOnDynamoDb();
    const describeTable = async (TableName: string) =>
      (await clients.dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.TableId;
    expect(await ledger.identity()).toEqual({
      editions: await describeTable(tables.editions),
      deliveries: await describeTable(tables.deliveries),
    });
  });

  it('keeps a mark an edition, which is no delivery', async () => {
    const { ledger, deliveries } = await ledgerOnDynamoDb();
    expect(await ledger.markOf(key)).toBeUndefined();
    await ledger.setMark(key, 'one');
    await ledger.setMark({ ...key, edition: '2026-11-30' }, 'other');
    expect(await ledger.markOf(key)).toBe('one');
    await ledger.setMark(key, 'two');
    expect(await ledger.markOf(key)).toBe('two');
    expect(await Array.fromAsync(deliveries.ofEdition(key))).toEqual([]);
  });

  it('is known by name and time of creation where tables have no ids, and not at all where they have neither', async () => {
    const CreationDateTime = new Date('2026-11-23T06:00:00Z');
    expect(await tableIdentity(answering({ TableId: 'id', CreationDateTime }), 'editions')).toBe('id');
    expect(await tableIdentity(answering({ CreationDateTime }), 'editions')).toBe(
      'editions of 2026-11-23T06:00:00.000Z',
    );
    for (const nothing of [{}, undefined])
      await expect(tableIdentity(answering(nothing), 'editions')).rejects.toThrow(UnknownTableError);
  });
});
