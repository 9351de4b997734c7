import type { Entry } from './entries.ts';
import { isView } from './label.ts';

/** What an edition says once, under one number: a fact, and those of other articles that say the same. */
export type Item = { leader: Entry; others: readonly Entry[] };

/**
 * Makes one item of entries that say the same, in the order of the entries. The fact that the others name leads; where they name
 * each other in a ring, or all name one that an earlier edition carried, the first of them does. What happened and a view of it
 * stay apart, and names of facts that nobody carried mean nothing.
 * @param published ids of facts that earlier editions carried.
 */
export function groupSame(entries: readonly Entry[], published: ReadonlyMap<string, unknown>): Item[] {
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
      const leader = all.find(entry => leaders.has(entry)) as Entry;
      return { leader, others: all.filter(entry => entry !== leader) };
    })
    .sort((a, b) => rankOf(a.leader) - rankOf(b.leader));
}

/** Follows what each says it is the same as, to the one that names none of this edition, or to the first of a ring. */
function leaderOf(entry: Entry, byId: ReadonlyMap<string, Entry>, rankOf: (entry: Entry) => number): Entry {
  const path = new Set<Entry>();
  let at = entry;
  while (!path.has(at)) {
    path.add(at);
    const next = byId.get(at.fact.sameAs ?? '');
    if (!next || isView(next.fact) !== isView(at.fact)) return at;
    at = next;
  }
  const ring = [...path].slice([...path].indexOf(at));
  return ring.reduce((first, other) => (rankOf(other) < rankOf(first) ? other : first));
}

/** Those that name one fact of an earlier edition say the same as each other, too. */
function keyOf({ fact }: Entry, published: ReadonlyMap<string, unknown>): string {
  const named = fact.sameAs !== undefined && published.has(fact.sameAs) ? fact.sameAs : fact.id;
  return `${isView(fact)} ${named}`;
}
