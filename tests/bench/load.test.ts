import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { comparedWith } from '../../bench/load/compare-memory.ts';
import { memorySizes } from '../../bench/load/deployed-functions.ts';
import { describeComparison, describeRun } from '../../bench/load/describe-load.ts';
import { loadProgram } from '../../bench/load/load-options.ts';
import { figuresOf } from '../../bench/load/process-figures.ts';
import type { LoadRun } from '../../bench/load/run-load.ts';
import { readOptions } from '../../local/terminal/read-options.ts';
import { exampleTemplate } from '../infra/example-app.ts';
import { resources } from '../infra/readable.ts';
import { emptyDirectory } from '../support/cloud/cloud.ts';
import { isChosen } from '../support/run/sample.ts';

const bench = resolve(import.meta.dirname, '../../bench/load.ts');

/** Runs the bench with its temporary files in a folder. */
function benchLoad(words: readonly string[], folder: string) {
  const child = spawn(process.execPath, [bench, ...words], { env: { ...process.env, TMPDIR: folder } });
  const printed = { output: '', errors: '' };
  child.stdout.on('data', data => {
    printed.output += data;
  });
  child.stderr.on('data', data => {
    printed.errors += data;
  });
  return new Promise<{ code: number | null } & typeof printed>((resolved, rejected) => {
    child.on('error', rejected);
    child.on('close', code => resolved({ code, ...printed }));
  });
}

/** A run in which each function took so much memory. */
function aRun(readers: number, peakMiB: number, faults: string[] = []): LoadRun {
  const phase = { processes: 1, wallSeconds: 2, cpuSeconds: 1, cloudCpuSeconds: 1, peakMiB, calls: {} };
  return {
    readers,
    sliceSize: 100,
    messageBytes: 50_000,
    phases: ['publish', 'deliver', 'feedback', 'sweep'].map(name => ({ name, ...phase })),
    account: {
      audience: readers,
      messages: readers,
      readersMailed: readers,
      ledger: { accepted: readers, uncertain: 0 },
      sendNoted: readers,
      deliveryNoted: readers,
      receipt: { audience: readers, accepted: readers, delivered: readers },
      faults,
    },
  };
}

describe.runIf(isChosen('npm run bench:load', 'benchmarks'))('npm run bench:load', () => {
  it('publishes to everyone once, accounts for them, and leaves nothing behind', async () => {
    const folder = await emptyDirectory();
    const { code, output, errors } = await benchLoad(
      ['--readers', '30', '--slice-size', '7', '--json'],
      folder,
    );
    expect(errors).toBe('');
    const { runs, memory } = JSON.parse(output);
    expect(memory).toEqual([]);
    expect(runs).toHaveLength(1);
    const { phases, account, ...run } = runs[0];
    expect(run).toEqual({ readers: 30, sliceSize: 7, messageBytes: expect.any(Number) });
    expect(account).toEqual({
      audience: 30,
      messages: 30,
      readersMailed: 30,
      ledger: { waiting: 0, claimed: 0, accepted: 30, rejected: 0, uncertain: 0, withheld: 0 },
      sendNoted: 30,
      deliveryNoted: 30,
      receipt: { audience: 30, accepted: 30, delivered: 30 },
      faults: [],
    });
    expect(phases.map(({ name }: { name: string }) => name)).toEqual([
      'publish',
      'deliver',
      'feedback',
      'sweep',
    ]);
    for (const { cpuSeconds, peakMiB, processes } of phases) {
      expect(cpuSeconds).toBeGreaterThan(0);
      expect(peakMiB).toBeGreaterThan(20);
      expect(processes).toBeGreaterThan(0);
    }
    const [, deliver] = phases;
    expect(deliver.calls).toMatchObject({ 'ses SendRawEmail': 30 });
    expect(code).toBe(0);
    expect((await readdir(folder)).filter(name => name.startsWith('courant-'))).toEqual([]);
  }, 300_000);

  it('tells all mistakes of its options at once, and does nothing', async () => {
    const folder = await emptyDirectory();
    const words = ['--readers', 'many', '--slice-size=1001', '--json=yes', '--loud', 'now'];
    const { code, output, errors } = await benchLoad(words, folder);
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toContain('npm run bench:load: 5 mistakes');
    for (const found of ['--readers many', '--slice-size 1001', '--json=yes', '--loud', 'now'])
      expect(errors).toContain(`found:    ${found}\n`);
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes its options', () => {
    expect(readOptions(loadProgram, [])).toEqual({
      readers: 10_000,
      sliceSize: 100,
      alone: false,
      json: false,
      help: false,
    });
    expect(
      readOptions(loadProgram, ['--readers', '1000000', '--alone', '--json', '--slice-size', '1']),
    ).toEqual({
      readers: 1_000_000,
      sliceSize: 1,
      alone: true,
      json: true,
      help: false,
    });
    expect(() => readOptions(loadProgram, ['--readers', '0'])).toThrow(/from 1 to 1000000/);
  });
});

describe('what the bench compares and shows', () => {
  it('compares the memory of each function with that of the smaller audience', () => {
    expect(comparedWith([aRun(1000, 200)])).toEqual([]);
    const compared = comparedWith([aRun(1000, 200), aRun(100_000, 250)]);
    expect(compared).toHaveLength(4);
    expect(compared[1]).toEqual({ name: 'deliver', small: 200, large: 250, ratio: 1.25 });
    expect(describeComparison(compared)).toContain('deliver        200   250   1.25  MORE than 1.2');
  });

  it('says who is not accounted for', () => {
    expect(describeRun(aRun(1000, 200))).toContain('Everyone is accounted for.');
    const text = describeRun(aRun(1000, 200, ['messages that SES took: expected 1000, found 999']));
    expect(text).not.toContain('Everyone is accounted for.');
    expect(text).toContain('messages that SES took: expected 1000, found 999');
  });

  it('gives the functions the memory that the stack gives them', () => {
    const deployed = [...resources(exampleTemplate(), 'AWS::Lambda::Function').values()];
    const sizes = deployed.map(({ Properties }) => [Properties.FunctionName, Properties.MemorySize]);
    expect(Object.fromEntries(sizes)).toMatchObject(
      Object.fromEntries(Object.entries(memorySizes).map(([name, size]) => [`courant-${name}`, size])),
    );
  });

  it('reads what a process took, and says so when there is none', () => {
    const { cpuSeconds, peakMiB } = figuresOf(process.pid);
    expect(cpuSeconds).toBeGreaterThan(0);
    expect(peakMiB).toBeGreaterThan(20);
    expect(() => figuresOf(0)).toThrow('/proc/0: expected what Linux tells of a running process');
  });
});
