import type { Entry } from './entries.ts';
import type { Past } from './past.ts';
import { labelOf, speaks } from './show-fact.ts';

/** What an edition says once, under one number: a fact, and those of other articles that say the same. */
export type Item = { leader: Entry; others: readonly Entry[] };

/**
 * Makes one item of entries that say the same, in the order of the entries. The fact that the others name leads. If they name
 * each other in a ring, or all name a fact that this edition does not carry, the first one leads. One that has no statement in the
 * language does not lead while another has one. Facts with different labels stay apart, so that no plan, proposal or opinion hides behind a firmer fact.
 * @param published facts that earlier editions carried, by id: those of one number are one claim.
 */
export function groupSame(entries: readonly Entry[], published: Past['published'], language: string): Item[] {
  const byId = new Map(entries.map(entry => [entry.fact.id, entry]));
  const rank = new Map(entries.map((entry, index) => [entry, index]));
  const rankOf = (entry: Entry) => rank.get(entry) ?? 0;
  const groups = new Map<string, { leaders: Set<Entry>; all: Entry[] }>();
  for (const entry of entries) {
    const leader = leaderOf(entry, byId, rankOf);
    const key = keyOf(leader, published);
    const group = groups.get(key) ?? { leaders: new Set(), all: [] };
    groups.set(key, group);
    group.leaders.add(leader);
    group.all.push(entry);
  }
  return [...groups.values()]
    .map(({ leaders, all }): Item => {
      const named = all.find(entry => leaders.has(entry)) as Entry;
      const understood = all.find(({ fact }) => speaks(fact, language));
      const leader = speaks(named.fact, language) ? named : (understood ?? named);
      return { leader, others: all.filter(entry => entry !== leader) };
    })
    .sort((a, b) => rankOf(a.leader) - rankOf(b.leader));
}

/** Follows `sameAs` from fact to fact, to one that names no fact of this edition, or to the first of a ring. */
function leaderOf(entry: Entry, byId: ReadonlyMap<string, Entry>, rankOf: (entry: Entry) => number): Entry {
  const path = new Set<Entry>();
  let at = entry;
  while (!path.has(at)) {
    path.add(at);
    const next = byId.get(at.fact.sameAs ?? '');
    if (!next || labelOf(next.fact) !== labelOf(at.fact)) return at;
    at = next;
  }
  const ring = [...path].slice([...path].indexOf(at));
  return ring.reduce((first, other) => (rankOf(other) < rankOf(first) ? other : first));
}

/** Facts that name one claim also say the same as each other, whichever edition carried it. */
function keyOf({ fact }: Entry, published: Past['published']): string {
  const named = fact.sameAs ?? fact.id;
  const appeared = published.get(named)?.appeared;
  return JSON.stringify([labelOf(fact), appeared ? [appeared.edition, appeared.number] : named]);
}
