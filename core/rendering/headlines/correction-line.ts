import type { WordsIn } from '../../articles/own-words.ts';
import type { DigestCorrection, DigestFact } from '../../digest/digest.ts';
import { columnsOf } from '../../foundation/wrap.ts';
import { dateText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { type ChangedWords, changedWords, wordDiff } from '../language/word-diff.ts';
import { fill, inQuotes } from '../language/wording.ts';
import { shortText } from './fact-line.ts';
import { framed, headlineText, type Line, labelledText, labelText, weakened } from './line.ts';

/** With less in common, a statement was written anew: its words are not set against each other. */
const leastInCommon = 0.6;

/** What readers were told last; with the headline, if they were shown one. */
type Told = DigestCorrection['said'] & Partial<Pick<DigestFact, 'short'>>;
/** A correction whose fact is right by now. */
type Corrected = DigestCorrection & { said: Told; right: DigestFact };

/** A correction by what changed, else by what is right; a retraction by what was withdrawn. Both end with the number that the fact had. */
export function correctionLine(correction: DigestCorrection, language: string, messages: Messages): Line {
  const { right } = correction;
  if (right === null) return retractionLine(correction, language, messages);
  const corrected = { ...correction, right };
  return {
    language: shortText(right, language) === null ? right.statement.language : language,
    fact: correction.id,
    headline: columns =>
      changeHeadline(corrected, language, messages, columns) ??
      rightHeadline(corrected, language, messages, columns),
    further: columns => labelledText(right, messages, columns),
  };
}

function retractionLine(correction: DigestCorrection, language: string, messages: Messages): Line {
  const { reason } = correction;
  const said: Told = correction.said;
  const short = shortText(said, language);
  const withdrawn = short ?? weakened(said, messages);
  return {
    language: short === null ? said.statement.language : language,
    fact: correction.id,
    headline: columns => framed(about('withdrawn', correction, messages), inQuotes(withdrawn), columns),
    further: columns => framed({ message: messages.preheader.reason }, headlineText(reason), columns),
  };
}

/**
 * What changed: the label and of what, or else words. Null where that cannot be said in short, or what is right says more: an editor's
 * headline, which states the label itself, what had been withdrawn, and that one source alone was put right.
 */
function changeHeadline(
  correction: Corrected,
  language: string,
  messages: Messages,
  columns: number,
): string | null {
  const { said, right, told } = correction;
  const [was, is] = [labelText(said, messages), labelText(right, messages)];
  if (told.withdrawn !== null || correction.shared !== null) return null;
  if (was === is) return wordsHeadline(correction, language, messages, columns);
  if (shortText(right, language) !== null) return null;
  const label = fill(messages.subject.now, { was, is });
  const text = fill(messages.subject.labelled, { label, text: headlineText(right.statement) });
  return framed(about('corrected', correction, messages), text, columns);
}

/** One change or two, word for word; null where there are more, or no room for them. */
function wordsHeadline(
  correction: Corrected,
  language: string,
  messages: Messages,
  columns: number,
): string | null {
  const changes = changesOf(correction, language, messages);
  const [first, second, ...more] = changes.map(({ was, is }) =>
    fill(messages.subject.now, { was: inQuotes(was), is: inQuotes(is) }),
  );
  if (first === undefined || more.length > 0 || isRiddle(changes)) return null;
  const text = second === undefined ? first : fill(messages.subject.both, { first, second });
  const { message, values } = about('corrected', correction, messages);
  const headline = fill(message, { ...values, text });
  return columnsOf(headline) <= columns ? headline : null;
}

/**
 * Words that were put in or left out say something beside the word next to them, if nothing else changed; a single Chinese character does
 * not, which may be any part of a word.
 */
function isRiddle(changes: readonly ChangedWords[]): boolean {
  const added = changes.filter(({ was, is }) => was.includes(is) || is.includes(was));
  return (
    (added.length > 0 && changes.length > 1) ||
    added.some(({ was, is }) => [was, is].some(one => /^\p{Script=Han}$/u.test(one)))
  );
}

/** What is right; where its words are what they were, that details of it are. */
function rightHeadline(correction: Corrected, language: string, messages: Messages, columns: number): string {
  const { said, right, told } = correction;
  const short = shortText(right, language);
  const isAsItWas = said.statement.text === right.statement.text && shortText(said, language) === short;
  const kind = isAsItWas && told.withdrawn === null ? 'details' : 'to';
  const text = short ?? weakened(right, messages);
  return framed(about(kind, correction, messages), inQuotes(text), columns);
}

function changesOf(correction: Corrected, language: string, { locale }: Messages): ChangedWords[] {
  const { said, right, details, days } = correction;
  if (said.statement.text !== right.statement.text) return changesBetween(said.statement, right.statement);
  const [saidShort, short] = [said, right].map(one => shortText(one, language));
  if (saidShort && short && saidShort !== short)
    return changesBetween({ text: saidShort, language }, { text: short, language });
  const date = (day: string | undefined) => (day === undefined ? '' : dateText(day, locale));
  const [was] = days.said;
  const [is] = days.right;
  return [
    replaced(said.attribution.who.text, right.attribution.who.text),
    replaced(date(details?.occurred?.date), date(right.occurred?.date)),
    replaced(details?.instrument?.text, right.instrument?.text),
    replaced(details?.citation, right.citation),
    days.said.length === 1 && days.right.length === 1 ? replaced(date(was?.date), date(is?.date)) : [],
  ].flat();
}

/** None if the words were written anew, or in another language. */
function changesBetween(said: WordsIn, right: WordsIn): ChangedWords[] {
  if (said.language !== right.language) return [];
  const diff = wordDiff(headlineText(said), headlineText(right), right.language);
  return diff.common < leastInCommon ? [] : changedWords(diff, right.language);
}

/** Two names or dates of the same thing, whole; none where there was or is none. */
function replaced(was: string | null | undefined, is: string | null | undefined): ChangedWords[] {
  const words = { was: headlineText({ text: was ?? '' }), is: headlineText({ text: is ?? '' }) };
  return words.was === '' || words.is === '' || words.was === words.is ? [] : [words];
}

/** A message around what is told, which ends with the fact's number; of a fact that several articles made, it says if it is of one alone. */
function about(
  kind: 'corrected' | 'to' | 'details' | 'withdrawn',
  { appeared: { number }, right, shared }: DigestCorrection,
  { subject }: Messages,
) {
  // What others say too still stands, or was not what is right by now.
  const isOfOne = shared !== null && (right !== null || shared.stands.length > 0);
  const message = isOfOne ? subject.ofOne[right === null ? 'withdrawn' : 'to'] : subject[kind];
  return { message, values: { number } };
}
