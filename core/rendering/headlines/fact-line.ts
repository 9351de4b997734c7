import type { DigestFact } from '../../digest/digest.ts';
import type { Messages } from '../language/messages.ts';
import { shorten } from '../language/shorten.ts';
import { headlineText, isIn, type Line, labelledText } from './line.ts';

/** A fact's editor's headline, which states the status itself, or its label and statement: one of them always says how firm it is. */
export function factLine(fact: DigestFact, language: string, messages: Messages): Line {
  const short = shortText(fact, language);
  const labelled = (columns: number) => labelledText(fact, messages, columns);
  if (short === null) {
    return { language: fact.statement.language, fact: fact.id, headline: labelled, further: () => null };
  }
  return { language, fact: fact.id, headline: columns => shorten(short, columns), further: labelled };
}

/** The editor's headline in the edition's language; null if there is none. */
export function shortText({ short }: Partial<Pick<DigestFact, 'short'>>, language: string): string | null {
  return short && isIn(language, short) ? headlineText(short) || null : null;
}
