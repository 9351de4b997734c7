import * as z from 'zod';
import { language, text } from './field.ts';

/** The language of words that name none. */
const unlessSaid = 'en';

/** Words that editors write for readers: in one language, which is English unless said otherwise, or in several by language tag. */
export type OwnWords = string | Readonly<Record<string, string>>;

/** Words in the language in which an edition shows them. */
export type WordsIn = { text: string; language: string };

/** Schema of words of ours, at most `max` characters in each language. */
export const ownWords = (max: number) =>
  z.union([text(max), wordsByLanguage(max)], 'text, or text by language tag');

/** Schema of words that always name their language. */
export const wordsByLanguage = (max: number) =>
  z
    .record(language, text(max))
    .refine(value => Object.keys(value).length > 0, 'words in at least one language');

/** In the wanted language if they are written in it, else in the first they have, by tag: never left out. */
export function wordsIn(words: OwnWords, wanted: string): WordsIn {
  if (typeof words === 'string') return { text: words, language: unlessSaid };
  const own = words[wanted];
  if (own !== undefined) return { text: own, language: wanted };
  const [tag = unlessSaid, first = ''] = Object.entries(words).sort(([a], [b]) => (a < b ? -1 : 1))[0] ?? [];
  return { text: first, language: tag };
}
