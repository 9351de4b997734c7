import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  FunctionFailedError,
  type FunctionProcess,
  startFunction,
} from '../../../local/functions/function-process.ts';
import { clockVariable, SharedClock } from '../../../local/functions/shared-clock.ts';

const start = new Date('2031-05-05T06:00:00Z');
let directory = '';
let clock: SharedClock;
let running: FunctionProcess;
let log = '';

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'courant-function-'));
  clock = new SharedClock(path.join(directory, 'clock'), start);
  log = '';
});
afterEach(async () => {
  await running.stop();
  clock.close();
  rmSync(directory, { recursive: true });
});

function run(source: string, milliseconds?: number): void {
  writeFileSync(path.join(directory, 'index.mjs'), source);
  const variables = { [clockVariable]: path.join(directory, 'clock') };
  const onLog = (text: string) => {
    log += text;
  };
  running = startFunction('timed', directory, variables, {
    onLog,
    ...(milliseconds ? { milliseconds } : {}),
  });
}

describe('a function on a shared clock', () => {
  it('takes the clock for the present, however it asks, and keeps what is past', async () => {
    run(`export const handler = async () =>
      [Date.now(), +new Date(), Date.parse(new Date().toISOString()), +new Date(5), new Date() instanceof Date];`);
    const [now, date, iso, past, isDate] = (await running.invoke({})) as number[];
    for (const time of [now, date, iso]) expect(Math.abs((time ?? 0) - start.getTime())).toBeLessThan(60_000);
    expect([past, isDate]).toEqual([5, true]);
  });

  it('is out of time when the clock has been moved past its limit', async () => {
    run(
      'export const handler = async (_, { getRemainingTimeInMillis: left }) => { console.log("in"); while (left() > 0); return left(); };',
      120_000,
    );
    const left = running.invoke({});
    await expect.poll(() => log, { timeout: 20_000 }).toContain('in');
    clock.move(10);
    expect(await left).toBeLessThan(-400_000);
  });
});

describe('a function that is halted', () => {
  const waiting = `import { setTimeout } from 'node:timers/promises';
    export const handler = async ({ say }) => { console.log(say); await setTimeout(100); console.log('done ' + say, new Date().getUTCFullYear()); };`;

  it('can be given up, goes on when it is continued, and then knows what time it is', async () => {
    run(waiting);
    const first = running.invoke({ say: 'one' }).catch(error => error);
    await expect.poll(() => log, { timeout: 20_000 }).toContain('one');
    process.kill(running.pid ?? 0, 'SIGSTOP');
    running.giveUp();
    expect(await first).toBeInstanceOf(FunctionFailedError);
    clock.set(new Date('2032-01-01T00:00:00Z'));
    process.kill(running.pid ?? 0, 'SIGCONT');
    await running.idle();
    await expect.poll(() => log, { timeout: 20_000 }).toContain('done one 2032');
    expect(running.ended()).toBe(false);
  });

  it('can be ended', async () => {
    run(waiting);
    const first = running.invoke({ say: 'one' }).catch(error => error);
    await expect.poll(() => log, { timeout: 20_000 }).toContain('one');
    process.kill(running.pid ?? 0, 'SIGSTOP');
    await running.stop();
    expect(await first).toBeInstanceOf(FunctionFailedError);
    expect(running.ended()).toBe(true);
    await expect(running.invoke({})).rejects.toBeInstanceOf(FunctionFailedError);
  });

  it('leaves everything that it wrote, whole, to who listens', async () => {
    run(
      'export const handler = async () => { console.log("x".repeat(100_000)); console.error("end"); throw new Error("why"); };',
    );
    await running.invoke({}).catch(() => undefined);
    await running.stop();
    expect(log.match(/x+/)?.[0]).toHaveLength(100_000);
    expect(log).toMatch(/end[\s\S]*why|why[\s\S]*end/);
  });
});
