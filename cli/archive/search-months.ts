import { type FactLine, factLinesIn } from '../../core/archive/data/fact-line.ts';
import { formerIn, monthsIn } from '../../core/archive/editions-json.ts';
import { answering, mayHold, type Question, searchable } from '../../core/archive/search/match.ts';
import { archiveKey } from '../../core/edition/damage.ts';
import { monthFiles } from '../../core/edition/months/month-state.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { keysOf, type Look } from '../../core/verification/seen/look.ts';

/** A month of facts: where it lies. */
type Month = { publication: string; month: string; key: string };

/**
 * The facts of publications that answer a question, newest first: months are read one after the other, each when it is asked for. A publication that had
 * another id before is searched under both. Where the list of editions cannot be read, or is not there as in an export, the months are those whose files are.
 * @param topics those that are known beside what facts have
 * @throws NoMonthsError where there is nothing to search; at the end MissingMonthsError, for months that could not be read, and NoSuchTopicError where a
 *   topic was asked for that nobody knows.
 */
export async function* searchMonths(
  look: Look,
  publications: readonly string[],
  question: Question,
  topics: readonly string[] = [],
): AsyncGenerator<FactLine> {
  const months = await monthsOf(look, publications);
  if (months.length === 0) throw new NoMonthsError(publications);
  const missing: string[] = [];
  const answers = answering(question);
  const known = new Set(topics);
  for (const { month, key } of months) {
    if (!mayHold(month, question)) continue;
    const bytes = await look.read('archive', key);
    const lines = bytes && factLinesIn(Buffer.from(bytes).toString(), key);
    if (!lines) missing.push(key);
    for (const topic of (lines ?? []).flatMap(line => line.topics)) known.add(topic);
    yield* (lines ?? []).reverse().filter(line => answers(searchable(line)));
  }
  if (missing.length > 0) throw new MissingMonthsError(missing);
  if (question.topic !== '' && !known.has(question.topic)) throw new NoSuchTopicError(question.topic, known);
}

async function monthsOf(look: Look, publications: readonly string[]): Promise<Month[]> {
  const months: Month[] = [];
  const wanted = [...publications];
  for (let id = wanted.shift(); id !== undefined; id = wanted.shift()) {
    const publication = id;
    if (months.some(one => one.publication === publication)) continue;
    const bytes = await look.read('archive', archiveKey(publication, 'editions.json'));
    const content = bytes && Buffer.from(bytes).toString();
    for (const month of monthsIn(content) ?? (await monthsBeside(look, publication)))
      months.push({ publication, month, key: archiveKey(publication, monthFiles(month).facts) });
    const former = formerIn(content);
    if (former !== undefined) wanted.push(former);
  }
  return months.sort((a, b) => (a.month < b.month ? 1 : a.month > b.month ? -1 : 0));
}

/** The months of which files are there, where that can be seen. */
async function monthsBeside(look: Look, publication: string): Promise<string[]> {
  if (look.keys === null) return [];
  const folder = archiveKey(publication, 'all/');
  const names = (await keysOf(look, 'archive', folder)).map(key => key.slice(folder.length));
  return names.flatMap(name => /^(\d{4}-\d\d)\.jsonl$/.exec(name)?.[1] ?? []);
}

/** There is nothing to search. */
export class NoMonthsError extends CourantError {
  constructor(publications: readonly string[]) {
    super(
      `The archive of ${publications.join(', ')}: expected a list of editions, editions.json, that names months of facts; found none. ` +
        'Publish an edition first, or name the right place. An archive of an earlier version has months once an edition was published since.',
    );
  }
}

/** Facts of some months are not there, or cannot be read. */
export class MissingMonthsError extends CourantError {
  constructor(keys: readonly string[]) {
    super(
      `${keys.join(', ')}: expected the facts of a month, found none, or a file that is damaged or of a later version. ` +
        'What was found is of the other months. Look at what else is missing: courant archive verify.',
    );
  }
}

/** A topic that nobody knows would find nothing, and seem an answer. */
export class NoSuchTopicError extends CourantError {
  constructor(topic: string, known: ReadonlySet<string>) {
    super(
      `--topic: expected a topic that a fact of these months has, or the configuration (${[...known].sort().join(', ') || 'none is known'}), found ${topic}. Name one of them.`,
    );
  }
}
