import type { AcceptedNote } from '../../core/articles/accepted-notes.ts';
import { type AdditionFile, isAddition, readAdditionFile } from '../../core/articles/addition-file.ts';
import { type AmendmentFile, isAmendment, readAmendmentFile } from '../../core/articles/amendment-file.ts';
import {
  isArticleCorrection,
  readArticleCorrectionFile,
} from '../../core/articles/article-correction-file.ts';
import type { ArticleFile } from '../../core/articles/article-file.ts';
import { checkArticle, topicMistakes, topicMistakesIn } from '../../core/filing/check-article.ts';
import { checkFactAgainstCapture, checkFactsAgainstCapture } from '../../core/filing/check-capture.ts';
import type { Note } from '../../core/filing/notes/note.ts';
import {
  notesOnAmendment,
  notesOnArticle,
  notesOnArticleCorrection,
  notesOnFacts,
} from '../../core/filing/notes/notes-on-article.ts';
import { counted } from '../../core/foundation/counts.ts';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { readJson } from '../../core/foundation/json-text.ts';
import { readText } from '../../lambdas/runtime/read-text.ts';

/** What checking one file for filing came to, whichever kind it is of. */
export type CheckedFile = {
  path: string;
  mistakes: readonly Mistake[];
  file?: ArticleFile;
  addition?: AdditionFile;
  amendment?: AmendmentFile;
  /** What a file that is right holds, in words; an article file speaks for itself. */
  summary?: string;
  /** Notes of the capture, where it is at hand, and which of them the file accepts. */
  ground?: { notes: readonly Note[]; accepted: readonly AcceptedNote[] | undefined };
};

/** What a file is compared with: the topics that a fact may have, the text of its article if that is at hand, and the time. */
export type FileAgainst = { topics: readonly string[]; capture: string | undefined; now: Instant };

/** Checks one file as filing it would, as far as that goes without the log. */
export function checkFile(path: string, { topics, capture, now }: FileAgainst): CheckedFile {
  try {
    const text = readText(path);
    const input = readJson(text, path);
    if (isAmendment(input)) return checkAmendmentFile(text, path, topics, capture);
    if (isAddition(input)) return checkAdditionFile(text, path, topics, capture);
    if (isArticleCorrection(input)) return checkArticleCorrectionFile(text, path, capture);
    const { file, mistakes } = checkArticle(text, path, { capture, topics, now });
    if (!file) return { path, mistakes };
    return { path, mistakes, file, ...groundOf(file, capture, known => notesOnArticle(file, known)) };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { path, mistakes: error.mistakes };
  }
}

function groundOf(
  { accepted }: Pick<ArticleFile, 'accepted'>,
  capture: string | undefined,
  notesOn: (capture: string) => Note[],
): Pick<CheckedFile, 'ground'> {
  return capture === undefined ? {} : { ground: { notes: notesOn(capture), accepted } };
}

/** Its fact is looked for when it is filed, and whether the capture is its article's: what both stand on is in the log. */
function checkAmendmentFile(
  text: string,
  path: string,
  topics: readonly string[],
  capture: string | undefined,
): CheckedFile {
  const { file, mistakes } = readAmendmentFile(text, path, input => {
    const { corrected } = input as { corrected?: unknown };
    if (capture === undefined) return topicMistakes(corrected, topics, path, 'corrected');
    if (corrected === undefined) return [captureOfRetraction(path)];
    return [
      ...topicMistakes(corrected, topics, path, 'corrected'),
      ...checkFactAgainstCapture(null, corrected, capture, path, 'corrected'),
    ];
  });
  if (!file) return { path, mistakes };
  const what = file.corrected ? 'correction' : 'retraction';
  const compared = file.corrected && capture !== undefined ? 'its words are in the capture; ' : '';
  const summary = `a ${what} of ${file.fact}; ${compared}compared with the fact log when it is filed`;
  const ground = groundOf(file, capture, known => notesOnAmendment(file, null, known));
  return { path, amendment: file, summary, mistakes, ...ground };
}

/** Whether the article is filed, and whether the capture is its own, is seen when it is filed. */
function checkAdditionFile(
  text: string,
  path: string,
  topics: readonly string[],
  capture: string | undefined,
): CheckedFile {
  const { file, mistakes } = readAdditionFile(text, path, input => [
    ...topicMistakesIn(input, topics, path),
    ...(capture === undefined ? [] : checkFactsAgainstCapture(null, input, capture, path)),
  ]);
  if (!file) return { path, mistakes };
  const { article, facts } = file;
  const compared = capture === undefined ? '' : 'their words are in the capture; ';
  const summary = `${counted(facts.length, 'fact')} for the article ${article}; ${compared}compared with the fact log when filed`;
  const ground = groundOf(file, capture, known => notesOnFacts(facts, null, known));
  return { path, addition: file, summary, mistakes, ...ground };
}

/** Of what is known of an article only the date of publication is looked for in its text. */
function checkArticleCorrectionFile(text: string, path: string, capture: string | undefined): CheckedFile {
  const { file, mistakes } = readArticleCorrectionFile(text, path);
  if (!file) return { path, mistakes };
  const fields = Object.keys(file.corrected).join(', ');
  const summary = `a correction of the article ${file.article} (${fields}); compared with the fact log when filed`;
  const ground = groundOf(file, capture, known => notesOnArticleCorrection(file, null, known));
  return { path, summary, mistakes, ...ground };
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
