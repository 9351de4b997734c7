import { describe, expect, it } from 'vitest';
import { digestsOf, type Standing, standingsOf } from '../../../../core/archive/standing/standings.ts';
import type { Fact } from '../../../../core/articles/fact.ts';
import type { StoredRecord } from '../../../../core/articles/fact-log.ts';
import { wholeHistory } from '../../../../core/edition/months/months.ts';
import { aSeries, editionOf, within } from '../../../support/builders/a-series.ts';
import { aCorrection, aRetraction } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { kindsOfDamage } from '../../../support/damage/kinds-of-damage.ts';

const measure = (status: Fact['status'], follows?: Fact['follows']): Partial<Fact> => ({
  kind: 'measure',
  status,
  ...(follows === undefined ? {} : { follows }),
});
const article = (id: string, n: number, facts: Partial<Fact>[], publisher = 'The Example Post') =>
  aRecord(
    within(n),
    anArticleFile(
      id,
      facts.map((changes, index) => aFact(id, index + 1, changes)),
      { publisher },
    ),
  );

/** What became of the first edition's facts, in a few words each. */
async function fates(weeks: readonly (readonly StoredRecord[])[], damage?: (text: string) => string) {
  const { press } = await aSeries(weeks);
  if (damage)
    for (const [key, content] of press.archive.files)
      if (/(?:digest|manifest)\.json$/.test(key)) press.archive.files.set(key, damage(content));
  const sources = press.context();
  const history = await wholeHistory(sources, ['weekly']);
  const page = { publication: 'weekly', edition: editionOf(1) };
  return (await standingsOf(page, history, digestsOf(sources))).map(inWords);
}

function inWords(standing: Standing): string {
  const { kind, number, said, publisher } = standing;
  const what = {
    withdrawn: () => '',
    corrected: () => (standing.kind === 'corrected' && standing.right?.statement.text) || 'details',
    updated: () => (standing.kind === 'updated' && standing.label) || 'more',
  }[kind]();
  return [number, kind, what, `No. ${said.editionNumber}`, said.anchor, publisher ?? '']
    .filter(Boolean)
    .join(' ');
}

describe('what has become of a correction', () => {
  it('is what later editions say of the same fact, at the place where it stands', async () => {
    const { page } = await aSeries([
      [article('one', 1, [{}, {}])],
      [aCorrection(within(2), 'one.1'), aCorrection(within(2), 'one.2')],
      [aCorrection(within(3), 'one.1', {}, 2)],
      [aRetraction(within(4), 'one.1', 3)],
    ]);
    const later = `../${editionOf(4)}/index.html#correction-1-01`;
    for (const n of [2, 3]) {
      expect(page(n)).toContain(`<p>correction-1-01: withdrawn 1-01  4 ${later}</p>`);
      expect(page(n)).not.toContain('correction-1-02:');
    }
    expect(page(4)).not.toContain('correction-1-01:');
  });
});

describe('what has become of a fact', () => {
  it('is what was said last: corrected twice, withdrawn after that, brought back', async () => {
    const first = article('one', 1, [{}, {}, {}]);
    const weeks = [
      [first],
      [aCorrection(within(2), 'one.1'), aCorrection(within(2), 'one.2'), aRetraction(within(2), 'one.3')],
      [
        aCorrection(within(3), 'one.1', {}, 2),
        aRetraction(within(3), 'one.2', 2),
        aCorrection(within(3), 'one.3', {}, 2),
      ],
    ];
    expect(await fates(weeks)).toEqual([
      '1-01 corrected Right 2 of one.1 No. 3 correction-1-01',
      '1-02 withdrawn No. 3 correction-1-02',
      '1-03 corrected Right 2 of one.3 No. 3 correction-1-03',
    ]);
  });

  it('is no other statement where details alone were put right', async () => {
    const same = aFact('one', 1);
    const details = aCorrection(within(2), 'one.1', { ...same, citation: 'No. 5' });
    expect(await fates([[article('one', 1, [{}])], [details]])).toEqual([
      '1-01 corrected details No. 2 correction-1-01',
    ]);
  });

  it('is another claim where the same is said by nobody any more', async () => {
    const unnamed = { ...aFact('one', 1), attribution: { who: 'some', how: 'unnamed' } } as const;
    expect(await fates([[article('one', 1, [{}])], [aCorrection(within(2), 'one.1', unnamed)]])).toEqual([
      '1-01 corrected Statement 1 of one No. 2 correction-1-01',
    ]);
  });

  it('is the last of a chain of updates, one suspension of five marks all five, and a withdrawal comes first', async () => {
    const five = [1, 2, 3, 4, 5].map(n => `one.${n}`);
    const weeks = [
      [
        article(
          'one',
          1,
          five.map(() => measure('final')),
        ),
      ],
      [article('two', 2, [measure('suspended', five)])],
      [article('six', 3, [measure('revoked', 'two.1')]), aRetraction(within(3), 'one.5')],
    ];
    expect(await fates(weeks.slice(0, 2))).toEqual(
      five.map((_, index) => `1-0${index + 1} updated suspended No. 2 fact-2-01`),
    );
    expect(await fates(weeks)).toEqual([
      ...[1, 2, 3, 4].map(n => `1-0${n} updated revoked No. 3 fact-3-01`),
      '1-05 withdrawn No. 3 correction-1-05',
    ]);
  });

  it('can be both: corrected, and overtaken since', async () => {
    const weeks = [
      [article('one', 1, [measure('proposed')])],
      [aCorrection(within(2), 'one.1', measure('final'))],
      [article('two', 3, [measure('suspended', 'one.1'), { kind: 'opinion', follows: 'one.1' }])],
    ];
    expect(await fates(weeks)).toEqual([
      '1-01 corrected Right 1 of one.1 No. 2 correction-1-01',
      '1-01 updated suspended No. 3 fact-3-01',
    ]);
  });

  it('is said of one publisher alone where several made the claim', async () => {
    const both = [
      article('one', 1, [{}], 'First Post'),
      article('two', 1, [{ sameAs: 'one.1' }], 'Second Post'),
    ];
    expect(await fates([both, [aRetraction(within(2), 'two.1')]])).toEqual([
      '1-01 withdrawn No. 2 correction-1-01-two-1 Second Post',
    ]);
  });

  it('is a withdrawal of the fact itself once each of its publishers’ accounts is withdrawn', async () => {
    const both = [
      article('one', 1, [{}], 'First Post'),
      article('two', 1, [{ sameAs: 'one.1' }], 'Second Post'),
    ];
    const first = '1-01 withdrawn No. 2 correction-1-01';
    const weeks = [both, [aRetraction(within(2), 'one.1')], [aRetraction(within(3), 'two.1')]];
    expect(await fates(weeks.slice(0, 2))).toEqual([`${first} First Post`]);
    expect(await fates(weeks)).toEqual([`${first} First Post`, '1-01 withdrawn No. 3 correction-1-01-two-1']);
  });

  it.each(Object.keys(kindsOfDamage).filter(kind => kind !== 'gone' && kind !== 'a newer version'))(
    'is read from the seals where files of the archive are damaged: %s',
    async kind => {
      const weeks = [[article('one', 1, [{}])], [aCorrection(within(2), 'one.1')], []];
      const broken = kindsOfDamage[kind];
      expect(await fates(weeks, text => broken?.(text) ?? '')).toEqual(await fates(weeks));
    },
  );
});
