import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bars, judge, names } from '../../bench/bars.ts';
import { benchProgram } from '../../bench/bench-options.ts';
import { benchReaders } from '../../bench/bench-readers.ts';
import { courant } from '../../bench/courant.ts';
import { filesIn, NoEditionError, readEdition } from '../../bench/edition.ts';
import { madeUpEdition } from '../../bench/made-up-edition.ts';
import { checkSameContent, DifferentMessagesError } from '../../bench/same-content.ts';
import { usualCode } from '../../bench/usual-code.ts';
import { InvalidInputError } from '../../core/foundation/errors.ts';
import { readOptions } from '../../local/terminal/read-options.ts';
import { isChosen } from '../support/run/sample.ts';

const speed = resolve(import.meta.dirname, '../../bench/speed.ts');
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** The made-up edition as a folder of the archive. */
async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-bench-'));
  folders.push(folder);
  const files = await madeUpEdition();
  for (const name of ['manifest.json', 'message.eml', 'digest.html', 'digest.txt'])
    await writeFile(
      join(folder, name),
      (await files(name)) ?? '',
      name === 'message.eml' ? 'latin1' : 'utf8',
    );
  return folder;
}

const run = (...words: string[]) =>
  new Promise<{ code: number; output: string; errors: string }>(done => {
    execFile(process.execPath, [speed, ...words], (error, output, errors) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, output, errors }),
    );
  });

describe.runIf(isChosen('npm run bench', 'benchmarks'))('npm run bench', () => {
  it('measures any edition of the archive, and prints figures, ratios and bars as JSON', async () => {
    const { code, output, errors } = await run(
      ...['--edition', await aFolder(), '--rounds', '1', '--milliseconds', '1', '--json'],
    );
    expect(errors).toBe('');
    const result = JSON.parse(output);
    expect(result).toMatchObject({ edition: 'bench 2026-11-23', readers: 100, rounds: 1 });
    expect(result.rates.map(({ name }: { name: string }) => name)).toEqual(Object.values(names));
    for (const { median } of result.rates) expect(median).toBeGreaterThan(0);
    expect(result.bars).toMatchObject(bars);
    const { feedback, subscriptions } = result.coldImports;
    for (const time of [feedback, subscriptions]) expect(time).toBeGreaterThan(0);
    expect(result.met).toBe(
      result.bars.every(({ met }: { met: boolean }) => met) && subscriptions <= feedback,
    );
    expect(code).toBe(result.met ? 0 : 1);
  });

  it('says what it can do, and all that is wrong with what it was asked for', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, output: expect.stringContaining('--edition DIR') });
    const { code, errors } = await run('--rounds', '0', '--speed', 'fast');
    expect([code, errors]).toEqual([2, expect.stringMatching(/3 mistakes.*--rounds 0.*--speed.*fast/s)]);
  });
});

describe('the options of the bench', () => {
  it('are all optional', () => {
    expect(readOptions(benchProgram, [])).toEqual({
      edition: null,
      rounds: 9,
      milliseconds: 300,
      json: false,
      help: false,
    });
    expect(readOptions(benchProgram, ['--rounds=3', '--edition', 'a', '--json'])).toMatchObject({
      edition: 'a',
      rounds: 3,
      json: true,
    });
  });

  it.each([
    [['--rounds', '1.5'], '--rounds 1.5'],
    [['--milliseconds', '10001'], '--milliseconds 10001'],
    [['--edition'], '--edition'],
    [['--json=yes'], '--json=yes'],
    [['--colour'], '--colour'],
    [['extra'], 'extra'],
  ])('%j are refused, with what was expected', (words, found) => {
    expect(() => readOptions(benchProgram, words)).toThrow(InvalidInputError);
    expect(() => readOptions(benchProgram, words)).toThrow(`found:    ${found}`);
  });
});

describe('what the bench compares', () => {
  it('is an edition of the size and kind that it says, the same each time', async () => {
    const [one, other] = [
      await readEdition(await madeUpEdition(), 'one'),
      await readEdition(await madeUpEdition(), 'other'),
    ];
    expect(one).toEqual(other);
    expect(Buffer.byteLength(one.html)).toBeGreaterThan(50_000);
    expect(Buffer.byteLength(one.html)).toBeLessThan(70_000);
    expect(Buffer.byteLength(one.text)).toBeGreaterThan(11_000);
    expect(one.text).toMatch(/[\u4e00-\u9fff]{10}/);
  });

  it('says the same to every reader, whoever makes it; if not, nothing is measured', async () => {
    const edition = await readEdition(filesIn(await aFolder()), 'folder');
    const contenders = { usual: usualCode(edition), courant: courant(edition) };
    const readers = benchReaders(12);
    expect(readers.map(({ name }) => name).join()).toMatch(/[\u4e00-\u9fff].*".*📰/);
    await expect(checkSameContent(contenders, readers)).resolves.toBeUndefined();
    const [first] = readers;
    const wrong = { ...contenders, wrong: () => contenders.courant(first ?? (readers[1] as never)) };
    await expect(checkSameContent(wrong, readers)).rejects.toThrow(DifferentMessagesError);
  });

  it('is refused when it is no edition', async () => {
    const folder = await aFolder();
    await rm(join(folder, 'digest.html'));
    await expect(readEdition(filesIn(folder), 'that folder')).rejects.toThrow(NoEditionError);
    await expect(readEdition(filesIn(folder), 'that folder')).rejects.toThrow(
      /that folder: expected digest\.html/,
    );
    expect((await readFile(join(folder, 'message.eml'), 'latin1')).length).toBeGreaterThan(70_000);
  });

  it('meets a bar from its ratio on', () => {
    const rates = Object.values(names).map(name => ({
      name,
      median: name === names.courant ? 100 : 1,
      least: 0,
      most: 0,
    }));
    expect(judge(rates).map(({ ratio, met }) => [ratio, met])).toEqual([
      [100, true],
      [100, true],
      [100, true],
      [1, false],
    ]);
  });
});
