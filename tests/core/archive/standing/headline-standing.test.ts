import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../../../core/articles/fact-log.ts';
import { publishEdition } from '../../../../lambdas/publish/publish-edition.ts';
import { archiveRendererOf, rendererOf } from '../../../../lambdas/runtime/rendering.ts';
import { readWording } from '../../../../lambdas/runtime/wording.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { within } from '../../../support/builders/a-series.ts';
import { aCorrection, aRetraction } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { contextOf, editionOf, listOf, week, weekly } from '../../../support/documents/archive-lists.ts';
import { childrenOf, parseXml, textOf } from '../../../support/documents/xml-elements.ts';
import { exampleConfiguration, templateDirectory } from '../../../support/editions/example.ts';

const wording = readWording(templateDirectory, exampleConfiguration);
const words = { render: rendererOf(wording), renderArchive: archiveRendererOf(wording) };
const lead = aFact('one', 1, { short: { en: 'The ministry lists ten firms' }, importance: 3 });
const first = [aRecord(within(1), anArticleFile('one', [lead, aFact('one', 2)]))];

/** The lists after some weeks, and what they say of the first edition. */
async function listsAfter(
  weeks: readonly (readonly StoredRecord[])[],
  beforeSecond?: (press: Press) => void,
) {
  const press = aPress();
  for (const [index, records] of weeks.entries()) {
    for (const { record } of records) await press.record(record);
    if (index === 1) beforeSecond?.(press);
    await publishEdition({ ...contextOf(press), ...words }, weekly, week(index + 1));
  }
  const entry = childrenOf(parseXml(listOf(press, 'feed.xml')), 'entry').at(-1);
  const item = JSON.parse(listOf(press, 'feed.json')).items.at(-1);
  const { editions } = JSON.parse(listOf(press, 'editions.json'));
  const { since, headline } = editions[0];
  return { entry, item, editions, since, headline, page: listOf(press, 'index.html') };
}
type Press = ReturnType<typeof aPress>;
const headline = 'The ministry lists ten firms';

describe('a headline whose fact was', () => {
  it('withdrawn is marked in every list and feed, and shown anew by feed readers', async () => {
    const { entry, item, since, page, ...json } = await listsAfter([
      first,
      [aRetraction(within(2), 'one.1')],
    ]);
    const title = `[Withdrawn in No. 2] ${headline}`;
    expect(entry && [textOf(entry, 'title'), textOf(entry, 'updated'), textOf(entry, 'published')]).toEqual([
      title,
      week(2),
      week(1),
    ]);
    expect(item).toMatchObject({ title, date_published: week(1), date_modified: week(2) });
    expect(since).toEqual({ kind: 'withdrawn', edition: editionOf(2), number: 2 });
    expect(json.headline.text).toBe(headline);
    expect(page).toContain(
      `${headline}</a>\n<p class="mark"><a href="${editionOf(2)}/index.html">Withdrawn in No. 2</a>`,
    );
  });

  it('corrected is marked so', async () => {
    const { item, since } = await listsAfter([first, [aCorrection(within(2), 'one.1')]]);
    expect(item.title).toBe(`[Corrected in No. 2] ${headline}`);
    expect(since.kind).toBe('corrected');
  });

  it.each([
    ['another fact', aRetraction(within(2), 'one.2')],
    ['details alone', aCorrection(within(2), 'one.1', { ...lead, citation: 'No. 5' })],
  ])('left as it is stays unmarked: %s', async (_, record) => {
    const { entry, item, since } = await listsAfter([first, [record]]);
    expect(entry && textOf(entry, 'title')).toBe(headline);
    expect([item.title, item.date_modified, since]).toEqual([headline, week(2), null]);
  });

  it('brought back is told anew, and a headline that told of the withdrawal stays as it is', async () => {
    const press = await listsAfter([
      first,
      [aRetraction(within(2), 'one.1')],
      [aCorrection(within(3), 'one.1', lead, 2)],
    ]);
    expect(press.since).toBeNull();
  });

  it('put right by an edition that has no facts is that edition’s headline, and marked once it is put right again', async () => {
    const press = aPress();
    const weeks = [
      first,
      [aRetraction(within(2), 'one.1')],
      [aCorrection(within(3), 'one.1', lead, 2)],
      [aRetraction(within(4), 'one.1', 3)],
    ];
    const told: (string | undefined)[] = [];
    for (const [index, records] of weeks.entries()) {
      for (const { record } of records) await press.record(record);
      await publishEdition({ ...contextOf(press), ...words }, weekly, week(index + 1));
      told.push(JSON.parse(listOf(press, 'editions.json')).editions[1]?.since?.kind);
    }
    // That it was withdrawn is right, then it is not, then it is again.
    expect(told).toEqual([undefined, undefined, 'corrected', undefined]);
  });

  it('sealed by a version that did not say which fact it tells is known by the first one in brief', async () => {
    const makeOld = ({ seals, archive, marks }: Press) => {
      const seal = JSON.parse(seals.seals.get('weekly/start') ?? '');
      const manifest = JSON.parse(seal.files['manifest.json']);
      delete manifest.headline;
      seal.files['manifest.json'] = JSON.stringify(manifest);
      seals.seals.set('weekly/start', JSON.stringify(seal));
      archive.files.set(`weekly/${editionOf(1)}/manifest.json`, seal.files['manifest.json']);
      // Nor were there months.
      archive.lists.clear();
      marks.folded.clear();
    };
    for (const [id, kind] of [
      ['one.1', 'withdrawn'],
      ['one.2', undefined],
    ] as const) {
      const { since, headline: none } = await listsAfter([first, [aRetraction(within(2), id)]], makeOld);
      expect(none).toBeNull();
      expect(since?.kind).toBe(kind);
    }
  });
});

