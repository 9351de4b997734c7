import { describe, expect, it } from 'vitest';
import { earlierFacts, readPast } from '../../../../core/edition/past/read-past.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { aPublication } from '../../../support/builders/a-publication.ts';
import { within } from '../../../support/builders/a-series.ts';
import { aCorrection, aRetraction } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { CrashPlan } from '../../../support/memory/crashing.ts';

const weekly = aPublication();
const one = (...facts: object[]) =>
  aRecord(
    within(1),
    anArticleFile(
      'one',
      facts.map((changes, index) => aFact('one', index + 1, changes)),
    ),
  );

describe('the facts that an edition looks for in earlier ones', () => {
  const wantedBy = (...records: Parameters<typeof earlierFacts>[0]) =>
    [...earlierFacts(records, weekly)].sort();

  it('are those that its records amend, follow or say again and do not hold themselves', () => {
    expect(
      wantedBy(
        one({ follows: ['x.1', 'x.5'], sameAs: 'one.2' }, { follows: 'one.1' }, { sameAs: 'x.2' }),
        aCorrection(within(1), 'y.1', { follows: 'x.3', sameAs: 'one.1' }),
        aRetraction(within(1), 'y.2'),
        aCorrection(within(1), 'one.2', { sameAs: 'x.4' }),
      ),
    ).toEqual(['x.1', 'x.2', 'x.3', 'x.4', 'x.5', 'y.1', 'y.2']);
  });

  it('are those that a correction names, though it takes the topic from a fact that was carried', () => {
    expect(wantedBy(aCorrection(within(1), 'y.1', { topics: ['sport'], follows: 'x.3' }))).toEqual([
      'x.3',
      'y.1',
    ]);
  });

  it('are none for what it does not carry, and for what was said before a correction', () => {
    expect(
      wantedBy(
        one({ follows: 'x.1', topics: ['sport'] }, { follows: 'x.2' }, { sameAs: 'x.3' }),
        aRetraction(within(1), 'one.2'),
        aCorrection(within(1), 'one.3'),
      ),
    ).toEqual([]);
  });
});

describe('the past of an edition', () => {
  it('costs nothing where nothing refers to it', async () => {
    const press = aPress();
    const none = new CrashPlan(1);
    const ports = {
      seals: none.wrap(press.seals),
      archive: none.wrap(press.archive),
      marks: none.wrap(press.marks),
      log: none.wrap(press.log),
    };
    const records = [
      one({ sameAs: 'one.2' }, {}),
      aCorrection(within(1), 'one.1'),
      aRetraction(within(1), 'one.2'),
    ];
    expect(await readPast(ports, weekly, records, undefined, within(2))).toEqual({
      published: new Map(),
      articles: [],
      amendments: [],
      daysAhead: [],
      daysGone: [],
      updates: [],
    });
  });

  it('holds the articles of corrected facts that were filed before, each once, and none of retracted ones', async () => {
    const press = aPress();
    for (const id of ['one', 'two', 'three'])
      await press.record(aRecord(within(1), anArticleFile(id, [aFact(id, 1), aFact(id, 2)])).record);
    const records = [
      aCorrection(within(2), 'one.1'),
      aCorrection(within(2), 'one.2'),
      aRetraction(within(2), 'two.1'),
      aCorrection(within(2), 'unknown.1'),
    ];
    const { articles } = await readPast(press, weekly, records, undefined, within(2));
    expect(articles.map(({ article }) => article.id)).toEqual(['one']);
  });
});
