import type { WordsIn } from '../../articles/own-words.ts';
import { toldOf } from '../../digest/told-digest.ts';
import type { Manifest } from '../../edition/manifest.ts';
import type { History, PastEdition } from '../../edition/months/past-edition.ts';
import { dayEnd } from './day-standing.ts';
import {
  type Amendment,
  type Digests,
  type Entry,
  isSame,
  type Place,
  placeOf,
  standingsOf,
} from './standings.ts';

/** What became of an edition's headline: the fact or the day that it tells was withdrawn since, or is told in other words. */
export type HeadlineStanding = { kind: 'corrected' | 'withdrawn'; said: Place; at: Manifest['window']['to'] };

/** What became of the headline of an edition; null while it stands. */
export async function headlineStanding(
  own: PastEdition,
  history: History,
  digests: Digests,
): Promise<HeadlineStanding | null> {
  const at = history.findIndex(
    ({ publication, manifest }) =>
      publication === own.publication && manifest.edition === own.manifest.edition,
  );
  const later = history.slice(at + 1);
  const amendments = later.flatMap(by => by.manifest.corrections.map(entry => ({ by, entry })));
  if (amendments.length === 0) return null;
  const putRight = amendments.filter(({ entry }) => entry.publisher === undefined);
  const fact = await headlineFact(own, putRight, digests);
  if (!fact || !amendments.some(({ entry }) => entry.fact === fact)) return null;
  if (!isToldBy(own, fact)) {
    const end = await dayEnd(own, fact, amendments, digests);
    return end && { kind: end.kind, ...saidBy(end.last) };
  }
  const last = putRight.findLast(({ entry }) => entry.fact === fact);
  if (!last) return withdrawnByAll(own, fact, history, digests);
  const standing = saidBy(last);
  if (last.entry.kind === 'retraction') {
    return wasWithdrawn(own, fact) ? null : { kind: 'withdrawn', ...standing };
  }
  const told = await digests(own);
  const before = toldOf(told, fact)?.said ?? told.corrections.find(({ id }) => id === fact)?.right;
  const right = (await digests(last.by)).corrections.find(({ id }) => id === fact)?.right;
  const isAsTold = before && right && isSame(before, right) && sameShort(before.short, right.short);
  return isAsTold ? null : { kind: 'corrected', ...standing };
}

/** What several articles said is withdrawn once each of them is, one after the other. */
async function withdrawnByAll(
  { publication, manifest: { edition } }: PastEdition,
  fact: string,
  history: History,
  digests: Digests,
): Promise<HeadlineStanding | null> {
  const standings = await standingsOf({ publication, edition }, history, digests);
  const number = standings.find(standing => standing.fact === fact)?.number;
  const gone = standings.find(
    one => one.number === number && one.kind === 'withdrawn' && one.publisher === null,
  );
  const by = history.find(
    past => past.publication === gone?.said.publication && past.manifest.edition === gone.said.edition,
  );
  return gone && by ? { kind: 'withdrawn', said: gone.said, at: by.manifest.window.to } : null;
}

function saidBy({ by, entry }: Amendment): Omit<HeadlineStanding, 'kind'> {
  return { said: placeOf(by, entry), at: by.manifest.window.to };
}

/** An edition carries the fact that heads it, or puts it right; else a day heads it, of which the fact told before. */
function isToldBy({ manifest }: PastEdition, fact: string): boolean {
  return manifest.facts.includes(fact) || manifest.corrections.some(entry => entry.fact === fact);
}

/** A headline that tells of a withdrawal stays right when the same is withdrawn again. */
function wasWithdrawn({ manifest }: PastEdition, fact: string): boolean {
  return manifest.corrections.some(entry => entry.fact === fact && entry.kind === 'retraction');
}

function sameShort(was: WordsIn | null, is: WordsIn | null): boolean {
  return was === null || was.text === is?.text;
}

/**
 * The fact that a headline tells: its manifest says which. Those of before do not; they were headed by the first fact in brief, for which
 * their digest is read only if something of the edition was put right.
 */
async function headlineFact(
  own: PastEdition,
  putRight: readonly { entry: Entry }[],
  digests: Digests,
): Promise<string | undefined> {
  const { headline, edition } = own.manifest;
  if (headline) return headline.fact;
  if (!putRight.some(({ entry }) => entry.edition === edition)) return undefined;
  const { inBrief, sections, views } = await digests(own);
  const facts = [...sections.flatMap(section => section.facts), ...views];
  return facts.find(({ number }) => number === inBrief[0])?.id;
}
