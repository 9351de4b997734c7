import { hasEditions, linksNear } from '../../core/edition/chain.ts';
import { noteFirstSight, type SightContext } from '../../core/edition/first-sight.ts';
import type { Seal, Seals } from '../../core/edition/seal.ts';
import { type Clock, type Instant, plusHours } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';

/** The names of the sealed editions of the last months in order, and the newest seal. The next sweep sees what is sealed meanwhile. */
export type Chain = { editions: string[]; newest: Seal | undefined };

/** Editions of this long are looked after: a month, as long as one may be mailed, and a day for zones. */
const lookedAfterHours = 32 * 24;

/** Reads the end of the chain that a publication has under an id, by one list: the sweep does so every five minutes. */
export async function readChain(
  { seals }: { seals: Seals },
  publication: string,
  now: Instant,
): Promise<Chain> {
  const links = await linksNear(seals, publication, now);
  const last = links.at(-1);
  const newest = last === undefined ? undefined : await seals.read(publication, last);
  const names = [...links, newest?.plan.edition];
  const editions = names.filter(name => typeof name === 'string');
  return { editions: [...new Set(editions)], newest };
}

/** Writes down that a publication was seen, if no edition says where it begins, of its own or under its former id. */
export async function noteBeginning(
  context: SightContext & { seals: Seals; clock: Clock },
  { id, formerly }: Pick<Publication, 'id' | 'formerly'>,
  { editions }: Chain,
): Promise<void> {
  if (editions.length > 0) return;
  if (formerly !== undefined && (await hasEditions(context.seals, formerly))) return;
  await noteFirstSight(context, id, async () => context.clock.now());
}

/** Names of the editions that may still have something to be done, oldest first. */
export function recentEditions({ editions }: Chain, now: Instant): string[] {
  const first = plusHours(now, -lookedAfterHours).slice(0, '2026-11-23'.length);
  return editions.filter(name => name >= first);
}
