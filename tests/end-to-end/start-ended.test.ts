import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DescribeTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientsOf, closeClients } from '../../local/cloud/clients.ts';
import { openLocal } from '../../local/installation/open-local.ts';
import {
  archiveOf,
  atMostWaiting,
  filesBelow,
  installation,
  npmStart,
  readersMailed,
} from '../support/programs/npm-start.ts';
import { nth, sampleOf } from '../support/run/sample.ts';

const programs = resolve(import.meta.dirname, '../support/programs');
const preload = join(programs, 'end-at-write.ts');
/** At least so many are there: what the start-up writes, and the whole run. */
const least = { startUp: 40, run: 400 };
let scratch = '';

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'courant-ended-'));
});
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

/** Opens the installation in a process that ends at a moment; answers by which signal, and how many moments there were. */
async function openUntil(moment: number, directory: string) {
  const count = join(scratch, `count-${moment}`);
  const child = spawn(
    process.execPath,
    ['--import', preload, join(programs, 'open-local-main.ts'), directory],
    {
      env: { ...process.env, COURANT_END_AT_WRITE: String(moment), COURANT_COUNT_WRITES: count },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const [, signal] = await once(child, 'exit');
  return { signal, moments: signal === null ? Number(await readFile(count, 'utf8')) : moment };
}

/** What an installation consists of when it was just opened; the tables by their state. */
async function stateOf(directory: string) {
  const local = await openLocal({ directory });
  const clients = clientsOf(local.cloud.environment);
  const { TableNames = [] } = await clients.dynamodb.send(new ListTablesCommand());
  const tables = TableNames.map(async TableName => {
    const { Table } = await clients.dynamodb.send(new DescribeTableCommand({ TableName }));
    return [TableName, Table?.TableStatus];
  });
  const found = Object.fromEntries(await Promise.all(tables));
  closeClients(clients);
  await local.stop();
  const files = await filesBelow(directory);
  // What was being written when a process ended stays beside, and harms nobody.
  const kept = Object.entries(files).filter(([name]) => !/^dynamodb(-start)?\/|\.part$/.test(name));
  const entries = await Promise.all(['s3', '.'].map(folder => readdir(join(directory, folder))));
  const folders = entries.flat().filter(name => !name.endsWith('.part'));
  return { tables: found, folders: folders.sort(), files: Object.fromEntries(kept) };
}

/** From the first on. */
function upTo(moments: number): number[] {
  return Array.from({ length: moments }, (_, index) => index + 1);
}

describe('opening the installation, ended', { timeout: 600_000 }, () => {
  it('after any of its writes, leaves what the next run completes', async () => {
    const whole = join(scratch, 'open');
    const { moments } = await openUntil(0, whole);
    expect(moments).toBeGreaterThan(least.startUp);
    const expected = await stateOf(whole);
    expect(Object.values(expected.tables)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
    for (const moment of sampleOf('opening, ended', upTo(moments))) {
      const directory = join(scratch, `open-${moment}`);
      expect(await openUntil(moment, directory)).toMatchObject({ signal: 'SIGKILL' });
      expect(await stateOf(directory), `ended at write ${moment}`).toEqual(expected);
      await rm(directory, { recursive: true });
    }
  });
});

describe('npm start, ended', { timeout: 14_400_000 }, () => {
  it('after any of its writes, ends with the same archive and one message a reader when it runs again', async () => {
    const loading = { NODE_OPTIONS: `--import ${preload}` };
    // To count them takes a run of its own, and whoever goes through a few of them finds those few.
    const moments = nth === 1 ? await countMoments(loading) : least.run;
    const expected = await archiveOf((await installation()).directory);
    const ended = async (moment: number) => {
      const directory = join(scratch, `ended-${moment}`);
      const first = await npmStart(directory, [], { ...loading, COURANT_END_AT_WRITE: String(moment) });
      // The last writes may be fewer in another run.
      expect(first.signal === 'SIGKILL' || moment > moments - 20, `write ${moment}`).toBe(true);
      const next = await npmStart(directory);
      expect(next, `after write ${moment}`).toMatchObject({
        code: 0,
        errors: expect.stringMatching(atMostWaiting),
      });
      expect(await archiveOf(directory), `after write ${moment}`).toEqual(expected);
      const mailed = await readersMailed(directory);
      expect([mailed.length, new Set(mailed).size], `after write ${moment}`).toEqual([10, 10]);
      await rm(directory, { recursive: true });
    };
    const todo = sampleOf('npm start, ended', upTo(moments), 'ends of npm start');
    const worker = async () => {
      for (let moment = todo.shift(); moment !== undefined; moment = todo.shift()) await ended(moment);
    };
    await Promise.all([worker(), worker()]);
  });
});

async function countMoments(loading: Record<string, string>): Promise<number> {
  const counted = join(scratch, 'count');
  await npmStart(join(scratch, 'whole'), [], { ...loading, COURANT_COUNT_WRITES: counted });
  const moments = Number(await readFile(counted, 'utf8'));
  expect(moments).toBeGreaterThan(least.run);
  return moments;
}
