import { emptyMonth, type MonthState, monthOf, withContribution } from './month-state.ts';
import { type History, headedBy, joined, type PastEdition, placeInHistory } from './past-edition.ts';

/** Finds the state of the month in which an edition lies, under whatever id; undefined where there is none. */
export type StateOf = (edition: string) => Promise<MonthState | undefined>;

/**
 * A month as the whole history of a publication makes it: what folding every edition in comes to. For whoever makes an archive anew, or looks
 * whether a state is right.
 * @param history of the publication, the former id's editions first. @param chains its ids, the former one first
 */
export function monthFromHistory(
  publication: string,
  month: string,
  history: History,
  chains: readonly string[],
): MonthState {
  const isOwn = (past: PastEdition) =>
    past.publication === publication && monthOf(past.manifest.edition) === month;
  const [first, last] = [history.findIndex(isOwn), history.findLastIndex(isOwn)];
  const empty = emptyMonth(publication, month);
  const beside = {
    first: history.find(past => past.publication === publication)?.sha256 ?? null,
    before: history[first - 1] ?? null,
    after: history[last + 1] ?? null,
  };
  const state = withContribution(empty, { ...beside, editions: history.filter(isOwn) }, chains);
  return withContribution(state, { saying: sayingAbout(state, history, chains) }, chains);
}

/**
 * The editions that bear on those of a month: that correct, withdraw or update a fact of theirs, or one that overtook such a fact; that correct what
 * updates one; that correct later what they corrected, or what their headlines tell; that took an amendment of their facts up silently; and those whose
 * headlines tell of their facts.
 */
export function sayingAbout(
  { editions, publication, month }: MonthState,
  history: History,
  chains: readonly string[],
): PastEdition[] {
  const facts = factsOf(editions);
  const last = editions.at(-1);
  const end = last ? placeInHistory(chains, last) : '';
  const { bearing, telling } = bearingOn(facts.carried, history);
  return history.filter(past => {
    if (past.publication === publication && monthOf(past.manifest.edition) === month) return false;
    const { corrections, updates, amended } = past.manifest;
    const isLater = placeInHistory(chains, past) > end;
    return (
      updates.some(({ fact }) => bearing.has(fact)) ||
      corrections.some(({ fact }) => telling.has(fact) || (isLater && facts.told.has(fact))) ||
      amended.some(({ fact }) => facts.carried.has(fact)) ||
      headedBy(past).some(fact => facts.carried.has(fact))
    );
  });
}

function factsOf(editions: History): { carried: Set<string>; told: Set<string> } {
  return {
    carried: new Set(editions.flatMap(({ manifest }) => manifest.facts)),
    told: new Set(editions.flatMap(retoldIn)),
  };
}

/** Facts of which an edition tells again: that it corrects, or that its headline tells of. */
export function retoldIn(past: PastEdition): string[] {
  return [...past.manifest.corrections.map(({ fact }) => fact), ...headedBy(past)];
}

/** What bears on some facts. */
export type Bearing = {
  /** These, with what overtook them, and what overtook that: whatever updates one of them may tell what has become of these. */
  bearing: ReadonlySet<string>;
  /** The same, with what updates one of them and leaves it as it is: put right, or withdrawn, it may do so no longer. */
  telling: ReadonlySet<string>;
};

/**
 * Finds what bears on some facts. It does not go on from what leaves a fact as it is, so that figures of which each follows the last one do not all
 * bear on the first.
 */
export function bearingOn(carried: ReadonlySet<string>, history: History): Bearing {
  const updates = history.flatMap(({ manifest }) => manifest.updates);
  const bearing = new Set(carried);
  for (let before = -1; before < bearing.size; ) {
    before = bearing.size;
    for (const { fact, by, was } of updates) if (was !== null && bearing.has(fact)) bearing.add(by.fact);
  }
  const told = updates.filter(({ fact }) => bearing.has(fact)).map(({ by }) => by.fact);
  return { bearing, telling: new Set([...bearing, ...told]) };
}

/**
 * The same from the months of the facts that bear on a month, instead of the whole history: each of them knows all that bears on its own. The month
 * knows what bore on it before; so only what an edition adds to that is looked up.
 * @param own an edition that bears on the month and that months may not know yet.
 */
export async function sayingByMonths(
  state: MonthState,
  own: PastEdition,
  stateOf: StateOf,
  chains: readonly string[],
): Promise<PastEdition[]> {
  const { carried } = factsOf(state.editions);
  let known = joined(chains, state.editions, state.saying, [own]);
  const before = known.filter(past => past.manifest.edition !== own.manifest.edition);
  const inside = bearingOn(carried, before);
  const loaded = new Set<string>();
  for (let count = -1; count < loaded.size; ) {
    count = loaded.size;
    const { bearing } = bearingOn(carried, known);
    const updates = known.flatMap(({ manifest }) => manifest.updates.filter(({ fact }) => bearing.has(fact)));
    for (const { by } of updates) {
      const isKnown = (bearing.has(by.fact) ? inside.bearing : inside.telling).has(by.fact);
      if (isKnown || loaded.has(by.edition) || by.edition >= own.manifest.edition) continue;
      loaded.add(by.edition);
      const other = await stateOf(by.edition);
      if (other) known = joined(chains, known, other.editions, other.saying);
    }
  }
  return sayingAbout(state, known, chains);
}
