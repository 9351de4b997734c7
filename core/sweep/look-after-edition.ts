import type { Deliveries } from '../delivery/ledger/delivery.ts';
import { type EditionRow, type Editions, isOverdue, isTooOldToMail } from '../delivery/progress/editions.ts';
import { type SliceQueue, type Slices, unfinishedSlices } from '../delivery/progress/slices.ts';
import { type Census, isWorkedThrough, takeCensus } from '../delivery/receipt/census.ts';
import { type Archive, archivedManifest } from '../edition/archive.ts';
import type { Manifest } from '../edition/manifest.ts';
import { type Instant, plusHours, secondsBetween } from '../foundation/instant.ts';
import type { Configuration, Publication } from '../publication/configuration.ts';
import { type ClosingContext, closeEdition, countAgain } from './close-edition.ts';
import { type FeedbackQueue, settleSilent } from './settle-silent.ts';

/** What looking after a sealed edition needs. */
export type EditionCare = ClosingContext & {
  archive: Pick<Archive, 'read'>;
  editions: Editions;
  slices: Slices;
  deliveries: Deliveries;
  queue: SliceQueue;
  feedbackQueue: FeedbackQueue;
  settings: Configuration['settings'];
};

/** What was done for an edition, for the log; and what the operator has to know of it. */
export type CareReport = {
  edition: string;
  did: 'nothing' | 'put back' | 'withheld' | 'closed' | 'counted again' | 'opened again';
  held: boolean;
  overdue: boolean;
  /** Deliveries that nothing settles by itself. */
  uncertain: number;
};

/** Slices are put back when none has ended for so long: their workers must have ended, or have left something over. */
const quietSeconds = 15 * 60;
/** Uncertain deliveries are waited for this long after the last slice ended. */
const closeAfterHours = 72;

/**
 * Brings a frozen edition further: settles what is silent, puts back what is left, closes what is finished. Each step depends on
 * what stands in the tables, so two sweeps at once, or one beside publish and workers, do no harm.
 */
export async function lookAfterEdition(
  care: EditionCare,
  publication: Publication,
  row: EditionRow,
  now: Instant,
): Promise<CareReport> {
  const manifest = await archivedManifest(care.archive, row);
  if (row.state === 'closed') return reportOn(row, await countAgain(care, publication, row, manifest, now));
  if (!row.stopped && !isQuiet(row, now) && (await unfinishedSlices(care.slices, row)).length > 0) {
    return { ...reportOn(row, 'nothing'), overdue: isOverdue(row, manifest.window.to, now) };
  }
  let census = await takeCensus(care, row);
  const settled = await settleSilent(care, row, census, now, care.settings.settle);
  if (settled.givenBack + settled.orphaned > 0) census = await takeCensus(care, row);
  const did = await goOn(care, publication, row, manifest, census, now);
  const overdue = did !== 'closed' && census.waiting > 0 && isOverdue(row, manifest.window.to, now);
  return { ...reportOn(row, did), overdue, uncertain: settled.stuck };
}

async function goOn(
  care: EditionCare,
  publication: Publication,
  row: EditionRow,
  manifest: Manifest,
  census: Census,
  now: Instant,
): Promise<CareReport['did']> {
  if (census.waiting > 0 && (row.stopped || isTooOldToMail(manifest.window.to, now))) {
    await withholdWaiting(care, row, census, row.stopped ? 'ended by an operator' : 'more than 30 days old');
    return 'withheld';
  }
  if (census.waiting > 0) return putBack(care, row, census, now);
  if (!isWorkedThrough(census) || !mayClose(row, manifest, census, now)) return 'nothing';
  await closeEdition(care, publication, row, manifest, census, now);
  return 'closed';
}

/** A round is begun by one sweep only; should that end before it has put the slices back, the next round does. */
async function putBack(
  { editions, slices, queue }: EditionCare,
  row: EditionRow,
  { waitingIn }: Census,
  now: Instant,
): Promise<CareReport['did']> {
  const { hold, notBefore, rounds } = row;
  if (hold !== null || (notBefore !== null && notBefore > now) || !isQuiet(row, now)) return 'nothing';
  // What waits behind another edition in its lane is on the queue already.
  if ((await queue.waiting()) > 0) return 'nothing';
  if (!(await editions.beginRound(row, rounds, now))) return 'nothing';
  for (const { number, done } of waitingIn) {
    if (done) await slices.reopen(row, number);
  }
  const numbers = waitingIn.map(({ number }) => number);
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

function reportOn({ edition, state, hold, uncertain }: EditionRow, did: CareReport['did']): CareReport {
  const closed = state === 'closed';
  return {
    edition,
    did,
    held: hold !== null && !closed,
    overdue: false,
    uncertain: closed ? uncertain : 0,
  };
}

/** Ends what is left of an edition: whoever waits is withheld, with the reason. Who is claimed meanwhile goes on. */
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
