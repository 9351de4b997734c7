import { archiveKey } from '../../edition/damage.ts';
import {
  endsItsYear,
  type MonthState,
  monthOf,
  stateFile,
  writeMonthState,
  yearFiles,
  yearOf,
} from '../../edition/months/month-state.ts';
import type { MonthKey, Months } from '../../edition/months/months.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import { type TakenDown, takenDownOf, withoutTakenDown } from '../../edition/months/taken-down.ts';
import { sha256 } from '../../foundation/hash.ts';
import type { EditionKey } from '../../publication/plan.ts';
import {
  type CorrectionLine,
  correctionLinesIn,
  linesPutRight,
  lineWithoutTakenDown,
  writeCorrectionLines,
} from '../data/correction-line.ts';
import { makeYearPage } from '../pages/year-page.ts';
import { type MadeFile, replaceFiles, type StandingFiles } from '../replace-files.ts';
import { type Digests, digestsOf } from '../standing/standings.ts';
import type { FoldContext } from './fold-context.ts';
import { type MonthsOf, namesOf } from './month-files.ts';
import { pagesRenderer } from './renderer-name.ts';

/** How lines are made, as with the facts of months. Another number makes all lines of a year anew. */
export const correctionsRenderer = 'corrections 1';

/**
 * Whether a year has to hear of an edition that is folded in: it puts something right, or begins the month that vouches for the year from now on. All others cost
 * nothing.
 */
export function concernsYear({ manifest }: PastEdition, state: MonthState | undefined): boolean {
  if (manifest.corrections.length > 0 || !state) return true;
  return state.files[yearFiles(yearOf(manifest.edition)).corrections]?.renderer !== correctionsRenderer;
}

/**
 * Brings what a year's editions put right up to date, as data and as a page: files first, then the state of the year's last month, which vouches for them. A month
 * that is not the last one any more has nothing to say there.
 * @param newest an edition in the last month. @param anew which lines are made anew: of that edition, of all, or of none where words were taken down.
 */
export async function writeYear(
  context: FoldContext,
  { publication, months }: MonthsOf,
  newest: EditionKey,
  anew: 'own' | 'all' | 'none',
): Promise<void> {
  const { publication: id, edition } = newest;
  const [month, year] = [monthOf(edition), yearOf(edition)];
  const names = yearFiles(year);
  const file = stateFile(id, month);
  const replaced = [...[names.corrections, names.page].map(path => ({ publication: id, path })), file];
  let written: MonthState | undefined;
  await replaceFiles(context.archive, replaced, async standing => {
    const stored = await months.readOrRemade(id, month, contentOf(standing, id, file.path));
    const takenDown = await takenDownOf(context.takenDown, months.chains);
    const state = withoutTakenDown(stored ?? (await months.remade(id, month)), takenDown);
    if (!endsItsYear(state)) return [];
    months.keep(state);
    const known = anew === 'all' ? undefined : knownLines(state, names.corrections, standing);
    const digests = digestsOf(context);
    const lines = known
      ? await linesWith(known, anew === 'own' ? ofEdition(state, edition) : [], digests)
      : await linesOfAll(months, state, takenDown, digests);
    const made = makeYear(
      context,
      { publication, id, year },
      lines.map(line => lineWithoutTakenDown(line, takenDown)),
    );
    written = { ...state, files: { ...state.files, ...made.names } };
    return [...made.files, { ...file, content: writeMonthState(written) }];
  });
  if (written) months.written(written);
}

/** Makes a year anew whose last month was made anew: that month named the year's files, and nobody else does. */
export async function mendYear(
  context: FoldContext,
  of: MonthsOf,
  { publication, month }: MonthKey,
): Promise<void> {
  const state = await of.months.state(publication, month);
  const last = state && endsItsYear(state) ? state.editions.at(-1) : undefined;
  if (last) await writeYear(context, of, { publication, edition: last.manifest.edition }, 'all');
}

/** The files of a year by its lines, and how its month names them. */
function makeYear(
  context: Pick<FoldContext, 'renderYear' | 'renderer' | 'links'>,
  { publication, id, year }: { publication: MonthsOf['publication']; id: string; year: string },
  lines: readonly CorrectionLine[],
): { files: MadeFile[]; names: MonthState['files'] } {
  const { renderYear } = context;
  const data = correctionsFile(id, year, lines);
  const page = renderYear ? [makeYearPage({ ...publication, id }, year, lines, renderYear)] : [];
  return {
    files: [data, ...page],
    names: { ...namesOf([data], correctionsRenderer), ...namesOf(page, pagesRenderer(context, publication)) },
  };
}

/** The jsonl of a year as a file. */
export function correctionsFile(
  publication: string,
  year: string,
  lines: readonly CorrectionLine[],
): MadeFile {
  return { publication, path: yearFiles(year).corrections, content: writeCorrectionLines(lines) };
}

/** What editions of a year put right, the first one first. */
export async function linesOfEditions(
  editions: readonly PastEdition[],
  digests: Digests,
): Promise<CorrectionLine[]> {
  const lines: CorrectionLine[] = [];
  for (const past of editions)
    if (past.manifest.corrections.length > 0) lines.push(...linesPutRight(past, await digests(past)));
  return lines;
}

function ofEdition({ editions }: MonthState, edition: string): PastEdition[] {
  return editions.filter(({ manifest }) => manifest.edition === edition);
}

/**
 * The lines that are stored; undefined where they are not those that the state names. A month that begins names none yet, and takes those of the month
 * before over.
 */
function knownLines(
  { publication, files }: MonthState,
  path: string,
  standing: StandingFiles,
): CorrectionLine[] | undefined {
  const stored = contentOf(standing, publication, path);
  const named = files[path];
  if (stored === undefined) return undefined;
  if (named && (named.sha256 !== sha256(stored) || named.renderer !== correctionsRenderer)) return undefined;
  return correctionLinesIn(stored, archiveKey(publication, path));
}

async function linesWith(
  known: readonly CorrectionLine[],
  editions: readonly PastEdition[],
  digests: Digests,
): Promise<CorrectionLine[]> {
  const anew = new Set(editions.map(({ manifest }) => manifest.edition));
  const lines = [
    ...known.filter(({ edition }) => !anew.has(edition)),
    ...(await linesOfEditions(editions, digests)),
  ];
  return lines.sort((a, b) => (a.edition < b.edition ? -1 : Number(a.edition > b.edition)));
}

/** All lines of the year, from its months: the last one leads to those before. */
async function linesOfAll(
  months: Months,
  last: MonthState,
  takenDown: TakenDown,
  digests: Digests,
): Promise<CorrectionLine[]> {
  const states = [last];
  for (let { before } = last; before?.publication === last.publication && isInYear(before, last); ) {
    const state = await months.stateOf(before.manifest.edition);
    if (!state) break;
    states.unshift(withoutTakenDown(state, takenDown));
    before = state.before;
  }
  return linesOfEditions(
    states.flatMap(({ editions }) => editions),
    digests,
  );
}

function isInYear({ manifest }: PastEdition, { month }: MonthState): boolean {
  return yearOf(manifest.edition) === yearOf(month);
}

function contentOf(standing: StandingFiles, publication: string, path: string): string | undefined {
  return standing.get(archiveKey(publication, path))?.content;
}
