import { normalise } from '../../matching/comparable.ts';
import { bodiesIn } from './aliases.ts';
import { placesIn } from './places.ts';

/** A name within a sentence, in English: words with capitals in a row. */
const names = /(?<=[\p{Ll}\p{N},;)’'"–—-] ["'(]?)\p{Lu}[\p{L}\p{N}'&-]*(?: \p{Lu}[\p{L}\p{N}'&-]*)*/gu;
/** Titles and the like, months, days, and China, of which everything tells. */
const common =
  /^(?:I|Mr|Mrs|Ms|Dr|President|Vice|Premier|Prime|Minister|Ministry|Secretary|Chairman|Chair|Director|General|Senator|Representative|Governor|Spokes\w+|Section|Article|Part|Annex|Act|Rule|Law|List|Order|Announcement|Notice|Opinions?|Measures|Plan|Congress|Party|Committee|Government|State|Parliament|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|China|Chinese|Beijing|PRC|Western|English|No|Internet|Earth)$/u;
const small = /^(?:of|the|and|for|in|on|to|a|an)$/i;
/** Words are the same up to their endings: China, Chinese; Moscow’s. */
const stemAtLeast = 4;

/**
 * The names in a text of ours that an English capture does not have, in any form: by their words, by their first letters (AI for artificial
 * intelligence, and the reverse), or as known bodies and places, which are looked at elsewhere.
 */
export function unknownWords(text: string, capture: string, besides: readonly string[]): string[] {
  const known = wordsOf([capture, ...besides.map(normalise)].join(' '));
  const stems = new Set(known.flatMap(word => stemsOf(word.toLowerCase())));
  const elsewhere = [...bodiesIn(text), ...placesIn(text)];
  return [...text.matchAll(names)]
    .filter(
      ({ 0: name, index }) =>
        !elsewhere.some(({ at, length }) => at < index + name.length && index < at + length),
    )
    .map(({ 0: name }) => name.replace(/'s?$/, ''))
    .filter(name => name.split(' ').some(word => !isKnown(word, stems)) && !isAbbreviated(name, known));
}

function isKnown(word: string, stems: ReadonlySet<string>): boolean {
  if (common.test(word) || small.test(word)) return true;
  return stemsOf(word.toLowerCase()).some(stem => stems.has(stem));
}

/** A word, its parts between hyphens, and their beginnings. */
function stemsOf(word: string): string[] {
  const parts = word.replace(/'s?$/, '').split(/[-&]/);
  return parts.flatMap(part =>
    part.length > stemAtLeast ? [part, part.slice(0, Math.max(stemAtLeast, part.length - 3))] : [part],
  );
}

/** Whether a name is the first letters of words of the capture, or has its own first letters there. */
function isAbbreviated(name: string, known: readonly string[]): boolean {
  const own = initialsOf(wordsOf(name));
  if (own.length > 1 && known.includes(own)) return true;
  const letters = name.replace(/s$/, '').toLowerCase();
  return /^\p{Lu}[\p{Lu}\p{N}]+s?$/u.test(name) && initialsOf(known).toLowerCase().includes(letters);
}

function initialsOf(words: readonly string[]): string {
  return words
    .filter(word => !small.test(word))
    .map(word => word.charAt(0))
    .join('');
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'&-]*/gu) ?? [];
}
