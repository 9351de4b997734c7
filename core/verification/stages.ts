import { monthFromHistory } from '../edition/months/closure.ts';
import { type MonthState, monthOf } from '../edition/months/month-state.ts';
import type { History } from '../edition/months/past-edition.ts';
import type { Stage } from './remaking.ts';

/** The editions of a publication under all its ids, the first one first, and those of its own id that are not folded in. */
type Of = {
  publication: string;
  chains: readonly string[];
  history: History;
  unfinished: ReadonlySet<string>;
};

/**
 * What months may know: all editions or, while some are not folded in, those up to each of these, for they are folded in one after the other. All of them come
 * first.
 */
export function historiesOf({ publication, history, unfinished }: Of): History[] {
  const isOpen = (at: number) => {
    const past = history[at];
    return past?.publication === publication && unfinished.has(past.manifest.edition);
  };
  const ends = history.flatMap((_, at) => (isOpen(at) ? at : []));
  return [history, ...ends.toReversed().map(end => history.slice(0, end))];
}

/** The months as they lie there. */
export function storedStage(
  states: ReadonlyMap<string, MonthState>,
  own: History,
  unfinished: ReadonlySet<string>,
): Stage {
  return {
    state: month => states.get(month),
    months: [...states.keys()].sort().reverse(),
    newest: own.findLast(({ manifest }) => !unfinished.has(manifest.edition)),
  };
}

/** The months as they will be, one after the other, once the editions that are not folded in yet are; none where all are. */
export function laterStages(of: Of): Stage[] {
  return of.unfinished.size === 0 ? [] : historiesOf(of).map(history => stageOf(of, history));
}

function stageOf({ publication, chains }: Of, history: History): Stage {
  const own = history.filter(past => past.publication === publication);
  const made = new Map<string, MonthState>();
  const months = new Set(own.map(({ manifest }) => monthOf(manifest.edition)));
  return {
    state(month) {
      if (!months.has(month)) return undefined;
      const state = made.get(month) ?? monthFromHistory(publication, month, history, chains);
      made.set(month, state);
      return state;
    },
    months: [...months].sort().reverse(),
    newest: own.at(-1),
  };
}
