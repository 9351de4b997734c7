import { beforeAll, describe, expect, it } from 'vitest';
import { correctionLinesIn } from '../../../../core/archive/data/correction-line.ts';
import { rebuild } from '../../../../core/archive/folding/rebuild.ts';
import { readMonthState } from '../../../../core/edition/months/month-state.ts';
import { publishEdition } from '../../../../lambdas/publish/publish-edition.ts';
import { archiveRenderersOf } from '../../../../lambdas/runtime/rendering.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { within } from '../../../support/builders/a-series.ts';
import { aCorrection, aRetraction } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { contextOf, editionOf, week, weekly } from '../../../support/documents/archive-lists.ts';
import { languages, templates } from '../../rendering/shipped-templates.ts';

const wording = { templates, messages: () => languages.en, renderer: 'templates of a test', script: '' };
const press = aPress();
const context = { ...contextOf(press), ...archiveRenderersOf(wording) };
const path = (year: number, kind = 'jsonl') => `weekly/all/${year}-corrections.${kind}`;
const linesOf = (year: number) =>
  correctionLinesIn(press.archive.lists.get(path(year)) ?? '', 'a test') ?? [];

/** Ten weeks from November to January; the fourth, fifth and tenth put something right. */
async function publish(n: number): Promise<void> {
  await press.record(
    aRecord(within(n, 20), anArticleFile(`e${n}`, [aFact(`e${n}`, 1), aFact(`e${n}`, 2)])).record,
  );
  if (n === 4)
    await press.record(aCorrection(within(n, 30), 'e1.2', { statement: { en: 'It is so.' } }).record);
  if (n === 5) await press.record(aRetraction(within(n, 30), 'e2.1').record);
  if (n === 10)
    await press.record(aCorrection(within(n, 30), 'e3.1', { statement: { en: 'It was so.' } }).record);
  await publishEdition(context, weekly, week(n));
}

describe('what a year put right', () => {
  beforeAll(async () => {
    for (let n = 1; n <= 10; n += 1) await publish(n);
  }, 300_000);

  it('has each correction and withdrawal of the year of the edition that says it, in order', () => {
    const short = (year: number) => linesOf(year).map(({ kind, fact, edition }) => [kind, fact, edition]);
    expect(short(2026)).toEqual([
      ['corrected', 'e1.2', editionOf(4)],
      ['withdrawn', 'e2.1', editionOf(5)],
    ]);
    expect(short(2027)).toEqual([['corrected', 'e3.1', editionOf(10)]]);
    const [corrected, withdrawn] = linesOf(2026);
    expect(corrected).toMatchObject({
      number: '1-02',
      appeared: editionOf(1),
      right: { statement: { en: 'It is so.' } },
    });
    expect(withdrawn?.right).toBeNull();
    expect(press.archive.lists.get(path(2026, 'html'))).toContain('It is so.');
  });

  it('is vouched for by the last month of the year, and by no other', () => {
    const vouching = [...press.archive.lists].flatMap(([key, content]) => {
      if (!/\/\d{4}-\d\d\.json$/.test(key)) return [];
      const names = Object.keys(readMonthState(content, key)?.files ?? {});
      return names.filter(name => name.includes('corrections.jsonl')).map(name => `${key} ${name}`);
    });
    expect(vouching).toEqual([
      'weekly/all/2026-12.json all/2026-corrections.jsonl',
      'weekly/all/2027-01.json all/2027-corrections.jsonl',
    ]);
  });

  it('has the same bytes when all is made anew, also what was lost or damaged', async () => {
    const before = new Map(press.archive.lists);
    press.archive.lists.delete(path(2026));
    press.archive.lists.set(path(2027), '{"format":1}\n');
    await rebuild(context, weekly);
    expect([...press.archive.lists].sort()).toEqual([...before].sort());
  });
});
