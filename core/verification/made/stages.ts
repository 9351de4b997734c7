import { monthFromHistory } from '../../edition/months/closure.ts';
import { type MonthState, monthOf } from '../../edition/months/month-state.ts';
import type { History, PastEdition } from '../../edition/months/past-edition.ts';
import type { Stage } from './remaking.ts';

/** The editions of a publication under all its ids, the first one first, and which of them are not folded in. */
type Of = {
  publication: string;
  chains: readonly string[];
  history: History;
  isUnfolded: (past: PastEdition) => boolean;
};

/**
 * What months may know: all editions or, while some are not folded in, those up to each of these, for they are folded in one after the other. All of them come
 * first.
 */
export function historiesOf({ history, isUnfolded }: Of): History[] {
  const ends = history.flatMap((past, at) => (isUnfolded(past) ? at : []));
  return [history, ...ends.toReversed().map(end => history.slice(0, end))];
}

/** The months as they lie there. */
export function storedStage(
  states: ReadonlyMap<string, MonthState>,
  own: History,
  isUnfolded: Of['isUnfolded'],
): Stage {
  return {
    state: month => states.get(month),
    months: [...states.keys()].sort().reverse(),
    newest: own.findLast(past => !isUnfolded(past)),
  };
}

/** The months as they will be, one after the other, once the editions that are not folded in yet are; none where all are. */
export function laterStages(of: Of): Stage[] {
  return of.history.some(of.isUnfolded) ? historiesOf(of).map(history => stageOf(of, history)) : [];
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
