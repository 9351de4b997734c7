import { describe, expect, it } from 'vitest';
import { checkArticle, parseArticleFile, repeatedArticles } from '../../../core/filing/check-article.ts';
import { refusalOf } from './refusal.ts';
import { sampleFact, sampleFile } from './sample-article.ts';

const words = (count: number) => Array(count).fill('word').join(' ');

/** The sample file with fields of its only fact, or of its article, replaced by what a person may have written. */
const withFact = (fields: object) => ({ ...sampleFile(), facts: [{ ...sampleFact(), ...fields }] });
const withArticle = (fields: object) => ({
  ...sampleFile(),
  article: { ...sampleFile().article, ...fields },
});

function expectOnly(input: unknown, path: string, expected: string): void {
  const mistakes = refusalOf(() => parseArticleFile(input, 'a.json'));
  expect(mistakes).toEqual([
    expect.objectContaining({
      source: 'a.json',
      path,
      expected: expect.stringContaining(expected) as string,
      found: expect.any(String) as string,
      todo: expect.stringMatching(/./) as string,
    }),
  ]);
}

describe('an article file', () => {
  it('is taken when all is right, as text and as a value', () => {
    const file = sampleFile();
    expect(parseArticleFile(JSON.stringify(file), 'a.json')).toEqual(file);
    expect(parseArticleFile(file, 'a.json')).toEqual(file);
    const more = {
      short: { en: 'x'.repeat(60), 'zh-Hans': '规'.repeat(30) },
      follows: ['other.1', 'other.2'],
      quoteIn: { 'zh-Hans': '安静的起重机' },
    };
    const full = sampleFile([sampleFact(more)]);
    full.article.publisher = { en: 'Exampleville Courier', 'zh-Hans': '样例信使报' };
    expect(parseArticleFile(full, 'a.json')).toEqual(full);
  });

  it.each([
    [{ attribution: undefined }, 'attribution', 'object'],
    [{ attribution: { who: '', how: 'named' } }, 'attribution.who', 'at least 1 char'],
    [{ attribution: { who: 'A', how: 'rumour' } }, 'attribution.how', 'one of "named"'],
    [{ evidence: undefined }, 'evidence', 'string'],
    [{ evidence: '' }, 'evidence', 'at least 1 char'],
    [{ evidence: 'a ' }, 'evidence', 'no white space at the ends'],
    [{ evidence: words(13) }, 'evidence', 'at most 12 words'],
    [{ quote: words(41) }, 'quote', 'at most 40 words'],
    [{ statement: { en: 'x'.repeat(401) } }, 'statement.en', 'at most 400'],
    [{ statement: { en: 'a\u202eb' } }, 'statement.en', 'direction characters'],
    [{ statement: { en: 'a\nb' } }, 'statement.en', 'one line of text'],
    [{ statement: { en: '\u200e' } }, 'statement.en', 'letter or digit'],
    [{ statement: { en: '\u200b\u00ad\u3164\u115f' } }, 'statement.en', 'letter or digit'],
    [{ statement: { en: '…!' } }, 'statement.en', 'letter or digit'],
    [{ attribution: { who: '\u200b', how: 'named' } }, 'attribution.who', 'letter or digit'],
    [{ evidence: '\u200e' }, 'evidence', 'letter or digit'],
    [{ quote: '\ufe0f\u200d' }, 'quote', 'letter or digit'],
    [{ entities: ['\u2060'] }, 'entities[0]', 'letter or digit'],
    [{ why: { remark: 'So.', by: '\u200b' } }, 'why.by', 'letter or digit'],
    [{ statement: {} }, 'statement', 'at least one language'],
    [{ statement: { en: 'x', zh_Hans: 'x' } }, 'statement.zh_Hans', 'language tag'],
    [{ statement: { 'en-GB': 'It came this week.' } }, 'statement.en-GB', 'the day on which they are read'],
    [
      { dates: [{ date: '2026-03-09', what: 'due next week' }] },
      'dates[0].what',
      'the day on which they are read',
    ],
    [
      {
        dates: [
          { date: '2026-03-09', what: 'begins' },
          { date: '2026-03-10', what: { en: 'ends', 'zh-Hans': '下周结束' } },
        ],
      },
      'dates[1].what.zh-Hans',
      'the day on which they are read',
    ],
    [{ why: { remark: 'It came yesterday.', by: 'Ed' } }, 'why.remark', 'the day on which they are read'],
    [
      { why: { remark: { 'zh-Hans': '去年已有先例。' }, by: 'Ed' } },
      'why.remark.zh-Hans',
      'the day on which they are read',
    ],
    [{ kind: 'rumour' }, 'kind', 'one of "event"'],
    [{ kind: 'rumour', status: 'final' }, 'kind', 'one of "event"'],
    [{ kind: 'measure' }, 'status', 'a status, for every measure'],
    [{ status: 'final' }, 'status', 'no status, which only a measure has'],
    [{ importance: 4 }, 'importance', '1, 2 or 3'],
    [{ topics: [] }, 'topics', 'at least 1 entries'],
    [{ jurisdictions: ['China'] }, 'jurisdictions[0]', 'country code'],
    [{ primarySource: 'http://a.example' }, 'primarySource', 'https://'],
    [{ quot: 'a' }, 'quot', 'no such field'],
    [{ id: 'other.1' }, 'id', 'begins with "quiet-cranes."'],
    [{ id: 'quiet-cranes.01' }, 'id', 'a full stop and a number'],
    [{ follows: 'quiet-cranes.1' }, 'follows', 'the id of another fact'],
    [{ sameAs: 'quiet-cranes.1' }, 'sameAs', 'the id of another fact'],
    [{ sameAs: 'quiet-cranes.2' }, 'sameAs', 'a fact that this article has'],
    [{ follows: '3-07' }, 'follows', 'a full stop and a number'],
    [{ follows: ['other.1', '3-07'] }, 'follows[1]', 'a full stop and a number'],
    [{ follows: ['other.1', 'quiet-cranes.1'] }, 'follows[1]', 'the id of another fact'],
    [{ follows: ['quiet-cranes.9', 'other.1'] }, 'follows[0]', 'a fact that this article has'],
    [{ follows: ['other.1', 'other.2', 'other.1'] }, 'follows[2]', 'not in the list yet'],
    [{ follows: [] }, 'follows', 'at least 1 entries'],
    [{ follows: 3 }, 'follows', 'a list of ids'],
    [{ short: { en: 'x'.repeat(61) } }, 'short.en', 'at most 60'],
    [{ short: { 'zh-Hans': '规'.repeat(31) } }, 'short.zh-Hans', 'at most 60 columns'],
    [{ short: { en: 'US ended the rule last week' } }, 'short.en', 'the day on which they are read'],
    [{ short: {} }, 'short', 'at least one language'],
    [{ quoteIn: { en: 'quiet' } }, 'quoteIn.en', 'a language other than the article’s'],
    [{ quote: undefined, quoteIn: { de: 'leise' } }, 'quoteIn', 'no translation without a "quote"'],
    [{ occurred: { date: '2026-03-03', basis: 'stated' } }, 'occurred.date', 'not after'],
    [{ occurred: { date: '2026', basis: 'inferred' } }, 'occurred.because', 'the reason'],
    [{ dates: [{ date: '2026-13-01', what: 'x' }] }, 'dates[0].date', 'the calendar has'],
  ])('is refused for a fact with %j', (fields, path, expected) => {
    expectOnly(withFact(fields), `facts[0].${path}`, expected);
  });

  it.each([
    [{ id: 'Quiet Cranes' }, 'id', 'a slug'],
    [{ url: 'javascript:alert(1)' }, 'url', 'https://'],
    [{ title: '\u200e\u200b' }, 'title', 'letter or digit'],
    [{ publisher: { en: '\u200b' } }, 'publisher.en', 'letter or digit'],
    [{ publisher: {} }, 'publisher', 'at least one language'],
    [{ published: { date: '2026-02', basis: 'inferred' } }, 'published.because', 'the reason'],
    [{ published: { date: '2026-2', basis: 'stated' } }, 'published.date', 'as precise as it is known'],
    [{ published: { date: '2025-13', basis: 'stated' } }, 'published.date', 'the calendar has'],
    [{ published: { date: '2026-04', basis: 'stated' } }, 'published.date', 'not after'],
    [{ retrieved: '2026-02-30' }, 'retrieved', 'the calendar has'],
    [{ retrieved: '2026-03' }, 'retrieved', 'a day such as'],
    [{ language: 'English' }, 'language', 'language tag'],
    [{ capture: { sha256: 'abc', characters: 1 } }, 'capture.sha256', '64 lower-case'],
    [{ capture: { sha256: 'a'.repeat(64), characters: 0 } }, 'capture.characters', '1 or more'],
  ])('is refused for an article with %j', (fields, path, expected) => {
    const input = withArticle(fields);
    if ('id' in fields) input.facts = [];
    const all = refusalOf(() => parseArticleFile(input, 'a.json'));
    expect(all.filter(mistake => mistake.path !== 'facts')).toEqual([
      expect.objectContaining({
        path: `article.${path}`,
        expected: expect.stringContaining(expected) as string,
      }),
    ]);
  });

  it('is refused for no facts, and for a fact id twice', () => {
    expectOnly({ ...sampleFile(), facts: [] }, 'facts', 'at least 1 entries');
    expectOnly(sampleFile([sampleFact(), sampleFact()]), 'facts[1].id', 'facts[0] has it already');
  });

  it('is refused for all its mistakes at once, whatever hides behind others', () => {
    const input = {
      article: { ...sampleFile().article, publisher: 7, published: { date: '2027', basis: 'inferred' } },
      facts: [
        {
          ...sampleFact(),
          id: 'other.1',
          kind: 'measure',
          importance: 'high',
          statement: { en: 'Today it rained.' },
        },
        'not a fact',
      ],
    };
    const paths = refusalOf(() => parseArticleFile(input, 'a.json')).map(mistake => mistake.path);
    expect(paths.toSorted()).toEqual([
      'article.published.because',
      'article.published.date',
      'article.publisher',
      'facts[0].id',
      'facts[0].importance',
      'facts[0].statement.en',
      'facts[0].status',
      'facts[1]',
    ]);
  });

  it('says what a custom check advises, and shows a wrong name of a field as what was found', () => {
    const [status] = refusalOf(() => parseArticleFile(withFact({ status: 'final' }), 'a.json'));
    expect(status?.todo).toBe('remove the status, or make the kind "measure"');
    const input = withFact({ statement: { en: 'x', zh_Hans: 'y' } });
    expect(refusalOf(() => parseArticleFile(input, 'a.json'))[0]?.found).toBe('"zh_Hans"');
  });

  it.each([[null], [[]], [7], ['"text"'], [{ facts: 'none' }], [{ article: null, facts: [null] }]])(
    'is refused, not stumbled over, when it is %j instead',
    input => {
      expect(refusalOf(() => parseArticleFile(input, 'a.json')).length).toBeGreaterThan(0);
    },
  );

  it.each(['7', '例', 'é', 'क्‍ष', '👩 a'])('takes %j as a text, which has something to be seen', en => {
    expect(parseArticleFile(withFact({ statement: { en } }), 'a.json').facts[0]?.statement.en).toBe(en);
  });

  it('takes a less precise date that may be the day of retrieval', () => {
    const input = withArticle({ published: { date: '2026', basis: 'stated' } });
    expect(parseArticleFile(input, 'a.json').article.published.date).toBe('2026');
  });
});