describe('a headline that several articles tell', () => {
  it('stands while one of them does', async () => {
    const other = aFact('two', 1, { sameAs: 'one.1' });
    const told = [...first, aRecord(within(1), anArticleFile('two', [other], { publisher: 'Second Post' }))];
    const weeks = [told, [aRetraction(within(2), 'one.1')]];
    expect((await listsAfter(weeks)).since).toBeNull();
    const { since } = await listsAfter([...weeks, [aRetraction(within(3), 'two.1')]]);
    expect(since).toEqual({ kind: 'withdrawn', edition: editionOf(3), number: 3 });
  });
});

describe('a headline that tells a day', () => {
  const day = (date: string) => [{ date, what: 'The rule takes effect' }];
  const dated = (article: string) =>
    aFact(article, 1, { kind: 'measure', status: 'final', dates: day('2026-12-02') });
  const told = [aRecord(within(1), anArticleFile('one', [dated('one')]))];
  const both = [...told, aRecord(within(1), anArticleFile('two', [dated('two')]))];
  /** What the lists say of the second edition, which is quiet but for the day. */
  const sinceAfter = async (filed: readonly StoredRecord[], ...later: StoredRecord[][]) => {
    const { editions } = await listsAfter([filed, [], ...later]);
    expect(editions[1].headline.text).toBe('2 December: The rule takes effect');
    return editions[1].since;
  };

  it('is marked once the fact that told of the day is withdrawn, or has another day or label', async () => {
    const since = (kind: string, number = 3) => ({ kind, edition: editionOf(number), number });
    expect(await sinceAfter(told, [aRetraction(within(3), 'one.1')])).toEqual(since('withdrawn'));
    const other = { ...dated('one'), dates: day('2026-12-03') };
    expect(await sinceAfter(told, [aCorrection(within(3), 'one.1', other)])).toEqual(since('corrected'));
    const proposed = { ...dated('one'), status: 'proposed' as const };
    expect(await sinceAfter(told, [aCorrection(within(3), 'one.1', proposed)])).toEqual(since('corrected'));
  });

  it('stands while one of the facts that told of it does, and where only something else of them was put right', async () => {
    expect(await sinceAfter(both, [aRetraction(within(3), 'one.1')])).toBeNull();
    const last = [aRetraction(within(4), 'two.1')];
    expect(await sinceAfter(both, [aRetraction(within(3), 'one.1')], last)).toMatchObject({
      kind: 'withdrawn',
      number: 4,
    });
    expect(await sinceAfter(told, [aCorrection(within(3), 'one.1', dated('one'))])).toBeNull();
  });
});
