import * as z from 'zod';
import { type Instant, instantSchema, plusHours } from '../foundation/instant.ts';

/** Mail to a reader that came back for now, by the edition that it was: what is kept of it until a delivery arrives, or long after the last. */
export const softBouncesSchema = z.object({
  publication: z.string(),
  reader: z.string().regex(/^[0-9a-f]{32}$/),
  /** Of the reader's address: where mail to a whole domain comes back, no mailbox is to blame. */
  domain: z.string(),
  /** Each edition once, oldest first, with when it was mailed. */
  editions: z.array(z.object({ edition: z.string(), at: instantSchema })),
});
/** What is kept of a reader's soft bounces. */
export type ReaderSoftBounces = z.infer<typeof softBouncesSchema>;

/** One edition that came back for now. */
export type SoftBounce = Omit<ReaderSoftBounces, 'editions'> & { edition: string; at: Instant };

/** The soft bounces of readers, a row each. */
export interface SoftBounces {
  /** Adds one to its reader's, by the rules of `withBounce`. */
  note(bounce: SoftBounce): Promise<void>;
  /** All of a publication; those that are over count as gone. */
  of(publication: string, now: Instant): AsyncIterable<ReaderSoftBounces>;
  /** Forgets a reader's: a delivery arrived, or the reader is none any more. */
  remove(publication: string, reader: string): Promise<void>;
}

/** What is kept is over so long after the last of it, in days. */
export const softBouncesLastDays = 120;
/** More than decide anything, also of a daily. */
const editionsAtMost = 100;

/** When what is kept of a reader is over. */
export function softBouncesEnd({ editions }: Pick<ReaderSoftBounces, 'editions'>): Instant | undefined {
  const last = editions
    .map(({ at }) => at)
    .sort()
    .at(-1);
  return last && plusHours(last, softBouncesLastDays * 24);
}

/** What is kept after one more. Each edition counts once, so order and number of reports do not matter. */
export function withBounce(
  standing: ReaderSoftBounces | undefined,
  { edition, at, ...whose }: SoftBounce,
): ReaderSoftBounces {
  const known = new Map(standing?.editions.map(one => [one.edition, one.at]));
  const before = known.get(edition);
  known.set(edition, before !== undefined && before < at ? before : at);
  const editions = [...known].map(([name, time]) => ({ edition: name, at: time }));
  editions.sort((a, b) => (a.edition < b.edition ? -1 : 1));
  return { ...whose, editions: editions.slice(-editionsAtMost) };
}

/** So many editions have to come back. */
const editionsAtLeast = 3;
/** And over so many days, by the rhythm of the publication. */
const daysAtLeast = { daily: 3, other: 30 };
const dayMilliseconds = 24 * 3600 * 1000;

/** What else a decision about a reader depends on. */
export type SoftBounceFacts = {
  /** When the reader agreed: what was mailed before says nothing of what they agreed to. */
  agreedAt: Instant;
  /** The editions since the first that came back of which the receiving server took the reader's. */
  delivered: readonly string[];
  /** Editions that came back to a fifth of the reader's domain. */
  oursOrTheirs: ReadonlySet<string>;
  isDaily: boolean;
};

/** The editions that came back since the last one that arrived, and count. */
export function countedBounces(
  { editions }: Pick<ReaderSoftBounces, 'editions'>,
  { agreedAt, delivered, oursOrTheirs }: Omit<SoftBounceFacts, 'isDaily'>,
): ReaderSoftBounces['editions'] {
  const arrived = [...delivered].sort().at(-1) ?? '';
  return editions.filter(
    ({ edition, at }) => edition > arrived && at >= agreedAt && !oursOrTheirs.has(edition),
  );
}

/**
 * Whether a reader's mail came back so often, for so long, with nothing that arrived in between, that the subscription ends; and since
 * when and why. Undefined if not. It depends on what is known alone, never on the order in which it came to be known.
 */
export function endingBySoftBounces(
  kept: Pick<ReaderSoftBounces, 'editions'>,
  facts: SoftBounceFacts,
): { at: Instant; how: string } | undefined {
  const bounces = countedBounces(kept, facts);
  const [first, last] = [bounces[0], bounces.at(-1)];
  if (!first || !last || bounces.length < editionsAtLeast) return undefined;
  const days = (timeOf(last.edition) - timeOf(first.edition)) / dayMilliseconds;
  if (days < (facts.isDaily ? daysAtLeast.daily : daysAtLeast.other)) return undefined;
  const at = bounces.reduce((latest, one) => (one.at > latest ? one.at : latest), first.at);
  return {
    at,
    how: `mail came back for now, time and again: ${bounces.length} editions, ${first.edition} to ${last.edition}, and none arrived`,
  };
}

/** Editions are named by their date. */
function timeOf(edition: string): number {
  return Date.parse(`${edition.slice(0, '2026-11-23'.length)}T00:00:00Z`);
}

/** Fewer of a domain say nothing of the domain. */
const ofDomainAtLeast = 5;
const shareOfDomain = 1 / 5;

/** Of each domain the editions that came back to so many of its readers that it may be the domain; and to how many. */
export function suspectDomains(all: Iterable<ReaderSoftBounces>): Map<string, Map<string, number>> {
  const domains = new Map<string, Map<string, number>>();
  for (const { domain, editions } of all) {
    const counts = domains.get(domain) ?? new Map<string, number>();
    domains.set(domain, counts);
    for (const { edition } of editions) counts.set(edition, (counts.get(edition) ?? 0) + 1);
  }
  for (const [domain, counts] of domains) {
    for (const [edition, count] of counts) if (count < ofDomainAtLeast) counts.delete(edition);
    if (counts.size === 0) domains.delete(domain);
  }
  return domains;
}

/** Of these editions those that came back to a fifth of the domain's active readers: our fault, or that of their server. */
export function oursOrTheirs(counts: ReadonlyMap<string, number> | undefined, readers: number): Set<string> {
  return new Set(
    [...(counts ?? [])].flatMap(([edition, n]) => (n >= readers * shareOfDomain ? [edition] : [])),
  );
}