describe('topics', () => {
  it('that no publication has are mistakes, those that one has are none', () => {
    const file = sampleFile([
      sampleFact(),
      sampleFact({ id: 'quiet-cranes.2', topics: ['industry', 'harbours'] }),
    ]);
    expect(checkArticle(file, 'a.json', { topics: ['industry', 'harbours'] }).mistakes).toEqual([]);
    expect(checkArticle(file, 'a.json', { topics: ['industry', 'talent'] }).mistakes).toEqual([
      expect.objectContaining({
        source: 'a.json',
        path: 'facts[1].topics[1]',
        expected: 'one of "industry", "talent"',
        found: '"harbours"',
      }),
    ]);
  });
});

it('names every file whose article id an earlier one has, and that one', () => {
  const withId = (path: string, id: string) => {
    const file = sampleFile();
    return { path, file: { ...file, article: { ...file.article, id } } };
  };
  const files = [withId('a', 'x'), withId('b', 'y'), withId('c', 'x'), withId('d', 'x')];
  const mistakes = repeatedArticles(files);
  expect(mistakes.map(({ source, path, found }) => [source, path, found])).toEqual([
    ['c', 'article.id', '"x"'],
    ['d', 'article.id', '"x"'],
  ]);
  for (const { expected } of mistakes) expect(expected).toContain('; a has this one');
});
