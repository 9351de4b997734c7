import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import stores from 'dynalite/db/index.js';
import { describe, expect, it } from 'vitest';
import { type MarkInside, renewStartMark } from '../../../../local/cloud/dynamodb/start-mark.ts';
import { startMarkFolder } from '../../../../local/cloud/dynamodb/table-store.ts';
import { cloudForTest, emptyDirectory } from '../../../support/cloud/cloud.ts';

const names = ['editions', 'deliveries'] as const;

/** Starts a cloud on the folder, and answers the ids of its tables, which are made if there are none. */
async function idsAfterStart(directory: string): Promise<(string | undefined)[]> {
  const { cloud, clients } = await cloudForTest({ directory });
  const ids = [];
  for (const TableName of names) {
    if (cloud.dynamodb.tables === 0)
      await clients.dynamodb.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        }),
      );
    ids.push((await clients.dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.TableId);
  }
  await cloud.stop();
  return ids;
}

describe('the ids of tables on this machine', () => {
  it('stay, start after start', async () => {
    const directory = await emptyDirectory();
    const ids = await idsAfterStart(directory);
    for (let start = 0; start < 3; start += 1) expect(await idsAfterStart(directory)).toEqual(ids);
  });

  it('are others once an older copy of the tables was put back, and then stay again', async () => {
    const directory = await emptyDirectory();
    const ids = await idsAfterStart(directory);
    const tables = join(directory, 'dynamodb');
    await cp(tables, join(directory, 'copy'), { recursive: true });
    expect(await idsAfterStart(directory)).toEqual(ids);
    await rm(tables, { recursive: true });
    await cp(join(directory, 'copy'), tables, { recursive: true });
    const others = await idsAfterStart(directory);
    for (const id of others) expect(ids).not.toContain(id);
    expect(await idsAfterStart(directory)).toEqual(others);
  });

  it('stay in a folder that was made before there were marks', async () => {
    const directory = await emptyDirectory();
    const ids = await idsAfterStart(directory);
    await rm(join(directory, startMarkFolder), { recursive: true });
    const path = join(directory, 'dynamodb');
    const { db } = stores.create({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    await db.open();
    for await (const [key] of db.iterator({ gte: 'start~', lt: 'start~\xff' }))
      await db.batch([{ type: 'del', key }]);
    await db.close();
    expect(await idsAfterStart(directory)).toEqual(ids);
  });

  it('are others where the mark beside the tables is gone, or the one inside', async () => {
    const directory = await emptyDirectory();
    const ids = await idsAfterStart(directory);
    await rm(join(directory, startMarkFolder), { recursive: true });
    for (const id of await idsAfterStart(directory)) expect(ids).not.toContain(id);
  });
});

/** A mark in memory whose write fails before or after it acted. */
function failing(when: 'before' | 'after', mark: string | undefined) {
  const state = { mark };
  const inside: MarkInside = {
    read: async () => state.mark,
    async write(next) {
      if (when === 'after') state.mark = next;
      throw new Error('ended');
    },
  };
  return { state, inside };
}

it.each(['before', 'after'] as const)(
  'a start that is ended %s the new mark is in the tables does no harm',
  async when => {
    const folder = join(await emptyDirectory(), startMarkFolder);
    const kept = { mark: undefined as string | undefined };
    const inside: MarkInside = {
      read: async () => kept.mark,
      async write(next) {
        kept.mark = next;
      },
    };
    const others: string[] = [];
    const start = (from: MarkInside) => renewStartMark(folder, from, async () => void others.push('others'));
    await start(inside);
    const ended = failing(when, kept.mark);
    await expect(start(ended.inside)).rejects.toThrow('ended');
    kept.mark = ended.state.mark;
    await start(inside);
    expect(others).toEqual([]);
    // And the copy that was taken before is known for what it is.
    const before = kept.mark;
    await start(inside);
    kept.mark = before;
    await start(inside);
    expect(others).toEqual(['others']);
  },
);
