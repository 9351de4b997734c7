import type { Fact } from '../../articles/fact.ts';
import { allWords } from '../../articles/own-words.ts';
import { normalise } from '../matching/comparable.ts';

/** A text of a fact that claims something, and where it stands in it. */
export type Claim = { path: string; text: string; language: string };

/** The statement and the headline of a fact in each of their languages, in the form of `normalise`. */
export function claimsOf({ statement, short = {} }: Pick<Fact, 'statement' | 'short'>): Claim[] {
  return (
    [
      ['statement', statement],
      ['short', short],
    ] as const
  ).flatMap(([field, words]) =>
    Object.entries(words).map(([language, text]) => ({
      path: `${field}.${language}`,
      text: normalise(text),
      language,
    })),
  );
}

/** What a fact states, for a person who reads it beside the capture: in the capture's language if it has that. */
export function statementFor({ statement }: Pick<Fact, 'statement'>, language: string): string {
  const words = allWords(statement);
  return normalise(words[language] ?? Object.values(words)[0] ?? '');
}
