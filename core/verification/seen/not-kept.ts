import * as z from 'zod';
import { counted } from '../../foundation/counts.ts';
import { readStored } from '../../foundation/stored-json.ts';

/** Where a copy names the captured texts that its archive never had, at its top. */
export const notKeptFile = 'texts-not-kept.json';

/** Schema of `texts-not-kept.json`. */
export const notKeptSchema = z.object({ format: z.literal(1), captures: z.array(z.string()) });

/** The bytes of `texts-not-kept.json`. @param captures SHA-256 of the texts that are not there */
export function writeNotKept(captures: Iterable<string>): string {
  return `${JSON.stringify({ format: 1, captures: [...captures].sort() }, null, 2)}\n`;
}

/** Reads `texts-not-kept.json`. @throws UnreadableError, NewerDataError */
export function readNotKept(content: string, where: string): ReadonlySet<string> {
  return new Set(readStored(notKeptSchema, content, where).captures);
}

/** The key of an article's captured text. @param hash its SHA-256 */
export function captureKey(hash: string): string {
  return `captures/${hash}.txt`;
}

/** What of articles without a text nobody can look at, a sentence. */
export function withoutTexts(articles: number): string {
  return articles === 1
    ? 'the captured text of 1 article: it ships with the project, which comes without it'
    : `the captured texts of ${counted(articles, 'article')}: they ship with the project, which comes without them`;
}
