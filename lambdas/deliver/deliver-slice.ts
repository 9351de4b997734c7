import type { Publication } from '../core/configuration.ts';
import { closeIfComplete } from '../core/delivery/close-edition.ts';
import { type DeliveryContext, deliverToReader, type Outgoing } from '../core/delivery/deliver-to-reader.ts';
import { type Halt, isFinal } from '../core/delivery/delivery.ts';
import { CourantError } from '../core/errors.ts';
import { plusHours } from '../core/instant.ts';
import type { Archive, EditionRow, Editions, Readers, Slice } from '../core/ports.ts';
import { readManifest } from '../core/publishing/manifest.ts';

/** What delivering a slice needs from outside. */
export type DeliverContext = DeliveryContext & {
  archive: Archive;
  editions: Editions;
  readers: Readers;
  /** Milliseconds until the worker is ended. */
  timeLeft: () => number;
};

/**
 * `done`: every reader of the slice is settled. `passed over`: the edition does not want delivery now.
 * `unfinished`: work is left, and why; the slice has to be worked on again.
 */
export type SliceReport = { outcome: 'done' | 'passed over' } | { outcome: 'unfinished'; reason: string };

/** A worker with less than this left starts no further reader. */
const reserveMilliseconds = 60_000;
/** How long an edition rests when the mail service's 24-hour quota is used up. */
const quotaRestHours = 1;

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
  if (!row || !slice || !wantsDelivery(row, context)) return { outcome: 'passed over' };
  const report: SliceReport = slice.done
    ? { outcome: 'passed over' }
    : await workThrough(
        context,
        await readMessage(context, publication, edition),
        publication,
        edition,
        slice,
      );
  if (report.outcome === 'done') await context.editions.finishSlice(publication.id, edition, number);
  // Also for a slice that was done before: the worker that finished the last one may have ended just here.
  if (report.outcome !== 'unfinished') await closeIfComplete(context.editions, row);
  return report;
}

function wantsDelivery(row: EditionRow, { clock }: DeliverContext): boolean {
  return (
    row.state === 'delivering' &&
    row.hold === null &&
    (row.notBefore === null || row.notBefore <= clock.now())
  );
}

async function readMessage(
  { archive }: DeliverContext,
  publication: Publication,
  edition: string,
): Promise<Outgoing> {
  const read = async (name: string): Promise<string> => {
    const content = await archive.read(publication.id, edition, name);
    if (content === undefined) throw new MissingArchiveFileError(publication.id, edition, name);
    return content;
  };
  const bytes = Buffer.from(await read('message.eml'), 'latin1');
  const { places } = readManifest(await read('manifest.json'));
  return { from: publication.from.address, template: { bytes, places } };
}

async function workThrough(
  context: DeliverContext,
  outgoing: Outgoing,
  { id: publication }: Publication,
  edition: string,
  slice: Slice,
): Promise<SliceReport> {
  const readers = await readersOf(context, publication, slice);
  let unsettled = 0;
  for (const reader of slice.readers) {
    if (context.timeLeft() < reserveMilliseconds)
      return { outcome: 'unfinished', reason: 'the worker has no time left' };
    const key = { publication, edition, reader };
    const { state, stop } = await deliverToReader(context, outgoing, key, readers.get(reader));
    if (stop) return halt(context, publication, edition, stop);
    if (!isFinal(state)) unsettled += 1;
  }
  if (unsettled === 0) return { outcome: 'done' };
  return { outcome: 'unfinished', reason: `${unsettled} deliveries are claimed or uncertain` };
}

async function readersOf({ readers }: DeliverContext, publication: string, slice: Slice) {
  const [first, last] = [slice.readers[0], slice.readers.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  return new Map((await readers.range(publication, first, last)).map(reader => [reader.id, reader]));
}

/** One answer that holds for every reader stops the work; what it is decides when it goes on. */
async function halt(
  { editions, clock }: DeliverContext,
  publication: string,
  edition: string,
  stop: Halt,
): Promise<SliceReport> {
  if (stop.outcome === 'refused') await editions.hold(publication, edition, stop.reason);
  if (stop.outcome === 'exhausted') {
    await editions.postpone(publication, edition, plusHours(clock.now(), quotaRestHours));
  }
  return { outcome: 'unfinished', reason: `${stop.outcome}: ${stop.reason}` };
}
