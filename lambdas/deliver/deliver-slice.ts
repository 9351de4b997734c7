import type { Publication } from '../core/configuration.ts';
import { closeIfComplete } from '../core/delivery/close-edition.ts';
import type { Outgoing } from '../core/delivery/deliver-to-reader.ts';
import type { Halt } from '../core/delivery/delivery.ts';
import { Pace, type Stopwatch } from '../core/delivery/pace.ts';
import type { Reader } from '../core/delivery/reader.ts';
import { type WorkContext, type WorkReport, workThrough } from '../core/delivery/work-through.ts';
import { CourantError } from '../core/errors.ts';
import { type Instant, plusHours } from '../core/instant.ts';
import type {
  Allowance,
  Archive,
  EditionRow,
  Editions,
  Readers,
  SendingAccount,
  Slice,
} from '../core/ports.ts';
import { readManifest } from '../core/publishing/manifest.ts';

/** What delivering a slice needs from outside. */
export type DeliverContext = Omit<WorkContext, 'pace' | 'atATime'> & {
  account: SendingAccount;
  archive: Archive;
  editions: Editions;
  readers: Readers;
};

/**
 * `done`: every reader of the slice is settled. `open`: some are claimed or uncertain, and only later knowledge can settle them.
 * `passed over`: the edition does not want delivery. `unfinished`: work is left that can be done later, and why it was not now.
 */
export type SliceReport =
  | { outcome: 'done' }
  | { outcome: 'open' | 'passed over' | 'unfinished'; reason: string };

/** The account's rate is shared with whatever else it sends, and counted by another clock than ours: some of it stays unused. */
const shareOfRate = 0.8;
/** A message takes well under a second; this many under way are enough for the rate, and no more than the client has sockets. */
const atATimeAtMost = 40;
/** How long an edition rests when the mail service's 24-hour quota is used up. */
const quotaRestHours = 1;
/** An edition older than this is mailed to nobody any more: it would be mistaken for news. */
const deliveredForHours = 30 * 24;

/** The archive lacks what its seal holds. */
export class MissingArchiveFileError extends CourantError {
  constructor(publication: string, edition: string, name: string) {
    super(
      `archive: expected ${name} of edition ${edition} of ${publication}, found nothing. ` +
        'Run the publish function again for the edition: it unpacks the seal.',
    );
  }
}

/** Delivers an edition to the readers of one slice, each at most once, in id order. */
export async function deliverSlice(
  context: DeliverContext,
  publication: Publication,
  edition: string,
  number: number,
): Promise<SliceReport> {
  const row = await context.editions.read(publication.id, edition);
  const slice = await context.editions.slice(publication.id, edition, number);
  if (!row || !slice) return { outcome: 'passed over', reason: 'there is no such slice' };
  const obstacle = obstacleTo(row, context.clock.now());
  if (obstacle) return obstacle;
  const report = slice.done
    ? passedOver('the slice is done')
    : await deliver(context, publication.id, edition, slice);
  // Also for a slice that was done before: the worker that finished the last one may have ended just here.
  if (slice.done || report.outcome === 'done') await closeIfComplete(context.editions, row);
  return report;
}

function passedOver(reason: string): SliceReport {
  return { outcome: 'passed over', reason };
}

function obstacleTo(row: EditionRow, now: Instant): SliceReport | undefined {
  if (row.state !== 'delivering') return passedOver(`the edition is ${row.state}`);
  if (row.hold !== null) return passedOver(`the edition is held: ${row.hold}`);
  if (row.notBefore !== null && row.notBefore > now) {
    return { outcome: 'unfinished', reason: `the edition rests until ${row.notBefore}` };
  }
  return undefined;
}

async function deliver(
  context: DeliverContext,
  publication: string,
  edition: string,
  slice: Slice,
): Promise<SliceReport> {
  const { outgoing, publishedAt } = await readMessage(context, publication, edition);
  if (plusHours(publishedAt, deliveredForHours) < context.clock.now())
    return passedOver('the edition is more than 30 days old');
  const allowance = await context.account.allowance();
  if (allowance.left < 1) {
    const stop: Halt = { outcome: 'exhausted', reason: 'nothing is left of the 24-hour quota' };
    await halt(context, publication, edition, stop);
    return reportOf({ end: 'halted', stop });
  }
  const readers = await readersOf(context, publication, slice);
  const work = slice.readers.map(id => ({
    key: { publication, edition, reader: id },
    reader: readers.get(id),
  }));
  const report = await workThrough({ ...context, ...paceFor(allowance, context.watch) }, outgoing, work);
  if (report.end === 'settled') await context.editions.finishSlice(publication, edition, slice.number);
  if (report.end === 'halted') await halt(context, publication, edition, report.stop);
  return reportOf(report);
}

function paceFor({ perSecond }: Allowance, watch: Stopwatch): Pick<WorkContext, 'pace' | 'atATime'> {
  const rate = perSecond * shareOfRate;
  return { pace: new Pace(rate, watch), atATime: Math.min(Math.max(Math.ceil(rate), 1), atATimeAtMost) };
}

function reportOf(report: WorkReport): SliceReport {
  switch (report.end) {
    case 'settled':
      return { outcome: 'done' };
    case 'open':
      return { outcome: 'open', reason: `${report.count} deliveries are claimed or uncertain` };
    case 'out of time':
      return { outcome: 'unfinished', reason: report.reason };
    case 'halted':
      return { outcome: 'unfinished', reason: `${report.stop.outcome}: ${report.stop.reason}` };
  }
}

/** The message and its sender as they were sealed: a configuration changed since must not change them. */
async function readMessage(
  { archive }: DeliverContext,
  publication: string,
  edition: string,
): Promise<{ outgoing: Outgoing; publishedAt: Instant }> {
  const read = async (name: string): Promise<string> => {
    const content = await archive.read(publication, edition, name);
    if (content === undefined) throw new MissingArchiveFileError(publication, edition, name);
    return content;
  };
  const bytes = Buffer.from(await read('message.eml'), 'latin1');
  const { places, from, window } = readManifest(await read('manifest.json'));
  return { outgoing: { from: from.address, template: { bytes, places } }, publishedAt: window.to };
}

async function readersOf(
  { readers }: DeliverContext,
  publication: string,
  slice: Slice,
): Promise<Map<string, Reader>> {
  const [first, last] = [slice.readers[0], slice.readers.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  return new Map((await readers.range(publication, first, last)).map(reader => [reader.id, reader]));
}

/** One answer that holds for every reader stops the edition; what it is decides when it goes on. */
async function halt(
  { editions, clock }: DeliverContext,
  publication: string,
  edition: string,
  stop: Halt,
): Promise<void> {
  if (stop.outcome === 'refused') await editions.hold(publication, edition, stop.reason);
  if (stop.outcome === 'exhausted') {
    await editions.postpone(publication, edition, plusHours(clock.now(), quotaRestHours));
  }
}
