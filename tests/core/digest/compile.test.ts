import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/article-file.ts';
import { latestDay } from '../../../core/digest/age.ts';
import { type CompileInput, compile } from '../../../core/digest/compile.ts';
import { sourceLetter } from '../../../core/digest/numbering.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const plan = {
  publication: 'weekly',
  edition: '2026-11-23',
  number: 3,
  previous: '2026-11-16',
  window: { from: '2026-11-16T06:00:00Z' as Instant, to: '2026-11-23T06:00:00Z' as Instant },
};

function compiled(files: Parameters<typeof aRecord>[1][], changes: Partial<CompileInput> = {}) {
  const records = files.map(file => aRecord('2026-11-20T00:00:00Z', file));
  return compile({
    publication: aPublication(),
    plan,
    records,
    previousManifest: 'f'.repeat(64),
    oldAfterDays: 30,
    ...changes,
  });
}

const oneFact = (changes: Partial<Fact>) => compiled([anArticleFile('a', [aFact('a', 1, changes)])]);

describe('compile', () => {
  it('orders by topic as configured, then importance, then number, with views apart and last', () => {
    const digest = compiled([
      anArticleFile('a', [
        aFact('a', 1, { topics: ['talent'] }),
        aFact('a', 2, { topics: ['controls'], kind: 'expectation' }),
        aFact('a', 10, { topics: ['controls'] }),
        aFact('a', 9, { topics: ['controls'] }),
        aFact('a', 3, { topics: ['strategy', 'controls'], importance: 3 }),
        aFact('a', 4, { topics: ['talent'], kind: 'opinion' }),
      ]),
    ]);
    expect(digest.sections.map(({ topic, facts }) => [topic.id, facts.map(({ id }) => id)])).toEqual([
      ['controls', ['a.3', 'a.9', 'a.10']],
      ['talent', ['a.1']],
    ]);
    expect(digest.views.map(({ id, label }) => [id, label])).toEqual([
      ['a.2', 'expected'],
      ['a.4', 'view'],
    ]);
  });

  it('numbers facts through the edition, citably', () => {
    const facts = Array.from({ length: 101 }, (_, index) => aFact('a', index + 1));
    const numbers =
      compiled([anArticleFile('a', facts)]).sections[0]?.facts.map(({ number }) => number) ?? [];
    expect([numbers[0], numbers[8], numbers[100]]).toEqual(['3-01', '3-09', '3-101']);
  });

  it('gives each source one letter, in order of appearance', () => {
    const digest = compiled([
      anArticleFile('b', [aFact('b', 1, { importance: 3 }), aFact('b', 2)]),
      anArticleFile('a', [aFact('a', 1)]),
    ]);
    expect(digest.sources.map(({ letter, id }) => [letter, id])).toEqual([
      ['A', 'b'],
      ['B', 'a'],
    ]);
    expect(digest.sections[0]?.facts.map(({ source, id }) => [source, id])).toEqual([
      ['A', 'b.1'],
      ['B', 'a.1'],
      ['A', 'b.2'],
    ]);
    expect([0, 25, 26, 51, 52, 701, 702].map(sourceLetter)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ]);
  });

  it('labels every kind for what it is', () => {
    const labelOf = (changes: Partial<Fact>) => {
      const digest = oneFact(changes);
      return [...digest.sections.flatMap(({ facts }) => facts), ...digest.views][0]?.label;
    };
    expect(labelOf({ kind: 'event' })).toBe('reported');
    expect(labelOf({ kind: 'figure' })).toBe('reported');
    expect(labelOf({ kind: 'plan' })).toBe('planned');
    expect(labelOf({ kind: 'statement' })).toBe('said');
    expect(labelOf({ kind: 'expectation' })).toBe('expected');
    expect(labelOf({ kind: 'opinion' })).toBe('view');
    expect(labelOf({ kind: 'background' })).toBe('background');
    expect(labelOf({ kind: 'measure', status: 'in force' })).toBe('in force');
    expect(labelOf({ kind: 'measure', status: 'not stated' })).toBe('measure');
  });

  it('leads with at most three facts of importance 3, and never with a forecast, a view or what nobody named said', () => {
    const leads = (changes: Partial<Fact>) => oneFact({ importance: 3, ...changes }).inBrief.length;
    expect(leads({})).toBe(1);
    expect(leads({ kind: 'plan' })).toBe(1);
    expect(leads({ kind: 'statement' })).toBe(1);
    expect(leads({ importance: 2 })).toBe(0);
    expect(leads({ kind: 'expectation' })).toBe(0);
    expect(leads({ kind: 'opinion' })).toBe(0);
    expect(leads({ kind: 'background' })).toBe(0);
    expect(leads({ kind: 'statement', attribution: { who: 'officials', how: 'unnamed' } })).toBe(0);
    expect(leads({ attribution: { who: 'the report', how: 'unclear' } })).toBe(0);
    expect(leads({ attribution: { who: 'the article', how: 'the article itself' } })).toBe(1);
    const many = compiled([
      anArticleFile(
        'a',
        [1, 2, 3, 4].map(number => aFact('a', number, { importance: 3 })),
      ),
    ]);
    expect(many.inBrief).toEqual(['3-01', '3-02', '3-03']);
  });

  it('names the sources that are old, or tell of old events, counting from the latest day a date may mean', () => {
    const old = (article: object, fact: Partial<Fact> = {}) =>
      compiled([anArticleFile('a', [aFact('a', 1, fact)], article)]).old;
    expect(old({ published: { date: '2026-10-17', basis: 'stated' } })).toEqual([]);
    expect(old({ published: { date: '2026-10-16', basis: 'stated' } })).toEqual(['A']);
    expect(old({ published: { date: '2026-10', basis: 'stated' } })).toEqual([]);
    expect(old({ published: { date: '2026-09', basis: 'stated' } })).toEqual(['A']);
    expect(old({ published: { date: '2026', basis: 'stated' } })).toEqual([]);
    expect(old({}, { occurred: { date: '2022-10', basis: 'stated' } })).toEqual(['A']);
    expect([latestDay('2024-02').toString(), latestDay('2023').toString()]).toEqual([
      '2024-02-29',
      '2023-12-31',
    ]);
  });

  it('marks as late what was recorded before the window', () => {
    const records = [
      aRecord('2026-11-16T05:59:59Z', anArticleFile('late')),
      aRecord('2026-11-16T06:00:00Z', anArticleFile('new')),
    ];
    const digest = compiled([], { records });
    expect(digest.sections[0]?.facts.map(({ id, late }) => [id, late])).toEqual([
      ['late.1', true],
      ['new.1', false],
    ]);
    expect(digest.counts).toEqual({ facts: 2, sources: 2, late: 1 });
  });

  it('shows a statement in the language that it has, and says which', () => {
    const statement = (text: Fact['statement']) =>
      oneFact({ statement: text }).sections[0]?.facts[0]?.statement;
    expect(statement({ en: 'English', 'zh-Hans': '中文' })).toEqual({ text: 'English', language: 'en' });
    expect(statement({ 'zh-Hans': '中文', de: 'Deutsch' })).toEqual({ text: 'Deutsch', language: 'de' });
  });

  it('shows every fact of its topics exactly once, whatever the order of the records', () => {
    const aFile = (id: string) =>
      fc
        .array(
          fc.record({
            topics: fc.subarray(['controls', 'strategy', 'talent', 'sport'], { minLength: 1 }),
            kind: fc.constantFrom('event', 'opinion', 'plan') as fc.Arbitrary<Fact['kind']>,
            importance: fc.constantFrom(1, 2, 3) as fc.Arbitrary<Fact['importance']>,
          }),
          { minLength: 1, maxLength: 8 },
        )
        .map(facts =>
          anArticleFile(
            id,
            facts.map((fact, index) => aFact(id, index + 1, fact)),
          ),
        );
    fc.assert(
      fc.property(fc.tuple(aFile('a'), aFile('b'), aFile('c')), fc.nat(5), (files, turn) => {
        const digest = compiled(files);
        const turned = compiled([...files.slice(turn % 3), ...files.slice(0, turn % 3)]);
        expect(turned).toEqual(digest);
        const shown = [...digest.sections.flatMap(({ facts }) => facts), ...digest.views]
          .map(({ id }) => id)
          .sort();
        const wanted = files
          .flatMap(({ facts }) => facts)
          .filter(({ topics }) => topics.some(topic => topic !== 'sport'))
          .map(({ id }) => id)
          .sort();
        expect(shown).toEqual(wanted);
      }),
    );
  });
});
