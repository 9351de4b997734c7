import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFactsFiles } from '../../../cli/facts/check-files.ts';
import { mayLead } from '../../../core/digest/show-fact.ts';
import { parseArticleFile } from '../../../core/filing/check-article.ts';
import type { Reader } from '../../../core/filing/hints/hint.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { type Configuration, parseConfiguration } from '../../../core/publication/configuration.ts';
import { sampleCorrection, sampleRetraction } from '../../core/filing/sample-amendment.ts';
import { sampleCapture, sampleFact, sampleFile } from '../../core/filing/sample-article.ts';

const now = '2026-12-01T06:00:00Z' as Instant;
const topics = ['industry'];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-facts-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function write(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  const isText = typeof content === 'string' || content instanceof Uint8Array;
  await writeFile(path, isText ? content : JSON.stringify(content));
  return path;
}

/** As a program on Windows saves a text. */
function onWindows(text: string): string {
  return `\ufeff${text.replaceAll('\n', '\r\n')}`;
}

async function check(
  paths: string[],
  options: { capture?: string; topics?: string[]; publications?: readonly Reader[] } = {},
) {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const code = await checkFactsFiles(paths, { topics, publications: [], now, print, ...options });
  return { code, output: lines.join('\n') };
}

describe('courant facts check of a day of capture', () => {
  it('names one that has not come by the clock of this machine, with and without the text', async () => {
    const { article, facts } = sampleFile();
    const path = await write(
      'a.json',
      JSON.stringify({ article: { ...article, retrieved: '2026-12-03' }, facts }),
    );
    const capture = await write('a.txt', sampleCapture);
    for (const options of [{}, { capture }]) {
      const { code, output } = await check([path], options);
      expect(code).toBe(1);
      expect(output).toContain('article.retrieved');
      expect(output).toContain('expected: a day that has come; by the clock it is 2026-12-01');
    }
  });
});

