import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import {
  aSeries,
  digestsOf,
  editionOf,
  factsOf,
  manifestsOf,
  week,
  within,
} from '../../support/builders/a-series.ts';
import { aCorrection, aRetraction } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const article = (id: string, n: number, facts = [aFact(id, 1)]) =>
  aRecord(within(n), anArticleFile(id, facts));
const sport = { topics: ['sport'] };

describe('a correction of a published fact', () => {
  it('says where it appeared, what was said, what is right and why, under the number that it had', async () => {
    const { digest, manifest } = await aSeries([
      [article('one', 1, [aFact('one', 1), aFact('one', 2)])],
      [article('two', 2), aCorrection(within(2), 'one.2', { kind: 'plan' })],
    ]);
    expect(digest(2).corrections).toMatchObject([
      {
        id: 'one.2',
        appeared: { number: '1-02', edition: '2026-11-23' },
        said: { statement: { text: 'Statement 2 of one' }, label: 'reported' },
        right: {
          number: '1-02',
          id: 'one.2',
          statement: { text: 'Right 1 of one.2' },
          label: 'planned',
          source: 'A',
        },
        reason: { text: 'we misread it', language: 'en' },
      },
    ]);
    expect(digest(2).sources.map(({ letter, id }) => [letter, id])).toEqual([
      ['A', 'one'],
      ['B', 'two'],
    ]);
    expect(factsOf(digest(2)).map(({ id, number, source }) => [id, number, source])).toEqual([
      ['two.1', '2-01', 'B'],
    ]);
    expect(digest(2).counts).toEqual({ facts: 1, sources: 1, late: 0 });
    expect(manifest(2)).toMatchObject({
      facts: ['two.1'],
      corrections: [
        { fact: 'one.2', number: '1-02', edition: '2026-11-23', kind: 'correction', sequence: 1 },
      ],
    });
    expect(manifest(2).records).toHaveLength(2);
  });

  it('goes on from what readers were told last; of several in one window only the last of its sequence is shown', async () => {
    const { digest, manifest } = await aSeries([
      [article('one', 1)],
      // A store's clock may be set back between two records.
      [aCorrection(within(2, 1), 'one.1', {}, 2), aCorrection(within(2, 2), 'one.1', {}, 1)],
      [aCorrection(within(3), 'one.1', {}, 3)],
      [aRetraction(within(4), 'one.1', 4)],
      [aCorrection(within(5), 'one.1', {}, 5)],
    ]);
    const told = [2, 3, 4, 5].map(n =>
      digest(n).corrections.map(({ said, right }) => [said.statement.text, right?.statement.text ?? null]),
    );
    expect(told).toEqual([
      [['Statement 1 of one', 'Right 2 of one.1']],
      [['Right 2 of one.1', 'Right 3 of one.1']],
      [['Right 3 of one.1', null]],
      [['Right 3 of one.1', 'Right 5 of one.1']],
    ]);
    const kinds = [2, 3, 4, 5].map(n =>
      manifest(n).corrections.map(({ kind, sequence }) => `${kind} ${sequence}`),
    );
    expect(kinds.flat()).toEqual(['correction 2', 'correction 3', 'retraction 4', 'correction 5']);
  });

  it('that comes late is told; one that was overtaken by a later one is not', async () => {
    const { digest } = await aSeries([
      [article('one', 1)],
      [aCorrection(within(2, -1), 'one.1', {}, 2)],
      [aCorrection(within(3, -1), 'one.1', {}, 1)],
    ]);
    expect(digest(2).corrections.map(({ right }) => right?.statement.text)).toEqual(['Right 2 of one.1']);
    expect(digest(3).corrections).toEqual([]);
  });

  it('is one also when it takes the fact out of every topic, and when it is a retraction', async () => {
    const { digest } = await aSeries([
      [article('one', 1, [aFact('one', 1), aFact('one', 2)])],
      [aCorrection(within(2), 'one.1', sport), aRetraction(within(2), 'one.2')],
    ]);
    expect(digest(2).corrections.map(({ id, right }) => [id, right?.id ?? null])).toEqual([
      ['one.1', 'one.1'],
      ['one.2', null],
    ]);
    expect(factsOf(digest(2))).toEqual([]);
    // What is retracted has no source in this edition; what is right has.
    expect(digest(2).sources.map(({ id }) => id)).toEqual(['one']);
  });

  it('makes no old source one of this edition’s old ones, unless the edition has news of it', async () => {
    const old = anArticleFile('one', [aFact('one', 1), aFact('one', 2, sport)], {
      published: { date: '2022-10', basis: 'stated' },
    });
    const { digest } = await aSeries([
      [aRecord(within(1), old)],
      [aCorrection(within(2), 'one.1')],
      [aCorrection(within(3), 'one.2')],
    ]);
    expect([1, 2, 3].map(n => digest(n).old)).toEqual([['A'], [], ['A']]);
  });

  it('stands in the order in which the facts appeared, past a hundred in an edition', async () => {
    const many = Array.from({ length: 101 }, (_, index) => aFact('many', index + 1));
    const { digest } = await aSeries([
      [article('many', 1, many)],
      [article('two', 2)],
      [
        aCorrection(within(3), 'two.1'),
        ...['many.101', 'many.100', 'many.99'].map(id => aCorrection(within(3), id)),
      ],
    ]);
    expect(digest(3).corrections.map(({ appeared }) => appeared.number)).toEqual([
      '1-99',
      '1-100',
      '1-101',
      '2-01',
    ]);
  });

  it('is mailed, also where the publication skips empty editions; days ahead alone are not', async () => {
    const dates = [{ date: '2027-06-01', what: 'takes effect' }];
    const { press, digest } = await aSeries(
      [[article('one', 1, [aFact('one', 1, { dates })])], [aCorrection(within(2), 'one.1', { dates })], []],
      { whenEmpty: 'skip' },
    );
    const mailed = [...press.seals.seals.values()].map(seal => JSON.parse(seal).mailed);
    expect(mailed).toEqual([true, true, false]);
    expect(digest(3).daysAhead).toHaveLength(1);
  });
});

