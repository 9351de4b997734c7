import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleText } from '../../../../core/filing/drafts/article-text.ts';

const root = resolve(import.meta.dirname, '../../../..');
const shipped = readFileSync(join(root, 'facts/llx-domestic-innovation.json'), 'utf8');

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('Ministry of Commerce', '商务部宣布对光刻机出口实行许可管理', '“a” \\ "b"\n'),
);
const byLanguage = fc.dictionary(fc.constantFrom('en', 'zh-Hans', 'fr'), words, { noNullPrototype: true });
/** What somebody may have written so far: fields that are missing, of the wrong form, or of no name that is known. */
const fact = fc.record(
  {
    id: words,
    statement: byLanguage,
    kind: fc.oneof(words, fc.record({ suggested: words })),
    attribution: fc.record({ who: fc.oneof(words, byLanguage), how: words }, { requiredKeys: [] }),
    evidence: words,
    entities: fc.array(words, { maxLength: 8 }),
    dates: fc.array(fc.record({ date: words, what: byLanguage }, { requiredKeys: [] }), { maxLength: 3 }),
    importance: fc.oneof(fc.integer(), fc.constant(null)),
    evidense: words,
  },
  { requiredKeys: [], noNullPrototype: true },
);
const file = fc.record(
  {
    article: fc.record({ id: words, title: words, published: fc.record({ date: words, basis: words }) }),
    facts: fc.array(fact, { maxLength: 4 }),
    accepted: fc.array(fc.record({ fact: words, because: words }), { maxLength: 2 }),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** The same content with the fields of every record in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, turned(field)]),
  );
}

describe('articleText', () => {
  it('writes the article of this project as it stands in git, byte for byte', () => {
    expect(articleText(JSON.parse(shipped))).toBe(shipped);
    expect(articleText(turned(JSON.parse(shipped)))).toBe(shipped);
  });

  it('writes the same content with the same bytes in whatever order its fields come, and loses none of it', () => {
    fc.assert(
      fc.property(file, content => {
        const text = articleText(content);
        expect(JSON.parse(text)).toEqual(content);
        expect(articleText(turned(content))).toBe(text);
        expect(articleText(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it('puts the fields in the order in which a person reads them, what it does not know behind them', () => {
    const text = articleText({
      facts: [{ zeal: 1, evidence: 'e', able: 2, statement: { 'zh-Hans': '二', en: 'one' }, id: 'a.1' }],
      article: { url: 'u', id: 'a' },
      $schema: './article.schema.json',
    });
    expect([...text.matchAll(/"([\w$-]+)":/g)].map(match => match[1])).toEqual(
      '$schema article id url facts id statement en zh-Hans evidence able zeal'.split(' '),
    );
  });

  it('changes one line where one word changes', () => {
    const lines = (statement: string) =>
      articleText({ facts: [{ id: 'a.1', statement: { en: statement }, topics: ['a', 'b'] }] }).split('\n');
    const [one, other] = [lines('It rose.'), lines('It fell.')];
    expect(other.filter((line, index) => line !== one[index])).toEqual(['        "en": "It fell."']);
  });

  it('is what the project’s formatter makes of it, at every length of a list', () => {
    const entities = Array.from({ length: 60 }, (_, n) => [
      'x'.repeat(40),
      '部'.repeat(n % 20),
      'y'.repeat(n),
    ]);
    const facts = entities.flatMap((list, n) => [
      { id: `a.${n}`, entities: list },
      { id: `b.${n}`, entities: list, importance: 1 },
    ]);
    const text = articleText({ facts, accepted: [] });
    const format = ['format', '--stdin-file-path=facts/any.json'];
    const formatted = execFileSync(join(root, 'node_modules/.bin/biome'), format, {
      cwd: root,
      input: text,
      encoding: 'utf8',
    });
    expect(text).toBe(formatted);
  });
});
