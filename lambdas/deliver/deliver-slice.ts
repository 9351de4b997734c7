import type { Binding, Bindings } from '../../core/delivery/binding/binding.ts';
import { type SliceCheck, sliceFooting } from '../../core/delivery/binding/check-ledger.ts';
import type { Deliveries } from '../../core/delivery/ledger/delivery.ts';
import { type EditionRow, type Editions, isTooOldToMail } from '../../core/delivery/progress/editions.ts';
import type { Slice, Slices } from '../../core/delivery/progress/slices.ts';
import {
  type Allowance,
  allowanceOrHalt,
  type SendingAccount,
} from '../../core/delivery/sending/allowance.ts';
import type { Halt } from '../../core/delivery/sending/mailer.ts';
import { shareOfRate } from '../../core/delivery/sending/pace.ts';
import { explainedHalt } from '../../core/delivery/sending/sealed-sender.ts';
import { type WorkContext, type WorkReport, workThrough } from '../../core/delivery/sending/work-through.ts';
import type { EditionSources } from '../../core/edition/chain-manifests.ts';
import type { Ownership } from '../../core/edition/ownership.ts';
import { counted } from '../../core/foundation/counts.ts';
import { type ErrorInWords, errorInWords } from '../../core/foundation/errors.ts';
import { type Instant, plusHours } from '../../core/foundation/instant.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { Named } from '../../core/publication/retired.ts';
import { type Addresses, asAddressStands } from '../../core/readers/address.ts';
import type { Reader, Readers } from '../../core/readers/reader.ts';
import { type TableMarks, tableObstacle } from '../../core/readers/readers-table.ts';
import { endedInSilence, stuckBecause } from '../../core/sweep/stuck-slices.ts';
import { readMessage } from './read-message.ts';

/** What delivering a slice needs from outside. */
export type DeliverContext = EditionSources &
  SliceCheck &
  Omit<WorkContext, 'atATime' | 'brake'> & {
    bindings: Pick<Bindings, 'noteEnd'>;
    /** Workers side by side, each of which takes its share of the account's rate. */
    lanes: number;
    account: SendingAccount;
    editions: Editions;
    slices: Pick<Slices, 'read' | 'finish'>;
    deliveries: Deliveries;
    readers: Pick<Readers, 'range'>;
    addresses: Pick<Addresses, 'range'>;
    tableMarks: Pick<TableMarks, 'identity' | 'read'>;
    ownership: Pick<Ownership, 'other'>;
    /** Which senders may send: an edition may have been sealed with another one. */
    configuration: Named;
  };

/**
 * What came of a slice. `done`: nobody in it waits. `open`: another worker holds some of its deliveries. `passed over`: the edition
 * or the slice needs no delivery. `unfinished`: some readers wait for a later round, and `reason` says why. In any case the queue message
 * is used up: the sweep puts the slice back if somebody waits.
 */
export type SliceReport =
  | { outcome: 'done' }
  | { outcome: 'open' | 'passed over' | 'unfinished'; reason: string };

/** Work on a slice threw. Its queue message is used up all the same, since those behind it in the lane must not wait for it. */
export type SliceFailure = { outcome: 'failed' } & ErrorInWords;

/** A message takes well under a second, so this many at once suffice for the rate. The client has no more sockets. */
const atATimeAtMost = 40;
/** How long an edition rests when the mail service's 24-hour quota is used up. */
const quotaRestHours = 1;
/** So often a worker checks whether somebody held or stopped the edition meanwhile. */
const brakeMilliseconds = 5_000;

/**
 * Delivers an edition to the readers of one slice, each at most once, in id order.
 *
 * @example
 * const edition = { publication: 'china-tech-controls', edition: '2026-11-23' };
 * const report = await deliverSlice(context, edition, 1);
 * if (report.outcome === 'unfinished') console.log(report.reason);
 * @param received how often the queue has given this message out by now. If that is more than once, a worker was ended at it.
 */
export async function deliverSlice(
  context: DeliverContext,
  edition: EditionKey,
  number: number,
  received = 1,
): Promise<SliceReport> {
  // The sweep of the stack that owns the stores puts the slice on a queue of its own.
  const owner = await context.ownership.other();
  if (owner) return passedOver(`the stack ${owner.stackName} owns the stores since ${owner.since}`);
  const row = await context.editions.read(edition);
  const slice = await context.slices.read(edition, number);
  if (!row || !slice) return { outcome: 'passed over', reason: 'no such slice' };
  const obstacle = obstacleTo(row, context.clock.now());
  if (obstacle) return obstacle;
  if (slice.done) return passedOver('the slice is done');
  const footing = await sliceFooting(context, row, slice);
  if ('obstacle' in footing) return passedOver(footing.obstacle);
  const stuck = received > 1 ? await stuckAfterEnd(context, row, number) : undefined;
  if (stuck !== undefined) return passedOver(stuck);
  const report = await deliver(context, edition, slice, footing.binding);
  await context.editions.progressed(edition, context.clock.now());
  return report;
}

/**
 * The same, but what it throws becomes a report, and is noted with the edition. The sweep puts the slice back, and holds the edition
 * when that comes to nothing again and again.
 */
