import { type AmendmentFile, isAmendment, parseAmendmentFile } from '../../core/articles/amendment-file.ts';
import type { ArticleFile } from '../../core/articles/article-file.ts';
import {
  checkTopics,
  parseArticleFile,
  repeatedArticles,
  topicMistakes,
} from '../../core/filing/check-article.ts';
import { checkAgainstCapture, checkFactAgainstCapture } from '../../core/filing/check-capture.ts';
import type { Reader } from '../../core/filing/hints/hint.ts';
import { counted } from '../../core/foundation/counts.ts';
import { describeMistakes, InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { readJson } from '../../core/foundation/json-text.ts';
import { readExactText, readText } from '../../lambdas/runtime/read-text.ts';
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
  /** Where lines go. */
  print: (line: string) => void;
};

type Outcome = {
  path: string;
  file?: ArticleFile;
  amendment?: AmendmentFile;
  summary?: string;
  mistakes: readonly Mistake[];
};

/**
 * Checks article files as filing them would, without filing: prints a line for each that is right, and every mistake of each
 * that is not; then notes, and hints at what readers would miss.
 *
 * @returns the exit code: 0 when all are right, 1 when something is wrong.
 */
export async function checkFactsFiles(
  paths: readonly string[],
  { capture, topics, publications, print }: FactsCheckOptions,
): Promise<number> {
  const captureText = capture === undefined ? undefined : readCapture(capture);
  const outcomes = paths.map(path => checkFile(path, topics, captureText?.text));
  const read = outcomes.flatMap(({ path, file }) => (file ? [{ path, file }] : []));
  const mistakes = [...repeatedArticles(read), ...(captureText?.mistakes ?? [])];
  for (const { path, file, summary, mistakes: own } of outcomes) {
    if (own.length > 0) print(`${path}: ${counted(own.length, 'mistake')}\n${describeMistakes(own)}`);
    else if (file) print(`${path}: OK, ${summaryOf(file, captureText?.text !== undefined)}`);
    else print(`${path}: OK, ${summary}`);
  }
  if (mistakes.length > 0) print(describeMistakes(mistakes));
  for (const note of notesOn(outcomes.flatMap(({ path, file }) => (file ? { path, file } : [])))) print(note);
  const right = outcomes.filter(outcome => outcome.mistakes.length === 0);
  const hinted = right.flatMap(({ path, file, amendment }) => {
    const found = file ?? amendment;
    return found ? [{ path, file: found }] : [];
  });
  for (const hint of hintLines(hinted, publications)) print(hint);
  return mistakes.length > 0 || outcomes.some(outcome => outcome.mistakes.length > 0) ? 1 : 0;
}

function checkFile(path: string, topics: readonly string[], capture: string | undefined): Outcome {
  try {
    const input = readJson(readText(path), path);
    if (isAmendment(input)) return checkAmendmentFile(input, path, topics, capture);
    const file = parseArticleFile(input, path);
    const further = capture === undefined ? [] : checkAgainstCapture(file, capture, path);
    return { path, file, mistakes: [...checkTopics(file, topics, path), ...further] };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { path, mistakes: error.mistakes };
  }
}

/** Its fact is looked for when it is filed, and whether the capture is its article's: what both stand on is in the log. */
function checkAmendmentFile(
  input: unknown,
  path: string,
  topics: readonly string[],
  capture: string | undefined,
): Outcome {
  const amendment = parseAmendmentFile(input, path);
  const { fact, corrected } = amendment;
  const rest = 'compared with the fact log when it is filed';
  if (!corrected) {
    const mistakes = capture === undefined ? [] : [captureOfRetraction(path)];
    return { path, amendment, summary: `a retraction of ${fact}; ${rest}`, mistakes };
  }
  const further =
    capture === undefined ? [] : checkFactAgainstCapture(null, corrected, capture, path, 'corrected');
  const compared = capture === undefined ? '' : 'its words are in the capture; ';
  return {
    path,
    amendment,
    summary: `a correction of ${fact}; ${compared}${rest}`,
    mistakes: [...topicMistakes(corrected, topics, path, 'corrected'), ...further],
  };
}

function captureOfRetraction(path: string): Mistake {
  return {
    source: path,
    path: '',
    expected: 'no --capture with a retraction, which claims nothing that could be looked up',
    found: '--capture',
    todo: 'leave --capture out, or say what is "corrected"',
  };
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
