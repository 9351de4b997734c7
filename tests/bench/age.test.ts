import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ageProgram } from '../../bench/age/age-options.ts';
import { bars, compare, meanOf } from '../../bench/age/cost.ts';
import { describeAge } from '../../bench/age/describe-age.ts';
import type { AgeRun } from '../../bench/age/run-age.ts';
import { readOptions } from '../../local/terminal/read-options.ts';
import { emptyDirectory } from '../support/cloud/cloud.ts';
import { isChosen } from '../support/run/sample.ts';

const bench = resolve(import.meta.dirname, '../../bench/age.ts');
const cost = (calls: number, bytes: number) => ({ calls, bytes, operations: { 's3 GetObject': calls } });

describe.runIf(isChosen('npm run bench:age', 'long tests'))('npm run bench:age', () => {
  it('finds that a few more years make nothing cost more, and leaves nothing behind', async () => {
    const folder = await emptyDirectory();
    const { stdout } = await promisify(execFile)(process.execPath, [bench, '--editions', '80', '--json'], {
      env: { ...process.env, TMPDIR: folder },
    });
    const { editions, comparisons }: AgeRun = JSON.parse(stdout);
    expect(editions).toBe(80);
    expect(comparisons.map(({ what, met }) => [what, met])).toEqual([
      ['An edition', true],
      ['A sweep with nothing to do', true],
      ['courant status', true],
    ]);
    // Something is counted, and bytes are.
    for (const { old } of comparisons) expect(Math.min(old.calls, old.bytes / 1000)).toBeGreaterThan(5);
    expect(await readdir(folder)).toEqual([]);
  }, 600_000);
});

describe('what an old archive costs', () => {
  it('is held to both bars', () => {
    const young = cost(100, 1000);
    expect(compare('it', young, cost(100 * bars.calls, 1000 * bars.bytes)).met).toBe(true);
    expect(compare('it', young, cost(111, 1000)).met).toBe(false);
    expect(compare('it', young, cost(100, 1201)).met).toBe(false);
  });

  it('is a mean, by operation too', () => {
    const mean = meanOf([cost(1, 10), { calls: 3, bytes: 20, operations: {} }]);
    expect(mean).toEqual({ calls: 2, bytes: 15, operations: { 's3 GetObject': 0.5 } });
  });

  it('says which of them grows', () => {
    const comparisons = [compare('An edition', cost(100, 1000), cost(150, 1000))];
    expect(describeAge({ editions: 1000, comparisons })).toContain(
      'An edition: GROWS\n  calls 100 -> 150, ratio 1.500',
    );
  });

  it('needs an archive that is old enough to be compared', () => {
    expect(() => readOptions(ageProgram, ['--editions', '79'])).toThrow('80');
  });
});
