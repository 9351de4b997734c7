import type { Mistake } from '../../foundation/errors.ts';
import { loose } from '../../foundation/mistakes.ts';
import { linesOfFields } from './field-line.ts';

/**
 * Mistakes of a file for filing, each with the id of the fact that it is about, if any, and, where the text of the file is at hand, with its line; then
 * in the order of the lines, so that what is wrong with one fact stands together.
 * @param input what the text stands for, valid or not.
 */
export function placedMistakes(
  mistakes: readonly Mistake[],
  input: unknown,
  text: string | undefined,
): Mistake[] {
  if (mistakes.length === 0) return [];
  const lineOf = text === undefined ? () => undefined : linesOfFields(text);
  const placed = mistakes.map(mistake => {
    const [fact, line] = [factAt(mistake.path, input), lineOf(mistake.path)];
    return { ...mistake, ...(fact === undefined ? {} : { fact }), ...(line === undefined ? {} : { line }) };
  });
  return placed.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** A fact of an article file or an addition is known by its place, that of a correction is named in the file. */
function factAt(path: string, input: unknown): string | undefined {
  const file = loose(input);
  const place = /^facts\[(\d+)\]/.exec(path)?.[1];
  const id = place === undefined ? file.fact : loose((file.facts as unknown[])?.[Number(place)]).id;
  return typeof id === 'string' && id.length <= 80 ? id : undefined;
}