describe('courant facts check of what the capture does not bear out', () => {
  const wrong = sampleFact({ statement: { en: 'The port spends 5 million on quiet cranes.' } });
  const acceptance = { fact: wrong.id, note: 'figure', words: '5 million', because: 'So.', by: 'B. Editor' };

  it('shows the statement above the passage, and answers 1 until the file accepts the note', async () => {
    const capture = await write('a.txt', sampleCapture);
    const open = await check([await write('a.json', sampleFile([wrong]))], { capture });
    expect(open.code).toBe(1);
    expect(open.output).toContain(
      'note: quiet-cranes.1 statement.en: the capture has no figure such as "5 million".',
    );
    expect(open.output).toMatch(
      /\n {2}statement: The port spends \[5 million\] .*\n {2}capture: {3}.*\[Ada Example, said on Tuesday/,
    );
    const file = { ...sampleFile([wrong]), accepted: [acceptance] };
    const accepted = await check([await write('a.json', file)], { capture });
    expect(accepted.code).toBe(0);
    expect(accepted.output).toContain('accepted: quiet-cranes.1: ');
    expect(accepted.output).toContain('; B. Editor: So.');
  });

  it('tells of an acceptance that no note asks for', async () => {
    const capture = await write('a.txt', sampleCapture);
    const file = { ...sampleFile(), accepted: [acceptance] };
    const { code, output } = await check([await write('a.json', file)], { capture });
    expect(code).toBe(0);
    expect(output).toContain('void: quiet-cranes.1: accepted is the note "figure" on "5 million"');
  });

  it('notes a correction too, and names an acceptance of what a file does not hold', async () => {
    const capture = await write('a.txt', sampleCapture);
    const correction = sampleCorrection({ statement: wrong.statement });
    const path = await write('c.json', correction);
    expect((await check([path], { capture })).output).toContain('no figure such as "5 million"');
    const other = { ...correction, accepted: [{ ...acceptance, fact: 'quiet-cranes.2' }] };
    const { output } = await check([await write('c.json', other)]);
    expect(output).toContain('accepted[0].fact');
    expect(output).toContain('expected: the id of what this file holds');
  });
});

describe('courant facts check', () => {
  it('prints a line for a file that is right, and answers 0', async () => {
    const path = await write('a.json', sampleFile());
    const { code, output } = await check([path]);
    expect(code).toBe(0);
    expect(output).toBe(
      `${path}: OK, 1 fact (1 statement); who says so: 1 named; not compared with its capture (--capture TEXT_FILE)`,
    );
  });

  it('says that a file agrees with its capture, and answers 1 when it does not', async () => {
    const [path, capture] = [await write('a.json', sampleFile()), await write('a.txt', sampleCapture)];
    expect(await check([path], { capture })).toEqual({
      code: 0,
      output: expect.stringContaining('; agrees with its capture'),
    });
    const other = await check([path], { capture: await write('b.txt', `${sampleCapture}.`) });
    expect(other.code).toBe(1);
    expect(other.output).toContain(`${path}: article.capture.sha256`);
  });

  it('takes a byte order mark and CR LF, in a file and in its capture, without a trace', async () => {
    const path = await write('a.json', onWindows(JSON.stringify(sampleFile(), null, 2)));
    const capture = await write('a.txt', onWindows(sampleCapture));
    expect(await check([path], { capture })).toEqual({
      code: 0,
      output: expect.stringContaining('; agrees with its capture'),
    });
  });

  it('says of a file in UTF-16 what it is and what to do', async () => {
    const path = await write('a.json', Buffer.from(`\ufeff${JSON.stringify(sampleFile())}`, 'utf16le'));
    const { code, output } = await check([path]);
    expect(code).toBe(1);
    expect(output).toMatch(/a\.json\n {2}expected: text in UTF-8\n {2}found: {4}UTF-16, .*\n.* UTF-8;/);
  });

  it('prints every mistake of every file, and the files that are right', async () => {
    const wrong = await write('wrong.json', {
      ...sampleFile([sampleFact({ importance: 3, topics: ['x'] })]),
    });
    const broken = await write('broken.json', '{\n');
    const empty = await write('empty.json', { facts: [] });
    const right = await write('right.json', sampleFile());
    const { code, output } = await check([broken, empty, right, join(folder, 'none.json')]);
    expect(code).toBe(1);
    expect(output).toContain(`${broken}: line 2, column 1`);
    expect(output).toContain(`${empty}: 2 mistakes`);
    expect(output).toContain(`${right}: OK`);
    expect(output).toContain('found:    no such file');
    expect((await check([wrong])).output).toContain(`${wrong}: facts[0].topics[0]`);
  });

  it('checks corrections and retractions as far as that goes without the log', async () => {
    const right = await write('right.json', sampleCorrection());
    const retraction = await write('retraction.json', sampleRetraction());
    const { code, output } = await check([right, retraction]);
    expect(code).toBe(0);
    expect(output).toMatch(/right\.json: OK, a correction of quiet-cranes\.1; compared .* when it is filed/);
    expect(output).toMatch(/retraction\.json: OK, a retraction of quiet-cranes\.1;/);
    const wrong = await write('wrong.json', sampleCorrection({ topics: ['golf'], importance: 3 }));
    const worse = await write('worse.json', { ...sampleCorrection(), reason: '' });
    const refused = await check([wrong, worse]);
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(`${wrong}: corrected.topics[0]`);
    expect(refused.output).toContain(`${worse}: reason\n`);
  });

  it('compares the words of a correction with the captured text, and refuses one for a retraction', async () => {
    const capture = await write('a.txt', sampleCapture);
    const right = await write('right.json', sampleCorrection());
    expect(await check([right], { capture })).toEqual({
      code: 0,
      output: expect.stringContaining('OK, a correction of quiet-cranes.1; its words are in the capture; '),
    });
    const wrong = await write(
      'wrong.json',
      sampleCorrection({ evidence: 'loud cranes are the future', quote: 'the port has no future' }),
    );
    const refused = await check([wrong], { capture });
    expect(refused.code).toBe(1);
    for (const field of ['evidence', 'quote'])
      expect(refused.output).toContain(`${wrong}: corrected.${field}\n`);
    const retraction = await write('retraction.json', sampleRetraction());
    const needless = await check([retraction], { capture });
    expect(needless.code).toBe(1);
    expect(needless.output).toContain('expected: no --capture with a retraction');
    expect((await check([right], { capture: join(folder, 'none.txt') })).code).toBe(1);
  });

  it('notes facts that say nearly the same after all else, and still answers 0', async () => {
    const statement = { en: 'The port will have quiet cranes from March on.' };
    const facts = [sampleFact({ statement }), sampleFact({ id: 'quiet-cranes.2', statement })];
    const path = await write('a.json', sampleFile(facts));
    const { code, output } = await check([path]);
    expect(code).toBe(0);
    expect(output).toMatch(
      /^.*: OK, 2 facts.*\nnote: quiet-cranes\.1 and quiet-cranes\.2 say nearly the same/,
    );
  });

  it('hints at what readers of a publication would miss, below all else, and still answers 0', async () => {
    const publications: Reader[] = [
      { title: '每周', language: 'zh-Hans', topics: [{ id: 'industry', title: '产业' }] },
    ];
    const quiet = { en: 'The port has quiet cranes.', 'zh-Hans': '港口有安静的起重机。' };
    const fact = sampleFact({ statement: quiet, quote: undefined, importance: 3 });
    const path = await write('a.json', sampleFile([fact]));
    const wrong = await write('b.json', { ...sampleFile([fact]), facts: [] });
    const correction = await write('c.json', { ...sampleCorrection(), reason: { 'zh-CN': '笔误。' } });
    const { code, output } = await check([path, correction], { publications });
    expect(code).toBe(0);
    expect(
      output
        .split('\n')
        .filter(line => line.startsWith('hint: '))
        .map(line => line.replace(`${folder}/`, '')),
    ).toEqual([
      'hint: a.json: article.titles, article.published.because, facts[0].attribution.who: no words in zh-Hans, the language of “每周”.',
      expect.stringMatching(/^hint: a\.json: facts\[0\]\.short: no headline in en: .* at most 60 columns/),
      expect.stringMatching(/^hint: a\.json: facts\[0\]\.short: no headline in zh-Hans: /),
      'hint: c.json: reason: the tag "zh-CN": write "zh-Hans", for which editions look.',
      expect.stringMatching(/^hint: c\.json: corrected\.statement, .*: no words in zh-Hans/),
    ]);
    expect((await check([wrong], { publications })).output).not.toContain('hint: ');
  });

  it('refuses two files with one article id', async () => {
    const paths = [await write('a.json', sampleFile()), await write('b.json', sampleFile())];
    const { code, output } = await check(paths);
    expect(code).toBe(1);
    expect(output).toContain(`${paths[1]}: article.id`);
    expect(output).toContain(`${paths[0]} has this one`);
  });

  it.each([
    ['a folder', async () => folder],
    ['bytes that are not UTF-8', async () => write('a.txt', new Uint8Array([0x61, 0xff]))],
    ['no such file', async () => join(folder, 'none.txt')],
  ])('refuses a capture that is %s', async (found, capture) => {
    const { code, output } = await check([await write('a.json', sampleFile())], { capture: await capture() });
    expect(code).toBe(1);
    expect(output).toContain(`found:    ${found}`);
  });
});

describe('the facts that ship with the project', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const names = (await readdir(join(root, 'facts'))).filter(name => /(?<!\.schema)\.json$/.test(name));
  const paths = names.map(name => join(root, 'facts', name));

  it('pass the check, with the topics of cdk.json', async () => {
    const { context } = JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8')) as {
      context: { courant: unknown };
    };
    const { publications }: Configuration = parseConfiguration(context.courant, 'cdk.json');
    const known = publications.flatMap(publication => publication.topics.map(topic => topic.id));
    const { code, output } = await check(paths, { topics: known });
    expect(output).toContain('llx-domestic-innovation.json: OK, 30 facts');
    expect(code).toBe(0);
  });

  it('name nobody as the source of what the article leaves open, and lead with few', async () => {
    const text = await readFile(join(root, 'facts', 'llx-domestic-innovation.json'), 'utf8');
    const { article, facts } = parseArticleFile(text, 'facts');
    expect(article.published).toMatchObject({ date: '2022-10', basis: 'inferred' });
    expect(facts.filter(fact => fact.occurred?.basis === 'stated')).toEqual([]);
    expect(facts.filter(mayLead).length).toBeGreaterThan(0);
    expect(facts.filter(fact => fact.importance === 3).length).toBeLessThanOrEqual(3);
    const selfReliance = facts.find(fact => fact.quote?.startsWith('greater self-reliance'));
    expect(selfReliance?.attribution.how).toBe('unclear');
    expect(facts.filter(fact => fact.kind === 'measure').map(fact => fact.status)).toEqual([
      'not stated',
      'not stated',
      'not stated',
    ]);
  });
});
