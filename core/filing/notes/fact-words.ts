import type { Fact } from '../../articles/fact.ts';
import { allWords, type OwnWords } from '../../articles/own-words.ts';
import { sha256 } from '../../foundation/hash.ts';
import { normalise } from '../matching/comparable.ts';

/** A text of a fact that claims something, and where it stands in it. */
export type Claim = { path: string; text: string; language: string };

/**
 * What a fact tells readers in words of ours, in each of their languages and in the form of `normalise`: the statement, the headline, what
 * happens on days ahead, and the quote in translation.
 */
export function claimsOf({
  statement,
  short = {},
  dates = [],
  quoteIn = {},
}: Pick<Fact, 'statement' | 'short' | 'dates' | 'quoteIn'>): Claim[] {
  return [
    ...inEach('statement', statement),
    ...inEach('short', short),
    ...dates.flatMap(({ what }, index) => inEach(`dates[${index}].what`, what)),
    ...inEach('quoteIn', quoteIn),
  ];
}

/** Words of a field in each of their languages. */
export function inEach(field: string, words: OwnWords): Claim[] {
  return Object.entries(allWords(words)).map(([language, text]) => ({
    path: typeof words === 'string' ? field : `${field}.${language}`,
    text: normalise(text),
    language,
  }));
}

/** What a fact states, for a person who reads it beside the capture: in the capture's language if it has that. */
export function statementFor({ statement }: Pick<Fact, 'statement'>, language: string): string {
  const words = allWords(statement);
  return normalise(words[language] ?? Object.values(words)[0] ?? '');
}

/** Room for the words of an acceptance, in characters. */
const wordsAtMost = 400;

/**
 * The words by which a file accepts a note that is on a whole fact: what the note says, the evidence, and all statements. Whoever changes one
 * of them has other words, whose note nobody has accepted; so where they are too long to stand there whole, a hash of them stands at the end.
 */
export function claimedWords(
  about: string,
  { evidence, statement }: Pick<Fact, 'evidence' | 'statement'>,
): string {
  const said = Object.entries(allWords(statement)).sort(([a], [b]) => (a < b ? -1 : 1));
  const words = [about, evidence, ...said.map(([, text]) => text)].map(normalise).join(' | ');
  if (words.length <= wordsAtMost) return words;
  const mark = ` … ${sha256(words).slice(0, 8)}`;
  return (
    words
      .slice(0, wordsAtMost - mark.length)
      .trimEnd()
      .replace(/\p{Cs}$/u, '') + mark
  );
}
