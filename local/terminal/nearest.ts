/**
 * The word that was most likely meant by a mistyped one: the one that takes the fewest letters left out, added, changed or
 * swapped with their neighbour. Undefined when none is near: at most three such steps, and fewer than half as many as letters.
 */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const within = (word: string) => Math.min(3, Math.ceil(Math.max(typed.length, word.length) / 2) - 1);
  const near = known
    .map(word => ({ word, steps: stepsBetween(typed, word) }))
    .filter(({ word, steps }) => steps <= within(word));
  return near.sort((a, b) => a.steps - b.steps)[0]?.word;
}

/** The distance of two words by Damerau and Levenshtein, in which no letter is touched twice. */
export function stepsBetween(from: string, to: string): number {
  const [a, b] = [[...from], [...to]];
  let [beforeLast, last]: number[][] = [[], b.map((_, index) => index)];
  last = [...(last ?? []), b.length];
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      const swaps = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + change,
        swaps ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[] | undefined, column: number): number {
  return row?.[column] ?? Number.POSITIVE_INFINITY;
}
