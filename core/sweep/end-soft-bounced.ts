import type { Deliveries } from '../delivery/ledger/delivery.ts';
import { laterOf } from '../delivery/ledger/ledger.ts';
import type { Instant } from '../foundation/instant.ts';
import { domainOf } from '../publication/domains.ts';
import type { EndingKeeper } from '../readers/ending-keeper.ts';
import type { Reader, Readers } from '../readers/reader.ts';
import {
  endingBySoftBounces,
  oursOrTheirs,
  type ReaderSoftBounces,
  type SoftBounces,
  suspectDomains,
} from '../readers/soft-bounces.ts';

/** What ending subscriptions to which nothing arrives needs. */
export type SoftBounceContext = {
  softBounces: Pick<SoftBounces, 'of' | 'remove'>;
  readers: Pick<Readers, 'read' | 'all' | 'end'>;
  deliveries: Pick<Deliveries, 'read'>;
  keeper: Pick<EndingKeeper, 'keep'>;
};

/** A publication, and its editions in order. */
export type Mailed = { id: string; isDaily: boolean; editions: readonly string[] };

/**
 * Ends the subscriptions of a publication to which mail came back for now in so many editions, over so long, that it will not arrive any
 * more; forgets what came back of those to whom mail arrives again, or who do not read any more. Reads the rows of these readers alone, and
 * those of all only where mail to a whole domain may have come back. Answers how many it ended.
 */
export async function endSoftBounced(
  context: SoftBounceContext,
  publication: Mailed,
  now: Instant,
): Promise<number> {
  const all = await Array.fromAsync(context.softBounces.of(publication.id, now));
  const blameless = await editionsOfDomains(context, publication, all);
  let ended = 0;
  for (const kept of all) {
    const outcome = await judge(context, publication, kept, blameless.get(kept.domain) ?? new Set());
    if (outcome === 'ended') ended += 1;
    if (outcome !== 'on the way') await context.softBounces.remove(publication.id, kept.reader);
  }
  return ended;
}

async function judge(
  context: SoftBounceContext,
  publication: Mailed,
  kept: ReaderSoftBounces,
  blameless: ReadonlySet<string>,
): Promise<'ended' | 'over' | 'on the way'> {
  const { readers, keeper } = context;
  const { id, isDaily, editions } = publication;
  const reader = await readers.read(id, kept.reader);
  if (reader?.state !== 'active') return 'over';
  const facts = { agreedAt: reader.agreed.at, oursOrTheirs: blameless, isDaily };
  // The newest alone tells of most that there is nothing to do.
  const mayEnd = endingBySoftBounces(kept, { ...facts, delivered: [] }) !== undefined;
  const first = kept.editions[0]?.edition ?? '';
  const since = editions.filter(edition => edition >= first);
  const arrived = await lastArrived(context, reader, mayEnd ? since : since.slice(-1));
  if (arrived !== undefined && arrived > (kept.editions.at(-1)?.edition ?? '')) return 'over';
  const ending = endingBySoftBounces(kept, { ...facts, delivered: arrived === undefined ? [] : [arrived] });
  if (!ending) return 'on the way';
  if ((await readers.end(id, kept.reader, { state: 'bounced', ...ending })) === 'kept') return 'over';
  await keeper.keep([{ publication: id, reader: kept.reader, kind: 'bounced', at: ending.at }]);
  return 'ended';
}

/** The last of these editions, which are in order, that the receiving server took of the reader's. */
async function lastArrived(
  { deliveries }: SoftBounceContext,
  { publication, id }: Reader,
  editions: readonly string[],
): Promise<string | undefined> {
  for (const edition of editions.toReversed()) {
    const delivery = await deliveries.read({ publication, edition, reader: id });
    const word = delivery && laterOf(delivery)?.word;
    // Who complains has it.
    if (word === 'delivered' || word === 'complained') return edition;
  }
  return undefined;
}

/** Of each domain the editions of which its readers are not to blame that they came back. */
async function editionsOfDomains(
  { readers }: SoftBounceContext,
  { id }: Mailed,
  all: readonly ReaderSoftBounces[],
): Promise<Map<string, Set<string>>> {
  const suspects = suspectDomains(all);
  if (suspects.size === 0) return new Map();
  const active = new Map<string, number>();
  for await (const { state, address } of readers.all(id)) {
    const domain = domainOf(address);
    if (state === 'active' && suspects.has(domain)) active.set(domain, (active.get(domain) ?? 0) + 1);
  }
  return new Map(
    [...suspects].map(([domain, counts]) => [domain, oursOrTheirs(counts, active.get(domain) ?? 0)]),
  );
}
