import type { Fact } from '../../../core/articles/article-file.ts';
import { wordsIn } from '../../../core/articles/own-words.ts';
import { columnsOf, wrap } from '../../../core/foundation/wrap.ts';
import type { ListedFact } from './listed-facts.ts';

/** Ids that are longer than this stand on a line of their own, so that one does not push all statements aside. */
const idColumns = 32;

/** Facts for a terminal of so many columns: id, when each was filed, and what it says. Without a terminal each takes one line. */
export function listedLines(facts: readonly ListedFact[], columns: number | undefined): string[] {
  const width = Math.min(idColumns, Math.max(0, ...facts.map(({ id }) => columnsOf(id))));
  return facts.flatMap(one => {
    const first = `${one.id.padEnd(width)}  ${one.filedAt}  `;
    if (columns === undefined) return [first + said(one)];
    const isLong = columnsOf(one.id) > width;
    const indent = ' '.repeat(width + 2);
    const lines = wrap(said(one), isLong ? `${indent}${one.filedAt}  ` : first, columns, indent);
    return isLong ? [one.id, ...lines] : lines;
  });
}

/** A fact for programs. */
export function listedObject({ asFiled, fact, ...listed }: ListedFact): object {
  const { statement, kind, topics, importance } = fact ?? asFiled;
  return { ...listed, standing: standingOf({ fact, ...listed }), statement, kind, topics, importance };
}

function said({ asFiled, fact, ...listed }: ListedFact): string {
  const standing = standingOf({ fact, ...listed });
  return `${standing === 'filed' ? '' : `[${standing}] `}${statementOf(fact ?? asFiled)}`;
}

function standingOf({ fact, amendments }: Pick<ListedFact, 'fact' | 'amendments'>) {
  if (fact === null) return 'retracted';
  return amendments > 0 ? 'corrected' : 'filed';
}

function statementOf({ statement }: Fact): string {
  return wordsIn(statement, 'en').text;
}
