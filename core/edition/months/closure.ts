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
 * The editions that bear on those of a month: that correct, withdraw or update a fact of theirs, or one that updates such a fact in its turn; that
 * correct later what they corrected, or what their headlines tell; that took an amendment of their facts up silently; and those whose headlines tell of
 * their facts.
 */
export function sayingAbout(
  { editions, publication, month }: MonthState,
  history: History,
  chains: readonly string[],
): PastEdition[] {
  const facts = factsOf(editions);
  const last = editions.at(-1);
  const end = last ? placeInHistory(chains, last) : '';
  const bearing = bearingFacts(facts.carried, history);
  return history.filter(past => {
    if (past.publication === publication && monthOf(past.manifest.edition) === month) return false;
    const { corrections, updates, amended } = past.manifest;
    const isLater = placeInHistory(chains, past) > end;
    return (
      updates.some(({ fact }) => bearing.has(fact)) ||
      corrections.some(({ fact }) => bearing.has(fact) || (isLater && facts.told.has(fact))) ||
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

/** Facts, with those that update them, and those that update these. */
export function bearingFacts(carried: ReadonlySet<string>, history: History): Set<string> {
  const bearing = new Set(carried);
  for (let before = -1; before < bearing.size; ) {
    before = bearing.size;
    for (const { manifest } of history)
      for (const { fact, by } of manifest.updates) if (bearing.has(fact)) bearing.add(by.fact);
  }
  return bearing;
}

/**
 * The same from the months of the facts that bear on a month, instead of the whole history: each of them knows all that bears on its own.
 * @param own an edition that bears on the month and that months may not know yet.
 */
export async function sayingByMonths(
  state: MonthState,
  own: PastEdition,
  stateOf: StateOf,
  chains: readonly string[],
): Promise<PastEdition[]> {
  let known = joined(chains, state.editions, state.saying, [own]);
  const loaded = new Set<string>();
  for (let before = -1; before < loaded.size; ) {
    before = loaded.size;
    const bearing = bearingFacts(factsOf(state.editions).carried, known);
    const editions = known.flatMap(({ manifest }) =>
      manifest.updates.filter(({ fact }) => bearing.has(fact)).map(({ by }) => by.edition),
    );
    for (const edition of new Set(editions)) {
      if (loaded.has(edition) || edition >= own.manifest.edition) continue;
      loaded.add(edition);
      const other = await stateOf(edition);
      if (other) known = joined(chains, known, other.editions, other.saying);
    }
  }
  return sayingAbout(state, known, chains);
}