describe('an amendment of a fact that no edition carried', () => {
  it('of the same window takes its place, or takes it away, and is never taken up again', async () => {
    const { digest, manifest } = await aSeries([
      [
        article('one', 1, [aFact('one', 1), aFact('one', 2), aFact('one', 3), aFact('one', 4, sport)]),
        aCorrection(within(1, 30), 'one.1'),
        aRetraction(within(1, 30), 'one.2'),
        aCorrection(within(1, 30), 'one.3', sport),
        aCorrection(within(1, 30), 'one.4'),
      ],
      [],
    ]);
    expect(factsOf(digest(1)).map(({ id, statement }) => [id, statement.text])).toEqual([
      ['one.1', 'Right 1 of one.1'],
      ['one.4', 'Right 1 of one.4'],
    ]);
    expect([digest(1).corrections, digest(2).corrections, manifest(2).facts]).toEqual([[], [], []]);
    expect(manifest(1).records).toHaveLength(5);
    expect(manifest(2).records).toEqual([]);
  });

  it('that gives it a topic makes it appear, as late; one that does not makes nothing', async () => {
    const facts = [1, 2, 3].map(number => aFact('one', number, sport));
    const { digest, manifest } = await aSeries([
      [article('one', 1, facts)],
      [
        aCorrection(within(2), 'one.1'),
        aCorrection(within(2), 'one.2', sport),
        aRetraction(within(2), 'one.3'),
      ],
      [aCorrection(within(3), 'one.1', {}, 2), aCorrection(within(3), 'one.3', {}, 2)],
    ]);
    expect(factsOf(digest(2)).map(({ id, number, late }) => [id, number, late])).toEqual([
      ['one.1', '2-01', true],
    ]);
    expect(digest(2).corrections).toEqual([]);
    expect(digest(3).corrections.map(({ id, appeared }) => [id, appeared.number])).toEqual([
      ['one.1', '2-01'],
    ]);
    expect(manifest(3).facts).toEqual(['one.3']);
  });

  it('does not take an article up before its window, should the store’s clock have been set back between the two', async () => {
    const { manifest } = await aSeries([[], [article('one', 3), aCorrection(within(2), 'one.1')], []]);
    expect([2, 3].map(n => manifest(n).facts)).toEqual([[], ['one.1']]);
  });

  it('that is a retraction alone makes an empty edition', async () => {
    const { digest, manifest } = await aSeries([
      [article('one', 1, [aFact('one', 1, sport)])],
      [aRetraction(within(2), 'one.1')],
    ]);
    expect(digest(2)).toMatchObject({ corrections: [], sources: [], counts: { facts: 0 } });
    expect(manifest(2).records).toHaveLength(1);
  });

  it('does not bring back what coversSince leaves out', async () => {
    const { manifest } = await aSeries([[article('one', 1)], [aCorrection(within(2), 'one.1')]], {
      coversSince: within(1, 25),
    });
    expect([manifest(1).facts, manifest(2).facts, manifest(2).corrections]).toEqual([[], [], []]);
  });
});

describe('a publication under another id', () => {
  it('puts right, refers to and carries on what it said under its former one', async () => {
    const press = aPress();
    const dates = [{ date: '2027-06-01', what: 'takes effect' }];
    await press.record(article('one', 1, [aFact('one', 1, { dates }), aFact('one', 2)]).record);
    await publishEdition(press.context(), aPublication({ id: 'old' }), week(1));
    await press.record(article('two', 2, [aFact('two', 1, { follows: 'one.1' })]).record);
    await press.record(aCorrection(within(2), 'one.2').record);
    const renamed = aPublication({ formerly: 'old' });
    await publishEdition(press.context(), renamed, week(2) as Instant);
    const digest = digestsOf(press)(2);
    expect(digest.number).toBe(1);
    const at = { edition: editionOf(1), publication: 'old' };
    expect(factsOf(digest)[0]?.follows).toEqual({ number: '1-01', ...at });
    expect(digest.corrections.map(({ appeared }) => appeared)).toEqual([{ number: '1-02', ...at }]);
    expect(digest.daysAhead.map(({ fact }) => fact)).toEqual([{ number: '1-01', ...at }]);
    await press.record(aCorrection(within(3), 'one.2', {}, 2).record);
    await publishEdition(press.context(), renamed, week(3));
    expect(digestsOf(press)(3).corrections[0]?.said.statement.text).toBe('Right 1 of one.2');
    expect(digestsOf(press)(3).daysAhead.map(({ fact }) => fact)).toEqual([{ number: '1-01', ...at }]);
    expect(manifestsOf(press)(3).corrections[0]?.edition).toBe(editionOf(1));
    const page = press.archive.files.get(`old/${editionOf(1)}/index.html`) ?? '';
    expect(page).toContain(`../../weekly/${editionOf(2)}/index.html#fact-1-01`);
    expect(page).toContain(`../../weekly/${editionOf(3)}/index.html#correction-1-02`);
  });
});
