import { rowsLost } from '../delivery/binding/mismatch.ts';
import type { Deliveries } from '../delivery/ledger/delivery.ts';
import { refuseForgotten } from '../delivery/ledger/kept-for.ts';
import { type EditionRow, type Editions, isOverdue, isTooOldToMail } from '../delivery/progress/editions.ts';
import { type SliceQueue, type Slices, unfinishedSlices } from '../delivery/progress/slices.ts';
import { type Census, isWorkedThrough, takeCensus } from '../delivery/receipt/census.ts';
import { manifestOfEdition } from '../edition/chain-manifests.ts';
import type { Manifest } from '../edition/manifest.ts';
import type { Ownership } from '../edition/ownership.ts';
import { type Instant, plusHours, secondsBetween } from '../foundation/instant.ts';
import type { Configuration, Publication } from '../publication/configuration.ts';
import { type ClosingContext, closeEdition, countAgain } from './close-edition.ts';
import { type FeedbackQueue, settleSilent } from './settle-silent.ts';
import { roundsSoFar, stuckBecause } from './stuck-slices.ts';

/** What looking after a sealed edition needs. */
export type EditionCare = ClosingContext & {
  editions: Editions;
  slices: Slices;
  deliveries: Deliveries;
  queue: SliceQueue;
  feedbackQueue: FeedbackQueue;
  ownership: Pick<Ownership, 'tookOverAt'>;
  settings: Configuration['settings'];
};

/** What the sweep did for an edition, for the log, and what the operator has to know of the edition. */
export type CareReport = {
  edition: string;
  did: 'nothing' | 'put back' | 'held' | 'withheld' | 'closed' | 'counted again' | 'opened again';
  held: boolean;
  overdue: boolean;
  /** Deliveries that will not settle by themselves. */
  uncertain: number;
};

/** The sweep puts slices back when none has ended for so long: their workers must have ended, or left readers over. */
const quietSeconds = 15 * 60;
/** The sweep waits this long after the last slice ended for uncertain deliveries to settle. */
const closeAfterHours = 72;

/**
 * Brings a frozen edition further: settles deliveries by silence, puts slices back in which somebody waits, closes the edition when it
 * is finished. Each step depends on what the tables hold, so two sweeps at once, or one beside publish and workers, do no harm.
 */
export async function lookAfterEdition(
  care: EditionCare,
  publication: Pick<Publication, 'id'>,
  row: EditionRow,
  now: Instant,
): Promise<CareReport> {
  refuseForgotten(row, care.settings.keepDeliveriesDays, now);
  const { manifest } = await manifestOfEdition(care, row);
  if (row.state === 'closed') return reportOn(row, await countAgain(care, publication, row, manifest, now));
  if (!row.stopped && !isQuiet(row, now) && (await unfinishedSlices(care.slices, row)).length > 0) {
    return { ...reportOn(row, 'nothing'), overdue: isOverdue(row, manifest.window.to, now) };
  }
  let census = await takeCensus(care, row);
  const settled = await settleSilent(care, row, census, now, care.settings.settle);
  if (settled.released + settled.orphaned > 0) census = await takeCensus(care, row);
  const did = await goOn(care, publication, row, manifest, census, now);
  const overdue =
    did !== 'closed' && did !== 'held' && census.waiting > 0 && isOverdue(row, manifest.window.to, now);
  return { ...reportOn(row, did), overdue, uncertain: settled.stuck };
}

async function goOn(
  care: EditionCare,
  publication: Pick<Publication, 'id'>,
  row: EditionRow,
  manifest: Manifest,
  census: Census,
  now: Instant,
): Promise<CareReport['did']> {
  if (census.waiting > 0 && (row.stopped || isTooOldToMail(manifest.window.to, now))) {
    await withholdWaiting(
      care,
      row,
      census,
      row.stopped ? 'stopped by an operator' : 'more than 30 days old',
    );
    return 'withheld';
  }
  if (census.waiting > 0) return putBack(care, row, census, now);
  if (!isWorkedThrough(census) || !mayClose(row, manifest, census, now)) return 'nothing';
  await closeEdition(care, publication, row, manifest, census, now);
  return 'closed';
}

/**
 * Only one sweep begins a round. If it is ended before it has put the slices back, the next round puts them back. Holds the edition
 * instead, when too many rounds came to nothing.
 */
async function putBack(
  { editions, slices, queue, receipts }: EditionCare,
  row: EditionRow,
  census: Census,
  now: Instant,
): Promise<CareReport['did']> {
  const { hold, notBefore, rounds } = row;
  const { waitingIn } = census;
  if (hold !== null || (notBefore !== null && notBefore > now) || !isQuiet(row, now)) return 'nothing';
  // What waits behind another edition in its lane is on the queue already.
  if ((await queue.waiting()) > 0) return 'nothing';
  const unsure =
    census.absent > 0 ? rowsLost(row, census, await receipts.read(row, row.receipts + 1)) : undefined;
  if (unsure !== undefined) {
    await editions.hold(row, unsure);
    return 'held';
  }
  const soFar = roundsSoFar(row, census);
  const numbers = waitingIn.map(({ number }) => number);
  const stuck = stuckBecause(soFar.fruitless, numbers, row.failure?.reason);
  if (stuck !== undefined) {
    await editions.hold(row, stuck);
    return 'held';
  }
  const begun = { ...soFar, fruitless: soFar.fruitless + 1 };
  if (!(await editions.beginRound(row, rounds, now, begun))) return 'nothing';
  for (const { number, done } of waitingIn) {
    if (done) await slices.reopen(row, number);
  }
  await queue.enqueue(row, numbers, rounds + 1);
  return 'put back';
}

function isQuiet({ progressedAt }: EditionRow, now: Instant): boolean {
  return progressedAt === null || secondsBetween(progressedAt, now) >= quietSeconds;
}

/** With uncertain ones only after three days: until then an event, or silence, may settle them. */
function mayClose(row: EditionRow, { window }: Manifest, { uncertain }: Census, now: Instant): boolean {
  return uncertain === 0 || plusHours(row.progressedAt ?? window.to, closeAfterHours) <= now;
}

/** What the sweep did for an edition, as far as the edition's row says what the operator has to know. */
export function reportOn(
  { edition, state, hold, uncertain }: EditionRow,
  did: CareReport['did'],
): CareReport {
  const closed = state === 'closed';
  return {
    edition,
    did,
    held: (hold !== null || did === 'held') && !closed,
    overdue: false,
    uncertain: closed ? uncertain : 0,
  };
}

/** Withholds every delivery of an edition that waits, with the reason. A delivery that is claimed meanwhile goes on. */
export async function withholdWaiting(
  ports: {
    slices: Pick<Slices, 'read'>;
    deliveries: Pick<Deliveries, 'ofReaders' | 'withhold'>;
  },
  row: EditionRow,
  { waitingIn }: Census,
  reason: string,
): Promise<void> {
  const { publication, edition } = row;
  for (const { number } of waitingIn) {
    const readers = (await ports.slices.read(row, number))?.readers ?? [];
    const deliveries = await ports.deliveries.ofReaders(row, readers);
    const gone = new Set(deliveries.filter(({ state }) => state !== 'waiting').map(({ reader }) => reader));
    for (const reader of readers) {
      if (!gone.has(reader)) await ports.deliveries.withhold({ publication, edition, reader }, reason);
    }
  }
}
