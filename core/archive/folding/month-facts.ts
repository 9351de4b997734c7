import { archiveKey } from '../../edition/damage.ts';
import { type MonthState, monthFiles } from '../../edition/months/month-state.ts';
import type { History, PastEdition } from '../../edition/months/past-edition.ts';
import { goneSince } from '../../edition/months/taken-down.ts';
import { sha256 } from '../../foundation/hash.ts';
import { type FactLine, factLinesIn, writeFactLines } from '../data/fact-line.ts';
import { linesOfEdition } from '../data/lines-of-edition.ts';
import { readPublishedDigest } from '../data/published-digest.ts';
import type { MadeFile } from '../replace-files.ts';
import { type DigestTexts, digestsBy, standingsOf } from '../standing/standings.ts';

/**
 * How lines are made: no templates and words bear on them, so this stands where other files name their renderer. Another number makes all lines
 * of a month anew.
 */
export const factsRenderer = 'facts 1';

/** What a month's facts are made from: its state with what was added to it, and all that bears on it. */
export type FactsOf = {
  state: MonthState;
  history: History;
  texts: DigestTexts;
  /** Editions of which something new is said; undefined for all. */
  touched: ReadonlySet<string> | undefined;
  /** The jsonl as it is stored. */
  stored: string | undefined;
};

/**
 * The facts of a month, in the order of their numbers. Only those of the editions that were touched are made anew, where the stored file is what the
 * state names: what others say of the same month costs no look at all of it.
 */
export async function factsOfMonth({ state, history, texts, touched, stored }: FactsOf): Promise<FactLine[]> {
  const known = touched && knownLines(state, stored);
  const all: FactLine[] = [];
  for (const past of state.editions) {
    const { edition, facts } = past.manifest;
    const kept = touched?.has(edition) ? undefined : known?.get(edition);
    if (kept) all.push(...kept);
    else if (facts.length > 0) all.push(...(await linesOf(past, history, texts)));
  }
  return all;
}

/** The jsonl of a month as a file, by its facts. */
export function factsFile({ publication, month }: MonthState, lines: readonly FactLine[]): MadeFile {
  return { publication, path: monthFiles(month).facts, content: writeFactLines(lines) };
}

/** The lines that are stored, by edition; undefined where they are not those that the state names. */
function knownLines(
  { publication, month, files }: MonthState,
  stored: string | undefined,
): Map<string, FactLine[]> | undefined {
  const { facts: path } = monthFiles(month);
  const named = files[path];
  if (stored === undefined || named?.sha256 !== sha256(stored) || named.renderer !== factsRenderer)
    return undefined;
  const lines = factLinesIn(stored, archiveKey(publication, path));
  return lines && Map.groupBy(lines, ({ edition }) => edition);
}

async function linesOf(past: PastEdition, history: History, texts: DigestTexts): Promise<FactLine[]> {
  const { publication, manifest } = past;
  const { edition } = manifest;
  const digest = readPublishedDigest(await texts(past), archiveKey(publication, `${edition}/digest.json`));
  const standings = await standingsOf({ publication, edition }, history, digestsBy(texts));
  const lines = linesOfEdition(past, digest, standings);
  // What was taken down is in no data either.
  const isGone = ({ id }: { id: string }) => goneSince(past, id) !== undefined;
  return lines.filter(line => ![line, ...line.also].some(isGone));
}
