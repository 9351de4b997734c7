import * as z from 'zod';
import { language, text } from './field.ts';

/** The language of words that name none. */
const unlessSaid = 'en';

/** Words that editors write for readers: plain text, which is English, or texts by language tag. */
export type OwnWords = string | Readonly<Record<string, string>>;

/** Words in the language in which an edition shows them. */
export type WordsIn = { text: string; language: string };

/** Schema of an editor's own words, at most `max` characters in each language. */
export const ownWords = (max: number) =>
  z.union([text(max), wordsByLanguage(max)], 'text, or text by language tag');

/** Schema of an editor's own words that always name their language. @param also what the words must be besides. */
export const wordsByLanguage = (max: number, also: (words: z.ZodString) => z.ZodString = words => words) =>
  z
    .record(language, also(text(max)), { error: saysTexts })
    .refine(value => Object.keys(value).length > 0, 'words in at least one language');

/** Only of what is no object: a wrong language in one is another mistake. */
function saysTexts({ code }: { code?: string | undefined }): string | undefined {
  return code === 'invalid_type' ? 'text by language tag, such as { "en": "…" }' : undefined;
}

/** An editor's words in the wanted language; if they lack it, in the first language that they have, by tag. Never empty. */
export function wordsIn(words: OwnWords, wanted: string): WordsIn {
  if (typeof words === 'string') return { text: words, language: unlessSaid };
  const own = words[wanted];
  if (own !== undefined) return { text: own, language: wanted };
  const [tag = unlessSaid, first = ''] = Object.entries(words).sort(([a], [b]) => (a < b ? -1 : 1))[0] ?? [];
  return { text: first, language: tag };
}

/** An editor's words by language tag, all that there are. */
export function allWords(words: OwnWords): Readonly<Record<string, string>> {
  return typeof words === 'string' ? { [unlessSaid]: words } : words;
}
