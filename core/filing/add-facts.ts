import { type AdditionFile, readAdditionFile } from '../articles/addition-file.ts';
import type { FactFiling } from '../articles/fact-log.ts';
import type { AdditionRecord } from '../articles/log-record.ts';
import { factMistakes } from '../articles/mistakes/cross-mistakes.ts';
import { placedMistakes } from '../articles/mistakes/placed-mistakes.ts';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { InvalidInputError, type Mistake, refuseMistakes } from '../foundation/errors.ts';
import type { Clock } from '../foundation/instant.ts';
import { mistakeAt } from '../foundation/mistakes.ts';
import { appendAndName, refuseWrongClock } from './append-record.ts';
import { captureFor } from './capture-for.ts';
import { captureNamed, checkFactsAgainstCapture } from './check-capture.ts';
import { type CurrentArticle, currentArticle } from './filed-article.ts';
import { FactsInUseError, NoSuchArticleError } from './filing-errors.ts';
import { refuseUnaccepted } from './notes/accepted.ts';
import { notesOnFacts } from './notes/notes-on-article.ts';
import { unknownReferences } from './references.ts';

/** What adding did. `record` is the one that holds the facts, whoever wrote it; when they were filed with the article, that is null. */
export type AddingResult = { result: 'filed' | 'unchanged'; record: AdditionRecord | null };

/**
 * Adds facts to a filed article that were missed when it was filed: appends a record, and names it as the next one about the article. They stand
 * on the same capture, are checked as strictly, and are new from now on: the next edition takes them up. Adding the same again changes nothing;
 * adding again completes what a crash left unfinished.
 *
 * @param capture the article's text, in any form; undefined where the store keeps it. Null only for what ships with the project.
 * @param found mistakes that the caller found in the file; like those found here, they count unless the same is filed already.
 * @throws InvalidInputError; NoSuchArticleError; FactsInUseError; NoCaptureError; UnacceptedNotesError if the file does not accept the notes
 *   on the facts; ClockOffError. Nothing is filed then.
 */
export async function addFacts(
  { filing, clock }: { filing: FactFiling; clock: Clock },
  input: AdditionFile,
  capture?: string | null,
  found: readonly Mistake[] = [],
): Promise<AddingResult> {
  // Checked here again, whoever calls: what is filed stays for good.
  const { file, mistakes } = readAdditionFile(input, 'addition');
  if (!file) throw new InvalidInputError('The addition', mistakes);
  for (;;) {
    const current = await currentArticle(filing, file.article);
    if (!current) throw new NoSuchArticleError(file.article);
    refuseWrongClock(clock.now(), current.asOf);
    const standing = standingRecord(file, current);
    if (standing) return standing;
    refuseMistakes('Nothing was filed', found);
    refuseMistakes('The addition', mistakes);
    const text = await check(filing, file, current, capture);
    if (text !== null) await filing.keepCapture(current.record.article.capture.sha256, text);
    const record: AdditionRecord = {
      ...{ type: 'addition', recordedAt: current.asOf, articleId: file.article },
      ...{ sequence: current.since.length + 1, facts: file.facts },
      ...(file.accepted === undefined ? {} : { accepted: file.accepted }),
    };
    const { key, recordedAt, named } = await appendAndName(filing, record);
    if (named === key) return { result: 'filed', record: { ...record, recordedAt } };
  }
}

/** The record that holds the same facts already. @throws FactsInUseError if only some are there, or others under their ids. */
function standingRecord(file: AdditionFile, current: CurrentArticle): AddingResult | undefined {
  const filed = new Map(current.record.facts.map(fact => [fact.id, canonicalJson(fact)]));
  const inUse = file.facts.filter(({ id }) => filed.has(id));
  if (inUse.length === 0) return undefined;
  const other = inUse.filter(fact => filed.get(fact.id) !== canonicalJson(fact));
  if (other.length > 0 || inUse.length < file.facts.length)
    throw new FactsInUseError(current.record, inUse, other);
  const holds = current.since.find(
    ({ record }) => record.type === 'addition' && record.facts.some(({ id }) => id === inUse[0]?.id),
  );
  return { result: 'unchanged', record: (holds?.record as AdditionRecord | undefined) ?? null };
}

/** @returns the article's text, in the form that it names */
async function check(
  filing: FactFiling,
  file: AdditionFile,
  { record }: CurrentArticle,
  capture: string | null | undefined,
): Promise<string | null> {
  const { article, facts } = record;
  const source = `addition to ${article.id}`;
  const given = typeof capture === 'string' ? captureNamed(article.capture, capture) : capture;
  const text = await captureFor(filing, record, given, source);
  const coming = new Set([...facts, ...file.facts].map(({ id }) => id));
  const found = file.facts.flatMap((fact, index) => factMistakes(fact, ['facts', index], article));
  for (const [index, fact] of file.facts.entries())
    found.push(...(await unknownReferences(filing, fact, ['facts', index], coming)));
  const mistakes = [
    ...found.map(mistake => mistakeAt(mistake, file, source)),
    ...(text === null ? [] : checkFactsAgainstCapture(article, file, text, source)),
  ];
  if (mistakes.length > 0)
    throw new InvalidInputError('The addition and what is filed', placedMistakes(mistakes, file, undefined));
  if (text !== null) refuseUnaccepted(source, notesOnFacts(file.facts, article, text), file.accepted);
  return text;
}