export async function deliverOrReport(
  context: DeliverContext,
  edition: EditionKey,
  number: number,
  received = 1,
): Promise<SliceReport | SliceFailure> {
  try {
    return await deliverSlice(context, edition, number, received);
  } catch (error) {
    const words = errorInWords(error);
    const failure = { at: context.clock.now(), reason: words.reason };
    // What failed may be the table itself. Then the log alone has the reason; the sweep puts the slice back in any case.
    await context.editions.failed(edition, failure).catch(() => undefined);
    return { outcome: 'failed', ...words };
  }
}

/**
 * Notes that a worker was ended at a slice, and holds the edition once that happens again and again; answers why. Each such worker
 * keeps its lane for minutes, and the slices of a held edition are passed over at once.
 */
async function stuckAfterEnd(
  { editions, clock }: DeliverContext,
  row: EditionRow,
  number: number,
): Promise<string | undefined> {
  const fruitless = row.fruitless + 1;
  await editions.failed(row, { at: clock.now(), reason: endedInSilence }, fruitless);
  const stuck = stuckBecause(fruitless, [number], endedInSilence);
  if (stuck !== undefined) await editions.hold(row, stuck);
  return stuck;
}

function passedOver(reason: string): SliceReport {
  return { outcome: 'passed over', reason };
}

function obstacleTo(row: EditionRow, now: Instant): SliceReport | undefined {
  if (row.state !== 'delivering') return passedOver(`the edition is ${row.state}`);
  if (row.stopped) return passedOver('an operator stopped the edition');
  if (row.hold !== null) return passedOver(`the edition is held: ${row.hold}`);
  if (row.notBefore !== null && row.notBefore > now) {
    return { outcome: 'unfinished', reason: `the edition rests until ${row.notBefore}` };
  }
  return undefined;
}

async function deliver(
  context: DeliverContext,
  edition: EditionKey,
  slice: Slice,
  binding: Binding,
): Promise<SliceReport> {
  const { outgoing, publishedAt } = await readMessage(context, edition, binding);
  if (isTooOldToMail(publishedAt, context.clock.now()))
    return passedOver('the edition is more than 30 days old');
  const allowance = await allowanceOrHalt(context.account);
  if ('outcome' in allowance) {
    await halt(context, edition, allowance);
    return reportOf({ end: 'halted', stop: allowance });
  }
  const otherTable = await tableObstacle(context.tableMarks, edition);
  if (otherTable !== undefined) return { outcome: 'unfinished', reason: otherTable };
  const readers = await readersOf(context, edition, slice);
  const work = slice.readers.map(id => ({
    key: { publication: edition.publication, edition: edition.edition, reader: id },
    reader: readers.get(id),
  }));
  const atATime = paceFor(context, allowance);
  const brake = brakeOf(context, edition);
  const report = await workThrough({ ...context, atATime, brake }, outgoing, work);
  if (report.end === 'settled') {
    await context.bindings.noteEnd(binding, slice.number);
    await context.slices.finish(edition, slice.number);
  }
  if (report.end === 'halted')
    await halt(context, edition, explainedHalt(context.configuration, edition, outgoing.from, report.stop));
  return reportOf(report);
}

/** Sets the pace that all slices of this worker share; returns how many readers it takes at a time. */
function paceFor({ pace, lanes }: DeliverContext, { perSecond }: Allowance): number {
  const rate = (perSecond * shareOfRate) / lanes;
  pace.change(rate);
  return Math.min(Math.max(Math.ceil(rate), 1), atATimeAtMost);
}

/** Returns a check that notices, within seconds, what others decided about the edition. */
function brakeOf(
  { editions, clock, watch }: DeliverContext,
  edition: EditionKey,
): () => Promise<string | undefined> {
  let lookedAt = watch.now();
  let obstacle: SliceReport | undefined;
  return async () => {
    if (watch.now() - lookedAt >= brakeMilliseconds) {
      lookedAt = watch.now();
      const row = await editions.read(edition);
      obstacle = row && obstacleTo(row, clock.now());
    }
    return obstacle && 'reason' in obstacle ? obstacle.reason : undefined;
  };
}

function reportOf(report: WorkReport): SliceReport {
  switch (report.end) {
    case 'settled':
      return { outcome: 'done' };
    case 'open': {
      const deliveries = counted(report.count, 'delivery is', 'deliveries are');
      return { outcome: 'open', reason: `${deliveries} in another worker's hands` };
    }
    case 'out of time':
    case 'braked':
      return { outcome: 'unfinished', reason: report.reason };
    case 'halted':
      return { outcome: 'unfinished', reason: `${report.stop.outcome}: ${report.stop.reason}` };
  }
}

/** Whose address ended for every publication has ended here too. */
async function readersOf(
  { readers, addresses }: DeliverContext,
  { publication }: EditionKey,
  slice: Slice,
): Promise<Map<string, Reader | undefined>> {
  const [first, last] = [slice.readers[0], slice.readers.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const found = await readers.range(publication, first, last);
  const standing = new Map((await addresses.range(first, last)).map(address => [address.id, address]));
  return new Map(found.map(reader => [reader.id, asAddressStands(reader, standing.get(reader.id))]));
}

/** Stops the edition on an answer that holds for every reader; the answer decides when the edition goes on. */
async function halt({ editions, clock }: DeliverContext, edition: EditionKey, stop: Halt): Promise<void> {
  if (stop.outcome === 'refused') await editions.hold(edition, stop.reason);
  if (stop.outcome === 'exhausted') {
    await editions.postpone(edition, plusHours(clock.now(), quotaRestHours));
  }
}
