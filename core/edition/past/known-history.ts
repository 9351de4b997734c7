import type { FactLog } from '../../articles/fact-log.ts';
import { mapInOrder } from '../../foundation/map-in-order.ts';
import type { Plan } from '../../publication/plan.ts';
import { manifestsNewestFirst } from '../chain-manifests.ts';
import type { FoldMarks } from '../months/appearances.ts';
import type { MonthState } from '../months/month-state.ts';
import { type MonthSources, Months } from '../months/months.ts';
import { type History, joined, type PastEdition, pastEdition } from '../months/past-edition.ts';
import { appearedIn } from './find-appearance.ts';

/** What the past of facts is read from. */
export type PastSources = MonthSources & {
  marks: Pick<FoldMarks, 'appearance' | 'isFolded'>;
  log: Pick<FactLog, 'recordNamed'>;
};

/** The editions that carried some facts, by fact, and of the publication's history all that bears on those editions' facts. */
export type KnownHistory = { appeared: Map<string, PastEdition>; history: History };

/** An edition with the end of its window. */
export type Newest = Pick<Plan, 'publication' | 'edition' | 'window'>;

/** Enough to hide the store's answering time, too few to be slowed down by it. */
const readsAtOnce = 16;

/**
 * Finds the editions that carried facts, and what later ones say of them: by where each appeared and the month in which that edition lies, and
 * by the manifests of the editions that are not folded in yet. What it costs grows with the facts, and not with the chain.
 * @param chains ids of the publication, the former one first. @param newest its newest edition, under whatever id
 */
export async function historyAbout(
  sources: PastSources,
  chains: readonly string[],
  newest: Newest,
  facts: ReadonlySet<string>,
): Promise<KnownHistory> {
  const { tail, isWhole } = await unfoldedUpTo(sources, chains, newest);
  const months = new Months(sources, chains, tail[0]?.manifest.edition);
  const inTail = new Map(tail.flatMap(past => past.manifest.facts.map(fact => [fact, past] as const)));
  const found = await mapInOrder([...facts], readsAtOnce, async fact => {
    const past = inTail.get(fact) ?? (await appearedIn(sources, months, isWhole ? undefined : newest, fact));
    return past ? ([[fact, past]] as const) : [];
  });
  const appeared = new Map(found.flat());
  const states: (MonthState | undefined)[] = [];
  for (const past of appeared.values())
    if (!tail.includes(past)) states.push(await months.stateOf(past.manifest.edition));
  const known = joined(chains, tail, ...states.flatMap(state => (state ? pastsOf(state) : [])));
  const carried = [...appeared.values()].flatMap(({ manifest }) => manifest.facts);
  return { appeared, history: await withWhatUpdates(months, known, tail, carried) };
}

function pastsOf({ editions, saying }: MonthState): History[] {
  return [editions, saying];
}

/**
 * The editions that are not folded in, in order; as a rule none, which costs one read. `isWhole`: they are all that there are, as in an archive that was not brought
 * over yet.
 */
async function unfoldedUpTo(
  sources: PastSources,
  chains: readonly string[],
  newest: Newest,
): Promise<{ tail: PastEdition[]; isWhole: boolean }> {
  const { marks } = sources;
  if (await marks.isFolded(newest)) return { tail: [], isWhole: false };
  const tail: PastEdition[] = [];
  for (const publication of chains.toReversed()) {
    for await (const some of inGroups(manifestsNewestFirst(sources, publication, newest.window.to))) {
      const folded = await mapInOrder(some, readsAtOnce, ({ manifest: { edition } }) =>
        marks.isFolded({ publication, edition }),
      );
      const end = folded.indexOf(true);
      const missing = end < 0 ? some : some.slice(0, end);
      tail.unshift(...missing.map(({ content }) => pastEdition(publication, content)).reverse());
      if (end >= 0) return { tail, isWhole: false };
    }
  }
  return { tail, isWhole: true };
}

async function* inGroups<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let group: Item[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < readsAtOnce) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/**
 * A month knows what bears on its facts as far as editions are folded in. One that is not may say that an earlier fact updates another, and what has
 * become of that one its own month knows.
 */
async function withWhatUpdates(
  months: Months,
  known: History,
  tail: readonly PastEdition[],
  facts: readonly string[],
): Promise<History> {
  const bearing = new Set(facts);
  const read = new Set(tail.map(({ manifest }) => manifest.edition));
  let history = known;
  for (let before = -1; tail.length > 0 && before < bearing.size + read.size; ) {
    before = bearing.size + read.size;
    const updates = history.flatMap(({ manifest }) => manifest.updates);
    for (const { by, was } of updates.filter(({ fact }) => bearing.has(fact))) {
      // What leaves a fact as it is tells nothing of it by what becomes of itself.
      if (was !== null) bearing.add(by.fact);
      if (read.has(by.edition)) continue;
      read.add(by.edition);
      const state = await months.stateOf(by.edition);
      if (state) history = joined(months.chains, history, ...pastsOf(state));
    }
  }
  return history;
}
