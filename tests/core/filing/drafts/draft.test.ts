import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArticleFile } from '../../../../core/filing/check-article.ts';
import { checkAgainstCapture } from '../../../../core/filing/check-capture.ts';
import { draftOf, type Original } from '../../../../core/filing/drafts/draft.ts';
import { normalise } from '../../../../core/filing/matching/comparable.ts';
import { hasWords } from '../../../../core/filing/matching/passages.ts';
import { InvalidInputError } from '../../../../core/foundation/errors.ts';
import { settle } from './settle.ts';

const choices = { id: 'sample', retrieved: '2026-11-23', languages: ['en', 'zh-Hans'] };
const madeFrom = { sha256: '0'.repeat(64), by: 'courant 1.0.0' };
const original = (text: string, head: Original['head'] = {}): Original => ({ text, head, madeFrom });
const draft = (text: string, head: Original['head'] = {}) => draftOf(original(text, head), choices);
const evidenceOf = (text: string) => draft(text).draft.facts.map(({ evidence }) => evidence);

/** Words, marks and signs of many scripts, as texts have them and as they should not. */
const piece = fc.oneof(
  fc.constantFrom(
    ...'The ministry said that|exports fell 12.5%|“a lasting rule”|"so be it"|‘it isn’t so’|in the U.S. market|Mr. Li|and to become|, which|; and'.split(
      '|',
    ),
    ...'商务部宣布|自2026年12月1日起|“高质量发展”|，并要求|。|；|《办法》|さくらサーバー|は成長した。|กระทรวงพาณิชย์ประกาศ|العربية|한국은 수출을 늘렸다.'.split(
      '|',
    ),
    ...[
      '. ',
      '.\n',
      '\n\n',
      '\n',
      '\r\n',
      '\t',
      ' ',
      ' – ',
      '?',
      '\u2068',
      '\u202e',
      '\u00ad',
      '\u200b',
      '\ufeff',
      '\u2028',
      '\u0000',
      '\ud800',
      'ﬁ',
      'e\u0301',
      '\u00a0',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const anyText = fc
  .array(piece, { maxLength: 60 })
  .chain(pieces => fc.constantFrom('', ' ').map(between => pieces.join(between)));

describe('a draft', () => {
  it('is made of any text, and all its evidence is in the text', () => {
    fc.assert(
      fc.property(anyText, text => {
        const { draft: made, capture } = draft(text);
        const comparable = normalise(capture);
        for (const { evidence } of made.facts) expect(hasWords(comparable, normalise(evidence))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('is taken by every check of filing once a person has settled it, whatever the text', () => {
    fc.assert(
      fc.property(anyText, text => {
        const made = draft(text);
        if (made.draft.facts.length === 0) return;
        const file = parseArticleFile(settle(made.draft), 'draft');
        expect(checkAgainstCapture(file, made.capture, 'draft')).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('has the same bytes for the same text', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(JSON.stringify(draft(text))).toBe(JSON.stringify(draft(text)));
        // How a program ends its lines leaves no trace.
        const plain = text.replace(/\r\n?/g, '\n');
        expect(JSON.stringify(draft(plain.replaceAll('\n', '\r\n')))).toBe(JSON.stringify(draft(plain)));
      }),
    );
  });

  it('is refused until a person has settled every guess and written every statement', () => {
    const { draft: made } = draft('The ministry published a rule on chips on Monday.');
    const mistakes = mistakesOf(made);
    expect(mistakes.map(({ path }) => path)).toEqual([
      'article.title',
      'article.publisher',
      'article.type',
      'article.published.date',
      'article.language',
      'facts[0].statement.en',
      'facts[0].statement.zh-Hans',
      'facts[0].kind',
      'facts[0].attribution',
      'facts[0].topics',
    ]);
    expect(mistakes.find(({ path }) => path === 'facts[0].kind')).toMatchObject({
      found: '{"suggested":"measure"}',
      todo: 'write "kind": "measure" if that is right, or what is right instead',
    });
  });

  it('keeps what identifies its text and the file that it was made from', () => {
    const { draft: made, capture } = draft('One short rule was published.\r\n');
    expect(capture).toBe('One short rule was published.\n');
    expect(made.article.capture).toEqual({
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      characters: 30,
      madeFrom,
    });
  });

  it('has as many candidates as an article file may have facts, and says that there are more', () => {
    const text = Array.from({ length: 300 }, (_, n) => `The ministry published rule number ${n}.`).join(' ');
    expect(draft(text)).toMatchObject({ more: true, draft: { facts: { length: 200 } } });
    expect(draft('The ministry published a rule.')).toMatchObject({
      more: false,
      draft: { facts: { length: 1 } },
    });
  });
});

describe('its candidates', () => {
  it('are the sentences of a text, whatever abbreviations are in them', () => {
    expect(evidenceOf('Mr. Li met the U.S. envoy in Geneva. They signed nothing at all.')).toEqual([
      'Mr. Li met the U.S. envoy in Geneva',
      'They signed nothing at all',
    ]);
  });

  it('go over a mark inside of words, where a page lost a character', () => {
    expect(evidenceOf('He spoke before the 20th?Congress on Sunday.?')).toEqual([
      'He spoke before the 20th?Congress on Sunday',
    ]);
  });

  it('are parted at semicolons and at clauses with a claim of their own, but not at short ones, nor in a quotation', () => {
    expect(evidenceOf('Exports of gallium fell by half; imports of helium rose.')).toEqual([
      'Exports of gallium fell by half',
      'imports of helium rose',
    ]);
    expect(
      evidenceOf('The rule bans all exports of tools, while the older rule had allowed some.'),
    ).toHaveLength(2);
    expect(evidenceOf('It names Beijing, Shanghai, and Shenzhen as centres.')).toHaveLength(1);
    expect(
      evidenceOf('He spoke of “more chips for everybody, and fewer licences for anybody”.'),
    ).toHaveLength(1);
  });

  it.each([
    ['Exports of gallium fell by more than half, according to the customs office.', 1],
    ['Exports of gallium fell by more than half, the customs office said on Monday.', 1],
    ['Their share of the market is expected to rise to a quarter.', 1],
    ['Such equipment came under a first, narrower control in the spring.', 1],
    ['The firm called it a success, and it wants more of the same.', 2],
    ['出口经营者出口上述物项，应当向国务院商务主管部门申请许可。', 1],
    ['据中国有色金属工业协会统计，我国磷化铟产能约占全球的四成。', 1],
    ['日本一家衬底生产商已宣布，计划在两年内投资扩大产能。', 1],
    ['商务部将优化许可流程，对民用用途的合规申请给予便利。', 2],
  ])('stay whole where a part says only who says so, or nothing of its own: %s', (text, count) => {
    expect(evidenceOf(text)).toHaveLength(count);
  });

  it('leave out questions, and lines that tell of the text itself', () => {
    const lines = [
      '【发文日期】2026年11月20日',
      'By A. Example | 24 November 2026',
      '责任编辑：某某2026',
      '商务部新闻发言人就上述公告答记者问',
    ];
    expect(evidenceOf(lines.join('\n\n'))).toEqual([]);
    expect(evidenceOf('问：请介绍此次公告的有关背景。\n\n答：出口符合相关规定的，将予以许可。')).toEqual([
      '出口符合相关规定的，将予以许可',
    ]);
    expect(evidenceOf('What does the new rule say of tools? It bans exports of tools.')).toEqual([
      'It bans exports of tools',
    ]);
  });

  it('begin behind where news was written', () => {
    expect(evidenceOf('THE HAGUE (XY) – The ministry published the rule on tools.')).toEqual([
      'The ministry published the rule on tools',
    ]);
    expect(evidenceOf('新华社北京7月6日电（记者 某某）商务部公布了新的管制办法。')).toEqual([
      '商务部公布了新的管制办法',
    ]);
  });

  it('of Chinese are parted at its stops', () => {
    expect(evidenceOf('商务部今天公布了新的办法。新办法明年一月起施行；旧办法同时废止。')).toEqual([
      '商务部今天公布了新的办法',
      '新办法明年一月起施行',
      '旧办法同时废止',
    ]);
  });

  it('have at most twelve words around the verb, or of what is quoted', () => {
    const [long = ''] = evidenceOf(
      'The long awaited and much discussed final version of the rule on semiconductor manufacturing equipment was published by the bureau late last night.',
    );
    expect(long.split(' ')).toHaveLength(12);
    expect(long).toContain('was published by the bureau');
    const [quoting = ''] = evidenceOf(
      'At the opening of the large meeting in the capital last week he called for “a lasting and a fair order of trade in chips”.',
    );
    expect(quoting).toContain('a lasting and a fair order of trade in chips');
    const [chinese = ''] = evidenceOf(
      `国务院新闻办公室举行的有关半导体产业发展的例行新闻发布会上有关负责人宣布了新的支持政策措施清单。`,
    );
    expect(Array.from(chinese)).toHaveLength(24);
  });

  it('go over lines that a program broke, and leave headings and buttons out', () => {
    const text =
      'Latest news\n\nThe ministry published the rule on exports of machine\ntools on Monday, the first of its kind.\n\nShare this\n';
    expect(evidenceOf(text)[0]).toContain('machine tools on Monday');
    expect(evidenceOf(text).join()).not.toMatch(/Latest|Share/);
  });

  it('have the quotation that their clause holds', () => {
    const facts = (text: string) => draft(text).draft.facts;
    expect(facts('The minister called it “a lasting rule for everyone”.')[0]?.quote).toBe(
      'a lasting rule for everyone',
    );
    expect(facts('部长表示，要坚持“高质量发展道路”不动摇。')[0]?.quote).toBe('高质量发展道路');
    expect(facts('The minister called it a lasting rule.')[0]).not.toHaveProperty('quote');
  });

  it('suggest a kind and a speaker', () => {
    const guessed = (text: string) => {
      const [fact] = draft(text).draft.facts;
      return { kind: fact?.kind.suggested, ...fact?.attribution.suggested };
    };
    expect(guessed('The Bureau of Industry said on Monday that it had no comment.')).toEqual({
      kind: 'statement',
      who: 'The Bureau of Industry',
      how: 'named',
    });
    expect(guessed('The ministry added that it had no comment on that.')).toMatchObject({
      who: 'The ministry',
      how: 'unclear',
    });
    expect(guessed('日本一家生产商已宣布，计划扩大产能。')).toMatchObject({
      who: { 'zh-Hans': '日本一家生产商' },
      how: 'named',
    });
    expect(guessed('Output is expected to double by the spring.')).toEqual({
      kind: 'expectation',
      who: 'is expected',
      how: 'unnamed',
    });
    expect(guessed('The two sides signed the agreement in Vienna.')).toEqual({
      kind: 'event',
      who: 'the article',
      how: 'the article itself',
    });
    expect(guessed('商务部表示，中方没有改变立场。')).toEqual({
      kind: 'statement',
      who: { 'zh-Hans': '商务部' },
      how: 'named',
    });
  });
});

describe('its head', () => {
  const from = 'the meta element date';
  const text = 'The rule was published on 3 November 2026 in Vienna.';

  it('has what the page says, and a date as stated only where the text has it', () => {
    const said = (published: string) =>
      draft(text, { published: { value: published, from } }).draft.article.published;
    expect(said('2026-11-03T08:00:00+01:00')).toEqual({ date: '2026-11-03', basis: 'stated' });
    expect(said('2026-11-04')).toEqual({
      date: '2026-11-04',
      basis: 'inferred',
      because: { en: 'The page states it where only programs look (the meta element date).' },
    });
    expect(said('last week').date).toBe('');
  });

  it('names speakers in plain words in any sort of English', () => {
    const made = draftOf(
      { ...original('The Bureau of Industry said on Monday that it had no comment.'), language: 'en-GB' },
      choices,
    );
    expect(made.draft.article.language).toBe('en');
    const german = { ...original('Das Amt für Chips schweigt dazu.'), language: 'de-AT' };
    expect(draftOf(german, choices).draft.article.language).toBe('de-AT');
    expect(made.draft.facts[0]?.attribution.suggested.who).toBe('The Bureau of Industry');
  });

  it('leaves out what a field cannot hold', () => {
    const { article } = draft(text, {
      title: { value: ' Two\n lines ', from },
      url: { value: 'http://news.example/a', from },
      author: { value: '\u202eevil', from },
    }).draft;
    expect(article).toMatchObject({ title: 'Two lines', publisher: '' });
    expect(article).not.toHaveProperty('url');
    expect(article).not.toHaveProperty('author');
  });
});

function mistakesOf(made: unknown) {
  try {
    parseArticleFile(made, 'drafts/sample.json');
  } catch (error) {
    if (error instanceof InvalidInputError) return error.mistakes;
    throw error;
  }
  throw new Error('the draft was taken');
}
