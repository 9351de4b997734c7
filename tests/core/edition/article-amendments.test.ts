import { describe, expect, it } from 'vitest';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aSeries, factsOf, week, within } from '../../support/builders/a-series.ts';
import {
  aCorrection,
  anAddition,
  anArticleCorrection,
  aRetraction,
} from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const one = aRecord(within(1), anArticleFile('one', [aFact('one', 1)]));
const added = (n: number, number: number, ...more: object[]) =>
  anAddition(within(n), 'one', [aFact('one', number, ...more)], number - 1);
const publisher = (n: number, name: string, sequence = 1) =>
  anArticleCorrection(within(n), 'one', { publisher: name }, sequence);

describe('facts that are added to an article', () => {
  it('are carried by the edition in whose window they were added, as of their article, and by no other', async () => {
    const { digest, manifest } = await aSeries([[one], [added(2, 2)], [added(3, 3)], []]);
    const carried = [1, 2, 3, 4].map(n =>
      factsOf(digest(n)).map(({ id, number, late }) => [id, number, late]),
    );
    expect(carried).toEqual([
      [['one.1', '1-01', false]],
      [['one.2', '2-01', false]],
      [['one.3', '3-01', false]],
      [],
    ]);
    expect(digest(2).sources).toEqual(digest(1).sources);
    expect(manifest(2).captures).toEqual(manifest(1).captures);
    expect(manifest(2).records).toEqual([added(2, 2).key]);
  });

  it('stand once beside those of the article, where both are filed in one window', async () => {
    const { digest } = await aSeries([[one, added(1, 2), aCorrection(within(1, 30), 'one.2')]]);
    expect(factsOf(digest(1)).map(({ id, statement }) => [id, statement.text])).toEqual([
      ['one.1', 'Statement 1 of one'],
      ['one.2', 'Right 1 of one.2'],
    ]);
    expect(digest(1).sources).toHaveLength(1);
  });

  it('are carried once, as they are right, where they are corrected in the window in which they were added', async () => {
    const { digest } = await aSeries([[one], [added(2, 2), aCorrection(within(2, 30), 'one.2')], []]);
    expect(factsOf(digest(2)).map(({ statement }) => statement.text)).toEqual(['Right 1 of one.2']);
    expect(digest(2).corrections).toEqual([]);
    expect(factsOf(digest(3))).toEqual([]);
  });

  it('are carried once, and are late, where they came to light only after the edition of their window, with a correction', async () => {
    const late = anAddition(within(2, 160), 'one', [aFact('one', 2)]);
    const { digest } = await aSeries([[one], [], [late, aCorrection(within(3), 'one.2')]]);
    expect(
      factsOf(digest(3)).map(fact => [fact.id, fact.late, fact.statement.text, fact.also.length]),
    ).toEqual([['one.2', true, 'Right 1 of one.2', 0]]);
  });

  it('are corrected and withdrawn like any other, by what readers were told', async () => {
    const { digest, manifest } = await aSeries([
      [one],
      [added(2, 2)],
      [aCorrection(within(3), 'one.2')],
      [aRetraction(within(4), 'one.2', 2)],
    ]);
    expect(digest(3).corrections).toMatchObject([
      { id: 'one.2', appeared: { number: '2-01' }, right: { statement: { text: 'Right 1 of one.2' } } },
    ]);
    expect(manifest(4).corrections).toMatchObject([{ fact: 'one.2', kind: 'retraction', sequence: 2 }]);
  });

  it('are told silently of a correction that changes nothing readers see', async () => {
    const same = aCorrection(within(3), 'one.2', { ...aFact('one', 2), importance: 3 });
    const { digest, manifest } = await aSeries([[one], [added(2, 2)], [same]]);
    expect(digest(3).corrections).toEqual([]);
    expect(manifest(3).amended).toEqual([{ fact: 'one.2', sequence: 1 }]);
  });

  it('come with a topic that a correction gives them, however long ago their article was filed', async () => {
    const elsewhere = added(2, 2, { topics: ['sport'] });
    const { digest } = await aSeries([[one], [elsewhere], [aCorrection(within(3), 'one.2')]]);
    expect(factsOf(digest(3)).map(({ id }) => id)).toEqual(['one.2']);
  });

  it('are found where they appeared, though the note of it is lost', async () => {
    const weeks = [[one], [], [], [], [], [], [], [], [], [], [added(11, 2)], []];
    const { press, publication, digest } = await aSeries(weeks);
    press.marks.appearances.clear();
    await press.record(aCorrection(within(13), 'one.2').record);
    await publishEdition(press.context(), publication, week(13));
    expect(digest(13).corrections.map(({ id }) => id)).toEqual(['one.2']);
  });

  it('cannot be compiled where the log lost their article', async () => {
    await expect(aSeries([[], [anAddition(within(2), 'gone', [aFact('gone', 1)])]])).rejects.toThrow(
      /expected the article gone, whose fact gone\.1/,
    );
  });
});

describe('an article that is put right', () => {
  const publishers = (digest: { sources: readonly { publisher: string }[] }) =>
    digest.sources.map(source => source.publisher);

  it('names its source as it is right in later editions, and sealed ones stay', async () => {
    const { digest } = await aSeries([[one], [publisher(2, 'Harbour Post')], [added(3, 3)], []]);
    expect(publishers(digest(1))).toEqual(['The Example Post']);
    expect(digest(2).counts.facts).toBe(0);
    expect(publishers(digest(3))).toEqual(['Harbour Post']);
  });

  it('names it so beside corrections of facts that were told before, which changes no fact by itself', async () => {
    const untouched = aCorrection(within(3), 'one.1', aFact('one', 1));
    const weeks = [
      [one],
      [publisher(2, 'Harbour Post')],
      [untouched],
      [aCorrection(within(4), 'one.1', {}, 2)],
    ];
    const { digest } = await aSeries(weeks);
    expect(digest(3).corrections).toEqual([]);
    expect(publishers(digest(4))).toEqual(['Harbour Post']);
  });

  it('is right at once in the edition that carries it first, by the newest correction', async () => {
    const { digest } = await aSeries([
      [one, publisher(1, 'A Post'), publisher(1, 'Harbour Post', 2), added(1, 4)],
    ]);
    expect(publishers(digest(1))).toEqual(['Harbour Post']);
    expect(factsOf(digest(1)).map(({ id }) => id)).toEqual(['one.1', 'one.4']);
  });

  it('is as it was by the end of the window, however late the edition is made', async () => {
    const { press, publication, digest } = await aSeries([[one]]);
    for (const { record } of [aCorrection(within(2), 'one.1'), publisher(3, 'Harbour Post')])
      await press.record(record);
    await publishEdition(press.context(), publication, week(2));
    expect(publishers(digest(2))).toEqual(['The Example Post']);
  });
});
