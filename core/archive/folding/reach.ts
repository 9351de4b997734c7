import { retoldIn, type StateOf } from '../../edition/months/closure.ts';
import type { MonthState } from '../../edition/months/month-state.ts';
import { headedBy, type PastEdition } from '../../edition/months/past-edition.ts';
import type { EditionKey } from '../../publication/plan.ts';

/** A fact of an earlier edition, and that edition. */
type Carried = { fact: string; edition: string };

/**
 * The earlier editions of which an edition says something: that their facts were corrected, withdrawn or updated, or those that such facts overtook in
 * their turn; and the editions that corrected the same facts before, or that their headlines told of. What became of a rule that was suspended changes once the suspension is revoked,
 * or put right.
 * @param appearance where a fact appeared, for amendments that the edition took up silently, and for what its headline tells.
 */
export async function reachOf(
  own: PastEdition,
  stateOf: StateOf,
  appearance: (fact: string) => Promise<string | undefined>,
): Promise<EditionKey[]> {
  const { corrections, updates } = own.manifest;
  const corrected = new Set(corrections.map(({ fact }) => fact));
  const reached = new Map<string, EditionKey>();
  const add = (publication: string, edition: string) =>
    reached.set(`${publication}/${edition}`, { publication, edition });
  const queue: Carried[] = [...corrections, ...updates];
  const seen = new Set<string>();
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { fact, edition } = next;
    const state = seen.has(fact) || !isEarlier(own, next) ? undefined : await stateOf(edition);
    seen.add(fact);
    if (!state) continue;
    add(state.publication, edition);
    queue.push(...updatedBy(fact, state, corrected.has(fact)));
    if (corrected.has(fact))
      for (const past of tellersOf(fact, state)) add(past.publication, past.manifest.edition);
  }
  for (const edition of await namedElsewhere(own, appearance)) {
    const state = await stateOf(edition);
    if (state) add(state.publication, edition);
  }
  reached.delete(`${own.publication}/${own.manifest.edition}`);
  return [...reached.values()];
}

/** A month may tell of this edition already, or of a later one, whose own months nobody has written yet. */
function isEarlier({ manifest }: PastEdition, { fact, edition }: Carried): boolean {
  return edition < manifest.edition || (edition === manifest.edition && !manifest.facts.includes(fact));
}

/**
 * Facts that a fact updates, by what its own edition says, or one that put it right. Those that it leaves as they are matter only once it is put right
 * itself.
 */
function updatedBy(fact: string, { editions, saying }: MonthState, isPutRight: boolean): Carried[] {
  return [...editions, ...saying].flatMap(({ manifest }) =>
    manifest.updates.filter(({ by, was }) => by.fact === fact && (was !== null || isPutRight)),
  );
}

function tellersOf(fact: string, { editions, saying }: MonthState): PastEdition[] {
  return [...editions, ...saying].filter(past => retoldIn(past).includes(fact));
}

/** The editions that carried what an edition amended silently, or what its headline tells, but for itself. */
async function namedElsewhere(
  own: PastEdition,
  appearance: (fact: string) => Promise<string | undefined>,
): Promise<string[]> {
  const { amended, facts } = own.manifest;
  const editions: string[] = [];
  for (const fact of new Set([...amended.map(one => one.fact), ...headedBy(own)])) {
    const edition = facts.includes(fact) ? undefined : await appearance(fact);
    if (edition !== undefined) editions.push(edition);
  }
  return editions;
}
