import { normalise } from '../../matching/comparable.ts';
import { hasWords } from '../../matching/passages.ts';
import groups from './aliases.json' with { type: 'json' };
import { simplified } from './simplified.ts';

/** A place of a text where one of the known bodies or rules is named. */
export type NamedBody = { body: number; at: number; length: number };

type Alias = { body: number; name: string; exact: boolean };

/** The names of one body, in several languages, are one group of the file, which grows: whoever misses a name adds it there. */
const aliases: readonly Alias[] = groups
  .flatMap((names, body) =>
    names.map(name => ({ body, name: simplified(normalise(name)), exact: /^[A-Z]{2,7}$/.test(name) })),
  )
  .toSorted((a, b) => b.name.length - a.name.length);

/**
 * Which bodies a text names, and where: the longest name at each place counts, since 美国商务部 names no 商务部 of China.
 * @param text in the form of `normalise`, in Simplified or Traditional characters. Abbreviations such as MOST count in capitals only.
 */
export function bodiesIn(text: string): NamedBody[] {
  const even = simplified(text);
  const lower = even.toLowerCase();
  const found: NamedBody[] = [];
  for (const { body, name, exact } of aliases) {
    const [within, words] = exact ? [even, name] : [lower, name.toLowerCase()];
    for (let at = within.indexOf(words); at >= 0; at = within.indexOf(words, at + 1)) {
      const isInside = found.some(other => at >= other.at && at + words.length <= other.at + other.length);
      const isWhole = hasWords(within.slice(Math.max(0, at - 2), at + words.length + 2), words);
      if (!isInside && isWhole) found.push({ body, at, length: words.length });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}
