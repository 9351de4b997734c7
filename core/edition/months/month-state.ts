import * as z from 'zod';
import { canonicalJson } from '../../foundation/canonical-json.ts';
import { CourantError } from '../../foundation/errors.ts';
import { readStored } from '../../foundation/stored-json.ts';
import type { VersionedFile } from '../archive.ts';
import { type History, joined, type PastEdition, pastEditionSchema } from './past-edition.ts';

/** A file that was made from a state: its SHA-256, and which templates and words it was made with. */
const madeSchema = z.object({ sha256: z.string(), renderer: z.string() });

/**
 * The state of a month of editions: all that pages, lists and later editions have to know of it, so that nobody need walk the chain. It
 * only grows, by what each edition adds to it, in whatever order and however often.
 */
export const monthStateSchema = z.object({
  format: z.literal(1),
  publication: z.string(),
  /** `2026-11`, as the names of its editions begin. */
  month: z.string(),
  /** SHA-256 of the manifest of the first edition under this id: what the publication's feeds are known by. Null in a month that only ends with another's beginning. */
  first: z.string().nullable(),
  /** The edition before the month's first, and the one after its last, also under another id; null while there is none. */
  before: pastEditionSchema.nullable(),
  after: pastEditionSchema.nullable(),
  /** Its editions, the first one first. */
  editions: z.array(pastEditionSchema),
  /** Later editions that bear on what became of its facts, or of what it said of earlier ones, in order. */
  saying: z.array(pastEditionSchema),
  /** Name relative to the publication's folder ▸ what was written last under it. */
  files: z.record(z.string(), madeSchema),
});
/** The state of a month, read. */
export type MonthState = z.infer<typeof monthStateSchema>;
/** What was made from a state. */
export type Made = z.infer<typeof madeSchema>;

/** What an edition adds to a month. */
export type Contribution = Partial<Pick<MonthState, 'first' | 'before' | 'after' | 'editions' | 'saying'>>;

/** The month of an edition. */
export function monthOf(edition: string): string {
  return edition.slice(0, '2026-11'.length);
}

/** The files of a month, relative to the publication's folder. */
export function monthFiles(month: string) {
  return { state: `all/${month}.json`, facts: `all/${month}.jsonl`, page: `all/${month}.html` } as const;
}

/** The files of a year, relative to the publication's folder: what its editions put right. The last month of the year vouches for them. */
export function yearFiles(year: string) {
  return { corrections: `all/${year}-corrections.jsonl`, page: `all/${year}-corrections.html` } as const;
}

/** The year of an edition, or of a month. */
export function yearOf(editionOrMonth: string): string {
  return editionOrMonth.slice(0, '2026'.length);
}

/** What belongs to a publication's front and lies among the months. */
const frontAmongMonths: readonly string[] = ['all/search.html', 'all/search.js', 'all/dates.html'];

/** Whether a file, relative to the publication's folder, belongs to its front, for which its newest month vouches. */
export function isOfFront(path: string): boolean {
  return !path.includes('/') || frontAmongMonths.includes(path);
}

/** Whether a file is one of what a year's editions put right; the year, else undefined. */
export function yearOfFile(path: string): string | undefined {
  return /^all\/(\d{4})-corrections\.(?:jsonl|html)$/.exec(path)?.[1];
}

/** Whether no later month of the same year has editions under the same id. */
export function endsItsYear({
  publication,
  month,
  after,
}: Pick<MonthState, 'publication' | 'month' | 'after'>): boolean {
  return after?.publication !== publication || yearOf(after.manifest.edition) !== yearOf(month);
}

/** Where the state of a month lies. */
export function stateFile(publication: string, month: string): VersionedFile {
  return { publication, path: monthFiles(month).state };
}

/** A month that has no edition yet. */
export function emptyMonth(publication: string, month: string): MonthState {
  const nothing = { first: null, before: null, after: null, editions: [], saying: [], files: {} };
  return { format: 1, publication, month, ...nothing };
}

/**
 * A month with what an edition adds to it: each edition once, in order. The same contributions in any order, doubled or not, make the same month.
 * @param chains ids of the publication, the former one first.
 */
export function withContribution(
  state: MonthState,
  { first = null, before = null, after = null, editions = [], saying = [] }: Contribution,
  chains: readonly string[],
): MonthState {
  return {
    ...state,
    first: state.first ?? first,
    before: state.before ?? before,
    after: state.after ?? after,
    editions: [...joined(chains, state.editions, editions)],
    saying: [...joined(chains, state.saying, saying)],
  };
}

/** All that a month knows of the publication's history. @param chains as above */
export function historyOf(
  { before, after, editions, saying }: MonthState,
  chains: readonly string[],
): History {
  const beside = [before, after].flatMap((past): PastEdition[] => (past ? [past] : []));
  return joined(chains, beside, editions, saying);
}

/** The bytes of a state. */
export function writeMonthState(state: MonthState): string {
  return canonicalJson(state);
}

/** Reads a state's bytes; undefined if they are none, and it has to be made anew. @throws NewerDataError */
export function readMonthState(content: string | undefined, where: string): MonthState | undefined {
  if (content === undefined) return undefined;
  try {
    return readStored(monthStateSchema, content, where);
  } catch (error) {
    if (error instanceof CourantError && error.name === 'UnreadableError') return undefined;
    throw error;
  }
}
