import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateTableCommand, DescribeTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import stores from 'dynalite/db/index.js';
import { describe, expect, it } from 'vitest';
import { openTables } from '../../../../local/cloud/dynamodb/table-store.ts';
import { DirectoryInUseError } from '../../../../local/cloud/files/directory-claim.ts';
import { DamagedStateError } from '../../../../local/cloud/files/state-file.ts';
import { cloudForTest, emptyDirectory } from '../../../support/cloud/cloud.ts';

const table = new CreateTableCommand({
  TableName: 'readers',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'reader', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'reader', KeyType: 'HASH' }],
});
const none = () => undefined;

/** A folder of tables, with one that was made and used. */
async function usedTables(): Promise<{ directory: string; path: string }> {
  const { cloud, clients, directory } = await cloudForTest();
  await clients.dynamodb.send(table);
  await cloud.stop();
  return { directory, path: join(directory, 'dynamodb') };
}

describe('tables', () => {
  it('whose creation the end of the process interrupted can be used by the next one', async () => {
    const { directory, path } = await usedTables();
    const store = stores.create({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    await store.db.open();
    for await (const [key, value] of store.db.iterator({ gte: 'table~', lt: 'table~\xff' }))
      await store.db.put(key, { ...value, TableStatus: 'CREATING' });
    await store.db.close();
    const { cloud, clients } = await cloudForTest({ directory });
    expect(cloud.dynamodb.tables).toBe(1);
    const { Table } = await clients.dynamodb.send(new DescribeTableCommand({ TableName: 'readers' }));
    expect(Table?.TableStatus).toBe('ACTIVE');
    const row = { TableName: 'readers', Item: { reader: { S: 'r' } } };
    await clients.dynamodb.send(new PutItemCommand(row));
  });

  it('keep their id, also those that were made when ids were no UUIDs', async () => {
    const { directory, path } = await usedTables();
    const store = stores.create({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    await store.db.open();
    for await (const [key, value] of store.db.iterator({ gte: 'table~', lt: 'table~\xff' }))
      await store.db.put(key, { ...value, TableId: '0123abcd-0123-4012-0123-0123abcd' });
    await store.db.close();
    const ids: (string | undefined)[] = [];
    for (let start = 0; start < 2; start += 1) {
      const { cloud, clients } = await cloudForTest({ directory });
      const { Table } = await clients.dynamodb.send(new DescribeTableCommand({ TableName: 'readers' }));
      ids.push(Table?.TableId);
      await cloud.stop();
    }
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
    expect(ids[1]).toBe(ids[0]);
  });

  it.each(['CURRENT', 'MANIFEST'])('with an empty %s are refused, and named', async name => {
    const { path } = await usedTables();
    const file = (await readdir(path)).find(one => one.startsWith(name)) ?? '';
    await writeFile(join(path, file), '');
    const refusal = await openTables(path, none).catch(error => error);
    expect(refusal).toBeInstanceOf(DamagedStateError);
    expect(refusal.message).toMatch(new RegExp(`^${path}: .*--reset`));
  });

  it('that another program has open are refused', async () => {
    const { path } = await usedTables();
    const { close } = await openTables(path, none);
    await expect(openTables(path, none)).rejects.toThrow(DirectoryInUseError);
    await close();
  });

  it('say what the file system refuses by its own code', async () => {
    const path = join(await emptyDirectory(), 'dynamodb');
    await mkdir(path);
    await mkdir(join(path, 'LOCK'));
    await expect(openTables(path, none)).rejects.toThrow(DamagedStateError);
    await rm(path, { recursive: true });
    await writeFile(path, '');
    await expect(openTables(path, none)).rejects.toMatchObject({ code: 'EEXIST', path });
  });

  it('that cannot be written any more answer with an error, and tell why', async () => {
    const { create } = stores;
    const told: unknown[] = [];
    const full = Object.assign(new Error('IO error: /srv/dynamodb/3.log: No space left on device'), {
      code: 'LEVEL_IO_ERROR',
    });
    stores.create = options => {
      const store = create(options);
      const { put } = store.db;
      // The start itself still gets through.
      store.db.put = (...content) => {
        const answer = content.at(-1);
        return typeof answer === 'function' ? answer(full) : put.apply(store.db, content);
      };
      return store;
    };
    try {
      const { clients } = await cloudForTest({ onFailure: error => told.push(error) });
      const refusal = await clients.dynamodb.send(table).catch(error => error);
      expect(refusal).toMatchObject({ name: 'InternalServerError' });
      expect(told[0]).toMatchObject({
        code: 'ENOSPC',
        message: expect.stringContaining('/srv/dynamodb/3.log'),
      });
    } finally {
      stores.create = create;
    }
  });
});
