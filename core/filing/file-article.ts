import type { ArticleFile } from '../articles/article-file.ts';
import type { FactFiling } from '../articles/fact-log.ts';
import type { ArticleRecord } from '../articles/log-record.ts';
import { articleName } from '../articles/record-key.ts';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { type Mistake, refuseMistakes } from '../foundation/errors.ts';
import type { Clock, Instant } from '../foundation/instant.ts';
import { appendAndName, refuseWrongClock } from './append-record.ts';
import { checkArticle, retrievedMistakes } from './check-article.ts';
import { captureNamed, otherTextMistakes } from './check-capture.ts';
import { readArticleRecord } from './filed-article.ts';
import { AlreadyFiledError } from './filing-errors.ts';
import { refuseUnaccepted } from './notes/accepted.ts';
import { notesOnArticle } from './notes/notes-on-article.ts';

/** What mistakes are said to be in. */
const whole = 'The article file and its capture';

/** What filing did. `key` and `recordedAt` are those of the record that counts, whoever wrote it. */
export type FilingResult = { result: 'filed' | 'unchanged'; key: string; recordedAt: Instant };

/**
 * Files an article: keeps its capture, appends its record, and names that record as the article's. Filing again completes what
 * a crash left unfinished. Filing the same again, or at the same time as somebody else, changes nothing. (Two people who file the same
 * in the same second write the same record under the same key; both get `filed`, and the record is there once.)
 *
 * @param capture the text as it was captured; the store keeps the form that the article names (see `captureNamed`). Null only for
 *   files that ship with the project: their evidence was checked when they were written, cannot be checked again, and no capture is kept.
 *   Nor is the day on which it was captured compared with the store's clock then, which an embedded cloud may have at any time.
 * @throws InvalidInputError if the file or its capture has mistakes, of what is filed already only if the file has not the form of one or
 *   the capture is another text: rules may have become stricter since; UnacceptedNotesError if the file does not accept the notes on it;
 *   ClockOffError; AlreadyFiledError. Nothing is filed then.
 *
 * @example
 * const file = parseArticleFile(readText('facts/a.json'), 'facts/a.json');
 * const { result, recordedAt } = await fileArticle({ filing, clock }, file, readExactText('a.txt'));
 * console.log(result, recordedAt); // filed 2026-11-20T09:30:00Z
 */
export async function fileArticle(
  { filing, clock }: { filing: FactFiling; clock: Clock },
  file: ArticleFile,
  capture: string | null,
): Promise<FilingResult> {
  const { checked, mistakes } = check(file, capture);
  const { article, facts, accepted } = checked;
  const { now, filedAs } = await filing.look(articleName(article.id));
  refuseWrongClock(clock.now(), now);
  if (filedAs !== undefined) return compareWith(filing, filedAs, checked);

  refuseMistakes(whole, mistakes);
  if (capture !== null) refuseMistakes(whole, retrievedMistakes(checked, now, 'article file'));
  if (capture !== null)
    refuseUnaccepted(`article file ${article.id}`, notesOnArticle(checked, capture), accepted);
  if (capture !== null)
    await filing.keepCapture(article.capture.sha256, captureNamed(article.capture, capture));
  const record: ArticleRecord = {
    type: 'article',
    recordedAt: now,
    article,
    facts,
    ...(accepted === undefined ? {} : { accepted }),
  };
  const { key, recordedAt, named } = await appendAndName(filing, record);
  if (named !== key) return compareWith(filing, named, checked);
  return { result: 'filed', key, recordedAt };
}

/** Checked here again, whoever calls: what is filed can never be taken back. The mistakes are those that count unless the same is filed. */
function check(input: ArticleFile, capture: string | null): { checked: ArticleFile; mistakes: Mistake[] } {
  const { file, mistakes } = checkArticle(input, 'article file', { capture: capture ?? undefined });
  if (!file || (capture !== null && otherTextMistakes(file, capture, 'article file').length > 0))
    refuseMistakes(whole, mistakes);
  return { checked: file ?? input, mistakes };
}

async function compareWith(filing: FactFiling, key: string, file: ArticleFile): Promise<FilingResult> {
  const filed = await readArticleRecord(filing, key);
  if (content(filed) !== content(file)) throw new AlreadyFiledError(file, key, filed);
  return { result: 'unchanged', key, recordedAt: filed.recordedAt };
}

/** The order of facts in a file means nothing: editions order them by number. Which notes it accepts is no difference: what is filed asks nothing. */
function content({ article, facts }: ArticleFile | ArticleRecord): string {
  return canonicalJson({ article, facts: facts.toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
}
