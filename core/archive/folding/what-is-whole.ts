import { archiveKey } from '../../edition/damage.ts';
import {
  type MonthState,
  monthFiles,
  withContribution,
  writeMonthState,
  yearFiles,
  yearOf,
} from '../../edition/months/month-state.ts';
import type { Months } from '../../edition/months/months.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import { type TakenDown, withoutTakenDown } from '../../edition/months/taken-down.ts';
import { sha256 } from '../../foundation/hash.ts';
import type { Imprint } from '../../publication/retired.ts';
import { correctionLinesIn } from '../data/correction-line.ts';
import type { FoldContext } from './fold-context.ts';
import { factsRenderer } from './month-facts.ts';
import { pagesRenderer } from './renderer-name.ts';
import { correctionsRenderer } from './year-files.ts';

/** What was brought over is judged by: the months of a publication, each read once, and what was taken down when it began. */
export type WholeBy = { publication: Imprint; months: Months; takenDown: TakenDown };

/**
 * Whether a month has all that the chain makes of it, and names its files as they are made today: somebody who was ended brought it over. Costs one read. Files come
 * before the state that names them, and the notes of where its facts appeared before both.
 * @param whole the month as the chain makes it.
 */
export async function isMonthWhole(
  context: FoldContext,
  { publication, months, takenDown }: WholeBy,
  whole: MonthState,
): Promise<boolean> {
  const { publication: id, month } = whole;
  const state = await months.state(id, month);
  if (!state || months.isDamaged({ publication: id, month })) return false;
  const grown = withoutTakenDown(withContribution(state, whole, months.chains), takenDown);
  const { facts, page } = monthFiles(month);
  return (
    writeMonthState(grown) === writeMonthState(state) &&
    state.files[facts]?.renderer === factsRenderer &&
    (!context.renderMonth || state.files[page]?.renderer === pagesRenderer(context, publication))
  );
}

/**
 * Whether what a year's editions put right is all there, as its last month names it. Costs two reads.
 * @param editions those of the year, under one id.
 */
export async function isYearWhole(
  context: FoldContext,
  { publication, months }: WholeBy,
  editions: readonly PastEdition[],
): Promise<boolean> {
  const last = editions.at(-1);
  const state = last && (await months.stateOf(last.manifest.edition));
  if (!state) return false;
  const { corrections: path, page } = yearFiles(yearOf(state.month));
  const stored = (await context.archive.readVersion({ publication: state.publication, path }))?.content;
  const named = state.files[path];
  if (stored === undefined || named?.renderer !== correctionsRenderer || named.sha256 !== sha256(stored))
    return false;
  if (context.renderYear && state.files[page]?.renderer !== pagesRenderer(context, publication)) return false;
  const lines = correctionLinesIn(stored, archiveKey(state.publication, path)) ?? [];
  const byEdition = Map.groupBy(lines, ({ edition }) => edition);
  return editions.every(
    ({ manifest: { edition, corrections } }) => (byEdition.get(edition)?.length ?? 0) === corrections.length,
  );
}
