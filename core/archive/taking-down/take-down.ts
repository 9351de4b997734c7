import {
  endsItsYear,
  historyOf,
  type MonthState,
  monthOf,
  withContribution,
} from '../../edition/months/month-state.ts';
import { Months } from '../../edition/months/months.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import type { StoredTakenDown, TakenDownRecord, TakenDownRecords } from '../../edition/months/taken-down.ts';
import { canonicalJson } from '../../foundation/canonical-json.ts';
import { CourantError } from '../../foundation/errors.ts';
import type { Imprint } from '../../publication/retired.ts';
import { noteAppearances } from '../folding/bring-over.ts';
import type { FoldContext } from '../folding/fold-context.ts';
import { writeFront } from '../folding/front.ts';
import { type MonthsOf, type Touched, writeMonth } from '../folding/month-files.ts';
import { writeYear } from '../folding/year-files.ts';
import type { TakingDownPlan, Wanted } from './plan-taking-down.ts';
import type { ServedFiles } from './served-files.ts';

/** What taking down needs. */
export type TakingDownContext = FoldContext & { takenDown: TakenDownRecords; served: ServedFiles };

/** Each lost turn means that somebody else took the same down in between. */
const turnsAtMost = 10;

/**
 * Takes an edition or a fact down: writes the record, takes the sealed files out of what is served, makes months, pages and lists without the words, and
 * clears caches. Whatever ends it in between, and however often it runs, the next run completes it with the same bytes.
 * @param chains ids of the publication, the former one first. @param words why, and who says so.
 * @returns the records of it, the first one first.
 */
export async function takeDown(
  context: TakingDownContext,
  publication: Imprint,
  chains: readonly string[],
  plan: TakingDownPlan,
  words: Pick<TakenDownRecord, 'because' | 'by'>,
): Promise<TakenDownRecord[]> {
  const records = await recorded(context.takenDown, plan, words);
  for (const { sealed, at } of records)
    for (const { publication: id, edition, files } of sealed)
      for (const name of Object.keys(files))
        await context.served.withhold({ publication: id, edition }, name, at.slice(0, '2026-11-23'.length));
  await makeAnew(context, publication, chains, records);
  await context.served.forget?.(chains);
  return records;
}

/** The records about what is to be taken down, the first one first. */
export async function recordsAbout(
  records: Pick<TakenDownRecords, 'of'>,
  publication: string,
  what: Wanted,
): Promise<StoredTakenDown[]> {
  const all = await records.of(publication);
  return all.filter(({ record }) => canonicalJson(record.what) === canonicalJson(what));
}

/** Writes what the records do not say yet: the first one, or a further one of editions that were sealed since. */
async function recorded(
  records: TakenDownRecords,
  { publication, what, edition, number, facts, sealed }: TakingDownPlan,
  words: Pick<TakenDownRecord, 'because' | 'by'>,
): Promise<TakenDownRecord[]> {
  for (let turn = 0; turn < turnsAtMost; turn += 1) {
    const standing = (await recordsAbout(records, publication, what)).map(({ record }) => record);
    const known = new Set(standing.flatMap(record => record.sealed.map(nameOf)));
    const missing = sealed.filter(one => !known.has(nameOf(one)));
    if (standing.length > 0 && missing.length === 0) return standing;
    const at = await records.now();
    await records.write(
      { format: 1, publication, what, edition, number, ...words, at, facts, sealed: missing },
      standing.length + 1,
    );
  }
  throw new ContendedTakingDownError(publication, what);
}

function nameOf({ publication, edition }: { publication: string; edition: string }): string {
  return `${publication}/${edition}`;
}

/**
 * Makes the months that name an edition of which words are gone anew, with the pages of such editions, and the front. By the chain, and not by which months are
 * stored: a page has its words also where the state of its month is gone, or was never written.
 */
