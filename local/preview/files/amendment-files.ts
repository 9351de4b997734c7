import { type AdditionFile, isAddition, readAdditionFile } from '../../../core/articles/addition-file.ts';
import { type AmendmentFile, readAmendmentFile } from '../../../core/articles/amendment-file.ts';
import {
  type ArticleCorrectionFile,
  isArticleCorrection,
  readArticleCorrectionFile,
} from '../../../core/articles/article-correction-file.ts';
import { topicMistakes, topicMistakesIn } from '../../../core/filing/check-article.ts';
import { InvalidInputError, type Mistake } from '../../../core/foundation/errors.ts';
import { readJson } from '../../../core/foundation/json-text.ts';
import type { Texts } from './finding.ts';

/** A file about something that is filed: it adds facts to an article, puts the article right, or puts a fact right or takes it back. */
export type AmendmentFileRead = { path: string } & (
  | { kind: 'addition'; file: AdditionFile }
  | { kind: 'article correction'; file: ArticleCorrectionFile }
  | { kind: 'amendment'; file: AmendmentFile }
);

/** As they are filed: what is added to an article, and puts it right, before what puts facts right; each by path. */
const order = { addition: 0, 'article correction': 0, amendment: 1 } as const;

/**
 * Reads files about what is filed, and checks them as far as that goes without the log and without captures. What has a mistake is left out.
 * @param topics ids of the topics that a fact may have; undefined when they are not known, and then any will do.
 */
export function readAmendmentFiles(
  texts: Texts,
  topics: readonly string[] | undefined,
): { read: AmendmentFileRead[]; mistakes: Mistake[] } {
  const read: AmendmentFileRead[] = [];
  const mistakes: Mistake[] = [];
  for (const [path, text] of Object.entries(texts)) {
    const found = readOne(path, text, topics);
    mistakes.push(...found.mistakes);
    if (found.read && found.mistakes.length === 0) read.push(found.read);
  }
  return { read: read.sort((a, b) => order[a.kind] - order[b.kind]), mistakes };
}

function readOne(
  path: string,
  text: string,
  topics: readonly string[] | undefined,
): { read?: AmendmentFileRead; mistakes: readonly Mistake[] } {
  try {
    const input = readJson(text, path);
    if (isAddition(input)) {
      const further = (given: unknown) => (topics ? topicMistakesIn(given, topics, path) : []);
      const { file, mistakes } = readAdditionFile(text, path, further);
      return { mistakes, ...(file && { read: { path, kind: 'addition', file } }) };
    }
    if (isArticleCorrection(input)) {
      const { file, mistakes } = readArticleCorrectionFile(text, path);
      return { mistakes, ...(file && { read: { path, kind: 'article correction', file } }) };
    }
    const { file, mistakes } = readAmendmentFile(text, path, given => {
      const { corrected } = given as { corrected?: unknown };
      return topics ? topicMistakes(corrected, topics, path, 'corrected') : [];
    });
    return { mistakes, ...(file && { read: { path, kind: 'amendment', file } }) };
  } catch (error) {
    if (error instanceof InvalidInputError) return { mistakes: error.mistakes };
    throw error;
  }
}
