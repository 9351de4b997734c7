import { type Instant, plusHours } from '../instant.ts';
import { mapInOrder } from '../map-in-order.ts';
import type { FactLog, Seals, StoredRecord } from '../ports.ts';
import type { Plan, Seal } from './seal.ts';

/** A record may become visible this long after the time it carries, and still be found. */
const lookBackHours = 48;
/** Enough to hide the store's answering time, too few to be slowed down by it. */
const readsAtOnce = 16;

/**
 * Reads the log records that an edition takes up: all recorded in its window, and those from up to 48 hours before it that
 * no sealed edition has read (a record that was being written while the last edition was compiled). None is taken up twice.
 * Records of an article that is filed under another record are passed over.
 *
 * @param coversSince nothing recorded before this is ever looked at.
 */
export async function readWindow(
  ports: { log: FactLog; seals: Seals },
  plan: Plan,
  coversSince: Instant | null,
): Promise<StoredRecord[]> {
  const { to } = plan.window;
  const since = startOfReading(plan, coversSince);
  const taken = await recordsSealedSince(ports.seals, plan, since);
  const keys = (await ports.log.keys(since, to)).filter(key => !taken.has(key));
  const records = await mapInOrder(keys, readsAtOnce, key => readNamed(ports.log, key));
  return records.flatMap(record => record ?? []);
}

/** The record, if it is the one that its article names. */
async function readNamed(log: FactLog, key: string): Promise<StoredRecord | undefined> {
  const record = await log.read(key);
  return (await log.recordOfArticle(record.article.id)) === key ? { key, record } : undefined;
}

function startOfReading(plan: Plan, coversSince: Instant | null): Instant | null {
  if (plan.window.from === null || plan.previous === null) return plan.window.from;
  const lookBack = plusHours(plan.window.from, -lookBackHours);
  return coversSince !== null && coversSince > lookBack ? coversSince : lookBack;
}

/** Keys that sealed editions whose windows end after `since` have read, found by walking the chain backwards. */
async function recordsSealedSince(seals: Seals, plan: Plan, since: Instant | null): Promise<Set<string>> {
  const links = await seals.links(plan.publication);
  const newest = plan.previous === null ? -1 : links.length - 1;
  const taken = new Set<string>();
  for (let index = newest; index >= 0; index -= 1) {
    const seal = await seals.read(plan.publication, links[index] ?? null);
    if (!seal || endsBefore(seal, since)) break;
    for (const key of seal.records) taken.add(key);
  }
  return taken;
}

function endsBefore(seal: Seal, since: Instant | null): boolean {
  return since !== null && seal.plan.window.to <= since;
}
