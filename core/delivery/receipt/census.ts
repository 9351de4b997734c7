import type { Instant } from '../../foundation/instant.ts';
import { mapInOrder } from '../../foundation/map-in-order.ts';
import type { Deliveries, Delivery } from '../ledger/delivery.ts';
import { hasSendEvent, laterOf } from '../ledger/ledger.ts';
import type { EditionRow } from '../progress/editions.ts';
import type { Slice, Slices } from '../progress/slices.ts';

/** What became of an edition's deliveries: every reader of the audience counts in exactly one state. */
export type Census = {
  /** Readers of the frozen slices. */
  audience: number;
  /** Those who have no delivery yet count as waiting. */
  waiting: number;
  claimed: number;
  accepted: number;
  uncertain: number;
  /** Readers who have no delivery, and those of them whose slice is done, where nobody can lack one. */
  absent: number;
  lost: number;
  /** Why ▸ how many. */
  rejected: Record<string, number>;
  withheld: Record<string, number>;
  /** What SES said of accepted messages since, the most final word of each. */
  later: Record<string, number>;
  /** Accepted messages whose Send event came, and those whose did not (yet). */
  sent: number;
  unsent: number;
  /** Slices in which somebody waits, and whether they were done before. */
  waitingIn: Pick<Slice, 'number' | 'done'>[];
  /** Ids of readers of whom nobody knows whether SES took their message; so many at the most. */
  uncertainReaders: string[];
  /** The first and the last claim. */
  began: Instant | null;
  ended: Instant | null;
};

/** Slices read side by side: enough to hide the tables' answering time. */
const slicesAtOnce = 8;
/** More than anybody reads; the counts are whole whatever is named. */
const namedAtMost = 100;
const reasonsAtMost = 20;
const reasonLength = 120;

/** What the deliveries of an audience are read from. */
export type AudienceSources = {
  slices: Pick<Slices, 'all'>;
  deliveries: Pick<Deliveries, 'ofReaders'>;
};

/**
 * Counts the deliveries of an edition, slice by slice, so that an audience of any size needs no memory.
 *
 * @example
 * const row = await editions.read({ publication: 'china-tech-controls', edition: '2026-11-23' });
 * if (row) console.log((await takeCensus({ slices, deliveries }, row)).accepted);
 */
export async function takeCensus(sources: AudienceSources, row: EditionRow): Promise<Census> {
  const census = emptyCensus();
  for await (const { slice, deliveries } of audienceOf(sources, row)) countSlice(census, slice, deliveries);
  return census;
}

/** The slices of an edition's audience in order, each with the deliveries that its readers have. */
export async function* audienceOf(
  sources: AudienceSources,
  row: EditionRow,
): AsyncGenerator<{ slice: Slice; deliveries: Delivery[] }> {
  const withDeliveries = (slices: readonly Slice[]) =>
    mapInOrder(slices, slicesAtOnce, async slice => ({
      slice,
      deliveries: await sources.deliveries.ofReaders(row, slice.readers),
    }));
  let batch: Slice[] = [];
  for await (const slice of sources.slices.all(row)) {
    // A slice stored after the freezing belongs to nobody.
    if (slice.number > (row.audience?.slices ?? 0)) break;
    batch.push(slice);
    if (batch.length < slicesAtOnce) continue;
    yield* await withDeliveries(batch);
    batch = [];
  }
  yield* await withDeliveries(batch);
}

/** Nobody is waiting or in hand; some may be uncertain. */
export function isWorkedThrough({ waiting, claimed }: Census): boolean {
  return waiting === 0 && claimed === 0;
}

/** The sum over the reasons of a count. */
export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function emptyCensus(): Census {
  const counts = { audience: 0, waiting: 0, claimed: 0, accepted: 0, uncertain: 0, sent: 0, unsent: 0 };
  const missed = { absent: 0, lost: 0 };
  const lists = { waitingIn: [], uncertainReaders: [] };
  return { ...counts, ...missed, ...lists, rejected: {}, withheld: {}, later: {}, began: null, ended: null };
}

function countSlice(census: Census, { number, readers, done }: Slice, deliveries: readonly Delivery[]): void {
  const waited = census.waiting;
  for (const delivery of deliveries) countDelivery(census, delivery);
  census.audience += readers.length;
  const absent = readers.length - deliveries.length;
  census.waiting += absent;
  census.absent += absent;
  if (done) census.lost += absent;
  if (census.waiting > waited) census.waitingIn.push({ number, done });
}

function countDelivery(census: Census, delivery: Delivery): void {
  const { state, reader, claimedAt, reason } = delivery;
  if (claimedAt !== null) {
    census.began = census.began === null || claimedAt < census.began ? claimedAt : census.began;
    census.ended = census.ended === null || claimedAt > census.ended ? claimedAt : census.ended;
  }
  if (state === 'rejected' || state === 'withheld') add(census[state], reason ?? 'no reason given');
  else census[state] += 1;
  if (state === 'uncertain' && census.uncertainReaders.length < namedAtMost)
    census.uncertainReaders.push(reader);
  if (state === 'accepted') countAccepted(census, delivery);
}

function countAccepted(census: Census, delivery: Delivery): void {
  if (hasSendEvent(delivery)) census.sent += 1;
  else census.unsent += 1;
  const later = laterOf(delivery);
  if (later && later.word !== 'rejected') add(census.later, later.word);
}

/** Reasons are few as a rule; should each be of its own, they must not grow with the audience. */
function add(counts: Record<string, number>, reason: string): void {
  const short = reason.length > reasonLength ? `${reason.slice(0, reasonLength - 1)}…` : reason;
  const known = Object.hasOwn(counts, short) || Object.keys(counts).length < reasonsAtMost;
  const name = known ? short : 'other reasons';
  counts[name] = (counts[name] ?? 0) + 1;
}
