import { describe, expect, it } from 'vitest';
import { readAdditionFile } from '../../../core/articles/addition-file.ts';
import { parseAmendmentFile, readAmendmentFile } from '../../../core/articles/amendment-file.ts';
import { readArticleCorrectionFile } from '../../../core/articles/article-correction-file.ts';
import { checkArticle, parseArticleFile } from '../../../core/filing/check-article.ts';
import { describeMistakes } from '../../../core/foundation/errors.ts';
import { refusalOf } from './refusal.ts';
import { sampleCapture, sampleFact, sampleFile } from './sample-article.ts';

const against = { capture: sampleCapture, topics: ['industry'] };

describe('all mistakes of an article file', () => {
  const file = {
    ...sampleFile(),
    facts: [
      { ...sampleFact(), statement: 'no language', topics: ['golf', 7], evidence: 'made up' },
      {
        ...sampleFact(),
        id: 'other.2',
        quote: 'trials would begin in March 2026',
        jurisdictions: ['UK', 'ZZ'],
      },
      { ...sampleFact(), id: 'quiet-cranes.3', kind: 'measure', statement: { en: 'It came this week.' } },
      'not a fact',
      { ...sampleFact(), id: 'quiet-cranes.5', evidence: 7, attribution: null },
    ],
  };
  const text = JSON.stringify(file, null, 2);
  const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
  const { mistakes, file: read } = checkArticle(text, 'a.json', against);

  it('of the form, between fields, of topics and against the capture, are in one list', () => {
    expect(read).toBeUndefined();
    expect(mistakes.map(({ path, fact }) => [path, fact])).toEqual([
      ['facts[0].statement', 'quiet-cranes.1'],
      ['facts[0].evidence', 'quiet-cranes.1'],
      ['facts[0].topics[0]', 'quiet-cranes.1'],
      ['facts[0].topics[1]', 'quiet-cranes.1'],
      ['facts[1].id', 'other.2'],
      ['facts[1].quote', 'other.2'],
      ['facts[1].jurisdictions[0]', 'other.2'],
      ['facts[1].jurisdictions[1]', 'other.2'],
      ['facts[2].status', 'quiet-cranes.3'],
      ['facts[2].statement.en', 'quiet-cranes.3'],
      ['facts[3]', undefined],
      ['facts[4].attribution', 'quiet-cranes.5'],
      ['facts[4].evidence', 'quiet-cranes.5'],
    ]);
  });

  it('say on which line they are; what is missing, on that of what should have it', () => {
    const lines = new Map(mistakes.map(({ path, line }) => [path, line]));
    expect(lines.get('facts[0].statement')).toBe(lineOf('"no language"'));
    expect(lines.get('facts[1].jurisdictions[1]')).toBe(lineOf('"ZZ"'));
    expect(lines.get('facts[2].status')).toBe(lineOf('"quiet-cranes.3"') - 1);
    expect(lines.get('facts[3]')).toBe(lineOf('"not a fact"'));
    expect(describeMistakes(mistakes)).toContain(
      `a.json: facts[0].statement\n  where:    fact quiet-cranes.1, line ${lineOf('"no language"')}\n  expected: text by language tag`,
    );
  });

  it('say in plain words what was expected', () => {
    expect(describeMistakes(mistakes)).not.toMatch(/expected: record/);
    expect(mistakes[0]).toMatchObject({
      expected: 'text by language tag, such as { "en": "…" }',
      found: '"no language"',
    });
  });

  it('are none where the file and its capture agree', () => {
    expect(checkArticle(JSON.stringify(sampleFile()), 'a.json', against)).toEqual({
      file: sampleFile(),
      mistakes: [],
    });
  });

  it.each([
    null,
    7,
    [],
    {},
    { facts: null },
    { article: 7, facts: [null, [], 7] },
    { article: { capture: 7 } },
  ])('are told of %j too, and nothing stumbles', input => {
    expect(checkArticle(input, 'a.json', against).mistakes.length).toBeGreaterThan(0);
  });
});

describe('a country code', () => {
  const codes = (...jurisdictions: string[]) =>
    checkArticle(sampleFile([sampleFact({ jurisdictions })]), 'a.json').mistakes;

  it('that names a place is taken', () => {
    expect(codes('CN', 'US', 'TW', 'HK', 'GB', 'EU', 'XK', 'BE', 'SS')).toEqual([]);
  });

  it.each([
    ['ZZ', 'use the code of a country'],
    ['XA', 'use the code of a country'],
    ['QX', 'use the code of a country'],
    ['UK', 'use GB, for United Kingdom'],
    ['SU', 'use RU, for Russia'],
  ])('that names none of today is refused: %s', (code, todo) => {
    expect(codes(code)).toEqual([
      expect.objectContaining({
        path: 'facts[0].jurisdictions[0]',
        expected: expect.stringContaining('names a place'),
        todo,
      }),
    ]);
  });
});

