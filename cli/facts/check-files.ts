import type { ArticleFile } from '../../core/articles/article-file.ts';
import { repeatedArticles } from '../../core/filing/check-article.ts';
import type { Reader } from '../../core/filing/hints/hint.ts';
import { counted } from '../../core/foundation/counts.ts';
import { describeMistakes, InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { readExactText } from '../../lambdas/runtime/read-text.ts';
import { type CheckedFile, checkFile } from './check-file.ts';
import { groundNoteLines } from './ground-notes.ts';
import { hintLines } from './hints.ts';
import { notesOn } from './notes.ts';

/** How `checkFactsFiles` goes about it. */
export type FactsCheckOptions = {
  /** Path of the captured text; for one file only, since a capture is of one article. */
  capture?: string;
  /** Ids of the topics that a fact may have: those of all configured publications. */
  topics: readonly string[];
  /** Whose readers' words are looked for. */
  publications: readonly Reader[];
  /** The time of this machine: what is captured later has not been captured. */
  now: Instant;
  /** Where lines go. */
  print: (line: string) => void;
};

/**
 * Checks article files as filing them would, without filing: prints a line for each that is right, and every mistake of each
 * that is not; then notes, and hints at what readers would miss.
 *
 * @returns the exit code: 0 when all are right, 1 when something is wrong or a note on a fact's ground is not accepted.
 */
export async function checkFactsFiles(
  paths: readonly string[],
  { capture, topics, publications, now, print }: FactsCheckOptions,
): Promise<number> {
  const captureText = capture === undefined ? undefined : readCapture(capture);
  const outcomes = paths.map(path => checkFile(path, { topics, capture: captureText?.text, now }));
  const read = outcomes.flatMap(({ path, file }) => (file ? [{ path, file }] : []));
  const mistakes = [...repeatedArticles(read), ...(captureText?.mistakes ?? [])];
  for (const { path, file, summary, mistakes: own } of outcomes) {
    if (own.length > 0) print(`${path}: ${counted(own.length, 'mistake')}\n${describeMistakes(own)}`);
    else if (file) print(`${path}: OK, ${summaryOf(file, captureText?.text !== undefined)}`);
    else print(`${path}: OK, ${summary}`);
  }
  if (mistakes.length > 0) print(describeMistakes(mistakes));
  const right = outcomes.filter(outcome => outcome.mistakes.length === 0);
  const open = right.map(outcome => printGroundNotes(outcome, print));
  const withFacts = outcomes.flatMap(({ path, file, addition }) => {
    const found = file ?? addition;
    return found ? [{ path, file: found }] : [];
  });
  for (const note of notesOn(withFacts)) print(note);
  const hinted = right.flatMap(({ path, file, amendment }) => {
    const found = file ?? amendment;
    return found ? [{ path, file: found }] : [];
  });
  for (const hint of hintLines(hinted, publications)) print(hint);
  const wrong = mistakes.length > 0 || right.length < outcomes.length || open.some(count => count > 0);
  return wrong ? 1 : 0;
}

/** @returns how many notes on the file nobody has accepted. */
function printGroundNotes({ path, ground }: CheckedFile, print: (line: string) => void): number {
  if (!ground) return 0;
  const { lines, open } = groundNoteLines(path, ground.notes, ground.accepted);
  for (const line of lines) print(line);
  return open;
}

/** The captured text, or why it cannot be read: the files are checked all the same. */
function readCapture(path: string): { text?: string; mistakes: readonly Mistake[] } {
  try {
    return { text: readExactText(path), mistakes: [] };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { mistakes: error.mistakes };
  }
}

/** Such as `3 facts (2 event, 1 plan); who says so: 3 named; agrees with its capture`. */
function summaryOf({ facts }: ArticleFile, withCapture: boolean): string {
  const kinds = tally(facts.map(fact => fact.kind));
  const sources = tally(facts.map(({ attribution }) => attribution.how));
  const capture = withCapture
    ? 'agrees with its capture'
    : 'not compared with its capture (--capture TEXT_FILE)';
  return `${counted(facts.length, 'fact')} (${kinds}); who says so: ${sources}; ${capture}`;
}

function tally(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([value, number]) => `${number} ${value}`)
    .join(', ');
}