async function makeAnew(
  context: TakingDownContext,
  publication: Imprint,
  chains: readonly string[],
  records: readonly TakenDownRecord[],
): Promise<void> {
  const months = new Months(context, chains);
  const concerned = new Set(records.flatMap(({ sealed }) => sealed.map(nameOf)));
  const isConcerned = ({ publication: id, manifest }: PastEdition) =>
    concerned.has(nameOf({ publication: id, edition: manifest.edition }));
  for (const id of chains) {
    // Of an archive that was not brought over nothing is lost.
    const isNew = !(await isFoldedIn(context, months, id));
    const states: MonthState[] = [];
    for (const month of await monthsOf(context, months, id))
      states.push(await makeMonth(context, { publication, months }, { id, month, isNew }, isConcerned));
    const withEditions = states.filter(({ editions }) => editions.length > 0);
    for (const state of withEditions.filter(endsItsYear))
      await writeYear(context, { publication, months }, { publication: id, edition: lastOf(state) }, 'none');
    // The former id's front is nobody else's to write any more.
    const imprint = id === publication.id ? publication : { ...publication, id, formerly: undefined };
    const newest = withEditions.at(-1)?.editions.at(-1);
    const all = withEditions.map(({ month }) => month);
    if (newest) await writeFront(context, imprint, months, newest, true, all);
  }
}

/** All months of an id: those of its chain, and those that are stored, since a seal may have been erased after it was taken down. */
async function monthsOf(
  { archive }: Pick<FoldContext, 'archive'>,
  months: Months,
  id: string,
): Promise<string[]> {
  const own = (await months.history()).filter(({ publication }) => publication === id);
  const names = own.map(({ manifest }) => monthOf(manifest.edition));
  return [...new Set([...names, ...(await archive.months(id))])].sort();
}

/**
 * Makes one month anew, if it names an edition of which words are gone, or is not as it should be: with all that the chain has of it, also of what is not folded in yet.
 * @returns its state.
 */
async function makeMonth(
  context: TakingDownContext,
  of: MonthsOf,
  { id, month, isNew }: Omit<Touched, 'editions'>,
  isConcerned: (past: PastEdition) => boolean,
): Promise<MonthState> {
  const { months } = of;
  const whole = await months.remade(id, month);
  const stored = await months.state(id, month);
  const known = stored ?? (isNew ? whole : await months.lost(id, month));
  // Whose seals were all erased, the chain does not know where it lies.
  const withAll = (state: MonthState) =>
    whole.editions.length > 0 ? withContribution(state, whole, months.chains) : state;
  const isRight = stored !== undefined && !months.isDamaged({ publication: id, month });
  const all = withAll(known);
  if (isRight && !historyOf(all, months.chains).some(isConcerned)) return stored;
  const own = all.editions.filter(isConcerned).map(({ manifest }) => manifest.edition);
  const touched = { id, month, editions: new Set(own), isNew };
  // Of what a month has, it is noted where it appeared: by that whoever brings an archive over knows what is done.
  await noteAppearances(context, whole.editions);
  await writeMonth(context, of, touched, async state => withAll(state));
  return (await months.state(id, month)) ?? all;
}

/** Whether editions of an id were folded in, up to some edition. */
async function isFoldedIn(
  { marks }: Pick<FoldContext, 'marks'>,
  months: Months,
  id: string,
): Promise<boolean> {
  const own = (await months.history()).filter(({ publication }) => publication === id);
  for (const { manifest } of own.reverse())
    if (await marks.isFolded({ publication: id, edition: manifest.edition })) return true;
  return false;
}

function lastOf({ editions }: MonthState): string {
  return editions.at(-1)?.manifest.edition ?? '';
}

/** Others kept taking the same down. */
export class ContendedTakingDownError extends CourantError {
  constructor(publication: string, what: Wanted) {
    super(
      `taken-down/${publication}/: expected to write a record of ${JSON.stringify(what)}, found ${turnsAtMost} times that another run had written one first. ` +
        'Nothing is lost: run the same again.',
    );
  }
}
