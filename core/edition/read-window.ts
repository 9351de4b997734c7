import type { FactLog, StoredRecord } from '../articles/fact-log.ts';
import { recordName } from '../articles/record-key.ts';
import { type Instant, plusHours } from '../foundation/instant.ts';
import { mapInOrder } from '../foundation/map-in-order.ts';
import type { Publication } from '../publication/configuration.ts';
import type { Plan } from '../publication/plan.ts';
import { lastLinks, linksNear } from './chain.ts';
import type { Seal, Seals } from './seal.ts';
import { editionLimits, tooManyRecords } from './too-much.ts';

/** A record may become visible this long after the time it carries, and still be found. */
const lookBackHours = 48;
/** Enough to hide the store's answering time, too few to be slowed down by it. */
const readsAtOnce = 16;

/**
 * Reads the log records that an edition takes up: all that were recorded in its window, and those from up to 48 hours before it that
 * no sealed edition has read, because they were being written while the last edition was compiled. No record is taken up twice.
 * Passes over a record whose name belongs to another record.
 *
 * What was recorded before the publication's `coversSince`, or before the plan's `begins`, stays out.
 *
 * @param publication leaves out what its chain under its former id has read as well.
 * @throws TooMuchError if there are more of them than may be read.
 */
export async function readWindow(
  ports: { log: FactLog; seals: Seals },
  plan: Plan,
  publication: Pick<Publication, 'coversSince' | 'formerly' | 'topics'>,
): Promise<StoredRecord[]> {
  const { coversSince, formerly } = publication;
  const chains = [...(plan.previous === null ? [] : [plan.publication]), ...(formerly ? [formerly] : [])];
  const since = chains.length === 0 ? plan.window.from : lookBack(plan, coversSince);
  const taken = new Set<string>();
  let isLate = false;
  for (const chain of chains) isLate = await addSealedSince(ports.seals, chain, since, taken, isLate);
  const keys = (await ports.log.keys(since, plan.window.to)).filter(key => !taken.has(key));
  if (keys.length > editionLimits.records)
    throw await tooManyRecords(plan, publication, keys, key => readNamed(ports.log, key));
  const records = await mapInOrder(keys, readsAtOnce, key => readNamed(ports.log, key));
  return records.flatMap(record => record ?? []);
}

/** Keys of the records that an edition could take up, and of those that were taken up shortly before it: while they are the same, nothing was filed. */
export async function recordsInReach(log: Pick<FactLog, 'keys'>, { window }: Plan): Promise<string[]> {
  return log.keys(window.from && plusHours(window.from, -lookBackHours), window.to);
}

/** The record, if it is the one that has its name; undefined for one that is passed over. */
export async function readNamed(
  log: Pick<FactLog, 'stored' | 'recordNamed'>,
  key: string,
): Promise<StoredRecord | undefined> {
  const stored = await log.stored(key);
  return (await log.recordNamed(recordName(stored.record))) === key ? stored : undefined;
}

function lookBack({ window, begins }: Plan, coversSince: Instant | undefined): Instant | null {
  if (window.from === null) return null;
  const bounds = [begins, coversSince].flatMap(bound => bound ?? []);
  return bounds.reduce((one, other) => (one > other ? one : other), plusHours(window.from, -lookBackHours));
}

/**
 * Keys that sealed editions whose windows end after `since` have read, found by walking a chain backwards.
 * @param isLate whether the chain most likely ended long before: then no more than its last months are listed.
 * @returns whether it came to one that ended before `since`, and so did all that came before that one.
 */
async function addSealedSince(
  seals: Seals,
  publication: string,
  since: Instant | null,
  taken: Set<string>,
  isLate: boolean,
): Promise<boolean> {
  const links =
    isLate && since !== null
      ? await lastLinks(seals, publication, since)
      : await linksNear(seals, publication, since ?? undefined);
  for (const link of links.reverse()) {
    const seal = await seals.read(publication, link);
    if (seal && endsBefore(seal, since)) return true;
    if (!seal) return false;
    for (const key of seal.records) taken.add(key);
  }
  return false;
}

function endsBefore(seal: Seal, since: Instant | null): boolean {
  return since !== null && seal.plan.window.to <= since;
}