describe('what is far too much', () => {
  const long = 'word '.repeat(2_000_000).trim();

  it.each([
    ['a statement', { statement: { en: long } }, 'facts[0].statement.en'],
    ['evidence', { evidence: long }, 'facts[0].evidence'],
    ['a quote', { quote: long }, 'facts[0].quote'],
    ['a link', { primarySource: `https://a.example/${long}` }, 'facts[0].primarySource'],
  ])('gets a sentence: %s of 10 MB', (_, fields, path) => {
    const text = JSON.stringify({ ...sampleFile(), facts: [{ ...sampleFact(), ...fields }] });
    const { mistakes } = checkArticle(text, 'a.json', against);
    expect(mistakes.map(mistake => mistake.path)).toContain(path);
    expect(describeMistakes(mistakes).length).toBeLessThan(2_000);
  });

  it('gets a sentence: a name of a field of 10 MB', () => {
    const text = JSON.stringify({ ...sampleFile(), [long]: 1 });
    const mistakes = refusalOf(() => parseArticleFile(text, 'a.json'));
    expect(mistakes).toEqual([expect.objectContaining({ expected: 'no such field' })]);
    expect(describeMistakes(mistakes).length).toBeLessThan(500);
  });

  it('gets a sentence: a depth of a thousand, in a text and in a value', () => {
    const deep = `${'['.repeat(1_000)}${']'.repeat(1_000)}`;
    const text = JSON.stringify({ ...sampleFile(), facts: 'here' }).replace('"here"', deep);
    expect(refusalOf(() => parseArticleFile(text, 'a.json'))).toEqual([
      expect.objectContaining({
        path: expect.stringMatching(/^line 1, /),
        expected: 'at most 100 levels of brackets',
      }),
    ]);
    let value: unknown = [];
    for (let depth = 0; depth < 200_000; depth += 1) value = [value];
    const mistakes = refusalOf(() => parseArticleFile({ ...sampleFile(), facts: [value] }, 'a.json'));
    expect(mistakes).toEqual([
      expect.objectContaining({ path: 'facts[0]', found: expect.stringContaining('nested') }),
    ]);
  });
});

describe('all mistakes of a correction', () => {
  it('are in one list with those that are found elsewhere, with the fact and the line', () => {
    const text = JSON.stringify(
      { fact: 'quiet-cranes.1', reason: '', corrected: { ...sampleFact(), statement: 'x' } },
      null,
      2,
    );
    const { mistakes } = readAmendmentFile(text, 'c.json', () => [
      { source: 'c.json', path: 'corrected.evidence', expected: 'other words', found: '', todo: 'do' },
    ]);
    expect(mistakes.map(({ path, fact, line }) => [path, fact, line])).toEqual([
      ['reason', 'quiet-cranes.1', 3],
      ['corrected.statement', 'quiet-cranes.1', 6],
      ['corrected.evidence', 'quiet-cranes.1', expect.any(Number)],
    ]);
    expect(() => parseAmendmentFile(text, 'c.json')).toThrow('The correction: 2 mistakes');
  });
});

describe('all mistakes of an addition', () => {
  const file = {
    article: 'quiet-cranes',
    facts: [
      { ...sampleFact(), id: 'other.2', statement: 'no language' },
      { ...sampleFact(), id: 'quiet-cranes.3', statement: { en: 'It came this week.' } },
      { ...sampleFact(), id: 'quiet-cranes.4', kind: { suggested: 'event' } },
      'not a fact',
    ],
    accepted: [{ fact: 'quiet-cranes.9', note: 'date', words: 'May', because: 'So.', by: 'B. Editor' }],
    more: 1,
  };
  const text = JSON.stringify(file, null, 2);

  it('are in one list, each with its fact and its line, beside what the caller finds', () => {
    const seen: unknown[] = [];
    const { mistakes, file: read } = readAdditionFile(text, 'a.json', input => {
      seen.push(input);
      return [
        { source: 'a.json', path: 'facts[1].topics[0]', expected: 'a topic', found: '"x"', todo: 'do' },
      ];
    });
    expect([read, seen]).toEqual([undefined, [file]]);
    expect(mistakes.map(({ path, fact }) => [path, fact])).toEqual([
      ['facts[0].id', 'other.2'],
      ['facts[0].statement', 'other.2'],
      ['facts[1].statement.en', 'quiet-cranes.3'],
      ['facts[1].topics[0]', 'quiet-cranes.3'],
      ['facts[2].kind', 'quiet-cranes.4'],
      ['facts[3]', undefined],
      ['accepted[0].fact', undefined],
      ['more', undefined],
    ]);
    const lines = mistakes.map(({ line }) => line ?? 0);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(lines.every(line => line > 0)).toBe(true);
    const suggested = mistakes.find(({ path }) => path === 'facts[2].kind');
    expect(suggested?.todo).toContain('write "kind": "event" if that is right');
  });
});

describe('all mistakes of a correction of an article', () => {
  it('are in one list, each with its line', () => {
    const file = {
      article: 'quiet-cranes',
      reason: 'It was yesterday.',
      corrected: { publisher: 7, retrieved: '2026-01-01' },
      accepted: [{ fact: 'quiet-cranes.1', note: 'x', words: 'May', because: 'So.', by: 'B. Editor' }],
    };
    const text = JSON.stringify(file, null, 2);
    const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
    const { mistakes, file: read } = readArticleCorrectionFile(text, 'c.json');
    expect(read).toBeUndefined();
    expect(mistakes.map(({ path, line }) => [path, line])).toEqual([
      ['reason', lineOf('"reason"')],
      ['corrected.publisher', lineOf('"publisher"')],
      ['corrected.retrieved', lineOf('"retrieved"')],
      ['accepted[0].fact', lineOf('"quiet-cranes.1"')],
      ['accepted[0].note', lineOf('"note"')],
    ]);
  });
});
