import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ageProgram } from '../../bench/age/age-options.ts';
import { alikeIn, type Content, UnlikeEditionsError } from '../../bench/age/content.ts';
import { bars, type Comparison, compare, meanOf } from '../../bench/age/cost.ts';
import { describeAge } from '../../bench/age/describe-age.ts';
import type { AgeRun } from '../../bench/age/run-age.ts';
import { readOptions } from '../../local/terminal/read-options.ts';
import { emptyDirectory } from '../support/cloud/cloud.ts';
import { isChosen } from '../support/run/sample.ts';

const bench = resolve(import.meta.dirname, '../../bench/age.ts');
const cost = (calls: number, bytes: number, wholeLists = 0) => ({
  ...{ calls, bytes, wholeLists },
  operations: { 's3 GetObject': calls },
});
const content: Content = {
  ...{ facts: 8, corrections: 2, references: 2, daysAhead: 6, readers: 3 },
  oldestDays: 70,
};
const sixYears = { ...content, oldestDays: 2184 };

describe.runIf(isChosen('npm run bench:age', 'benchmarks'))('npm run bench:age', () => {
  it('finds that a few more years make nothing cost more, and leaves nothing behind', async () => {
    const folder = await emptyDirectory();
    const { stdout } = await promisify(execFile)(process.execPath, [bench, '--editions', '70', '--json'], {
      env: { ...process.env, TMPDIR: folder },
    });
    const { editions, content, comparisons }: AgeRun = JSON.parse(stdout);
    expect(editions).toBe(70);
    expect(comparisons.map(({ what, met }) => [what, met])).toEqual([
      ['An edition, delivered', true],
      ['A sweep with nothing to do', true],
      ['courant status', true],
    ]);
    expect(content.old).toEqual(content.young);
    const [edition, ...looks] = comparisons;
    const services = (one?: Comparison) =>
      Object.keys(one?.old.operations ?? {}).map(name => name.split(' ')[0]);
    expect(new Set(services(edition))).toEqual(new Set(['dynamodb', 's3', 'ses', 'sqs']));
    for (const look of looks) expect(services(look)).toEqual(expect.arrayContaining(['dynamodb', 's3']));
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

  it('is too much once a chain is listed from its beginning, whatever that costs', () => {
    expect(compare('it', cost(100, 1000), cost(100, 1000, 1)).met).toBe(false);
  });

  it('is compared for editions that have as much of all that bears on it', () => {
    expect(alikeIn([content, content])).toEqual(content);
    expect(alikeIn([sixYears, sixYears], content)).toEqual(sixYears);
    for (const other of [{ corrections: 1 }, { readers: 0 }])
      expect(() => alikeIn([sixYears, { ...sixYears, ...other }], content)).toThrow(UnlikeEditionsError);
    expect(() => alikeIn([{ ...content, references: 0 }])).toThrow('references');
  });

  it('is a mean, by operation too', () => {
    const mean = meanOf([cost(1, 10), { calls: 3, bytes: 20, wholeLists: 2, operations: {} }]);
    expect(mean).toEqual({ calls: 2, bytes: 15, wholeLists: 1, operations: { 's3 GetObject': 0.5 } });
  });

  it('says which of them grows', () => {
    const comparisons = [compare('An edition', cost(100, 1000), cost(150, 1000))];
    expect(
      describeAge({ editions: 1000, content: { young: content, old: sixYears }, comparisons }),
    ).toContain('An edition: GROWS\n  calls 100 -> 150, ratio 1.500');
  });

  it('needs an archive that is old enough to be compared', () => {
    expect(() => readOptions(ageProgram, ['--editions', '69'])).toThrow('70');
  });
});
