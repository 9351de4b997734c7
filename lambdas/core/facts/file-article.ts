import { canonicalJson } from '../canonical-json.ts';
import { InvalidInputError } from '../errors.ts';
import { type Instant, secondsBetween } from '../instant.ts';
import type { Clock, FactFiling } from '../ports.ts';
import type { ArticleFile } from './article-file.ts';
import { parseArticleFile } from './check-article.ts';
import { checkAgainstCapture } from './check-capture.ts';
import { AlreadyFiledError, ClockOffError, NoArticleRecordError } from './filing-errors.ts';
import type { ArticleRecord, LogRecord } from './log-record.ts';
import { articleName, recordName } from './record-name.ts';

/** What filing did. `key` and `recordedAt` are of the record that stands, whoever wrote it. */
export type FilingResult = { result: 'filed' | 'unchanged'; key: string; recordedAt: Instant };

const clockMayBeOffSeconds = 300;
/** Half of the time for which an edition looks back for records that came late: the other half is for the naming. */
const staleAfterSeconds = 24 * 3600;

/**
 * Files an article: keeps its capture, appends its record, and names that record as the article's. Only the naming makes it
 * count, so a crash before it leaves nothing that an edition takes up, and filing again completes it. Filing the same again,
 * or at the same time as somebody else, changes nothing. (Two who file the same in the same second write the same record
 * under the same key; both are told `filed`, and it is there once.)
 *
 * @param capture the text exactly as it was captured. Null only for files that ship with the project, which were checked
 *   against their capture when they were written: then the evidence cannot be checked again, and no capture is kept.
 * @throws InvalidInputError when the file or its capture does not hold; ClockOffError; AlreadyFiledError. Nothing is filed then.
 */
export async function fileArticle(
  { filing, clock }: { filing: FactFiling; clock: Clock },
  file: ArticleFile,
  capture: string | null,
): Promise<FilingResult> {
  const checked = check(file, capture);
  const { article, facts } = checked;
  const { now, filedAs } = await filing.look(articleName(article.id));
  refuseWrongClock(clock.now(), now);
  if (filedAs !== undefined) return compareWith(filing, filedAs, checked);

  if (capture !== null) await filing.keepCapture(article.capture.sha256, capture);
  const { key, recordedAt } = await appendFresh(filing, { type: 'article', recordedAt: now, article, facts });
  const named = await filing.nameRecord(articleName(article.id), key);
  if (named !== key) return compareWith(filing, named, checked);
  return { result: 'filed', key, recordedAt };
}

/**
 * Appends a record, anew and under the new time for as long as the store's clock says that it came too late: an edition looks
 * for records a limited time after they were recorded, and this process may have slept since it asked for the time. The record
 * that is left behind is named by nothing, and passed over.
 */
async function appendFresh(
  filing: FactFiling,
  record: LogRecord,
): Promise<{ key: string; recordedAt: Instant }> {
  const key = await filing.append(record);
  const { now } = await filing.look(recordName(record));
  if (secondsBetween(record.recordedAt, now) <= staleAfterSeconds)
    return { key, recordedAt: record.recordedAt };
  return appendFresh(filing, { ...record, recordedAt: now });
}

/** Checked here again, whoever calls: what is filed can never be taken back. */
function check(input: ArticleFile, capture: string | null): ArticleFile {
  const file = parseArticleFile(input, 'article file');
  if (capture === null) return file;
  const mistakes = checkAgainstCapture(file, capture, `article file ${file.article.id}`);
  if (mistakes.length > 0) throw new InvalidInputError('The article file and its capture', mistakes);
  return file;
}

function refuseWrongClock(own: Instant, store: Instant): void {
  if (Math.abs(secondsBetween(own, store)) > clockMayBeOffSeconds) throw new ClockOffError(own, store);
}

async function compareWith(filing: FactFiling, key: string, file: ArticleFile): Promise<FilingResult> {
  const filed = await filedArticle(filing, key);
  if (content(filed) !== content(file)) throw new AlreadyFiledError(file, key, filed);
  return { result: 'unchanged', key, recordedAt: filed.recordedAt };
}

async function filedArticle(filing: FactFiling, key: string): Promise<ArticleRecord> {
  const record = await filing.read(key);
  if (record.type !== 'article') throw new NoArticleRecordError(key, record.type);
  return record;
}

/** The order of facts in a file means nothing: editions order them by number. */
function content({ article, facts }: ArticleFile | ArticleRecord): string {
  return canonicalJson({ article, facts: facts.toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
}
