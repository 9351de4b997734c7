import { allWords, type OwnWords } from '../../articles/own-words.ts';
import { normalise } from '../matching/comparable.ts';
import { hasWords } from '../matching/passages.ts';
import { bodiesIn, type NamedBody } from './naming/aliases.ts';
import { isLocalBodyNamed } from './naming/local-bodies.ts';
import { numberOnly, numbersIn } from './naming/numbered.ts';
import { simplified } from './naming/simplified.ts';
import type { ReadCapture } from './read-capture.ts';

const han = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const together = /\s+and\s+|\s*[;；、]\s*|(?<=\p{Script=Han})[和及与](?=\p{Script=Han})/u;
/** After these comes what somebody is, which the capture may say otherwise. */
const role = /\s*[,，(（]|\s+of\s+the\s+/;
const marks = /^["'《〈]+|["'》〉]+$/g;
const article = /^(?:the|a|an)\s+/i;
const ofChina = /,? of (?:the )?(?:People's Republic of China|PRC)$/;
const idle = /^(?:the|a|an|of|for|and|in|on|to|by|its?|no|as)$/i;

/**
 * Whether a capture names somebody or something: in the words that it has in the capture's language, or in any if it has none in that; else
 * under another name of a body that is known. Of several that are joined, each has to be named.
 * @param language the capture's.
 */
export function isNamed(words: OwnWords, language: string, capture: ReadCapture): boolean {
  const all = allWords(words);
  const own = typeof words === 'object' ? all[language] : undefined;
  return (own === undefined ? Object.values(all) : [own]).some(name => isNamedAs(bare(name), capture));
}

function isNamedAs(name: string, capture: ReadCapture): boolean {
  const { bodies } = capture;
  const known = bodiesIn(name);
  // A name that is part of a longer one, such as 商务部 in 美国商务部, is another body's.
  if (known.some(({ at, length }) => at === 0 && length === name.length))
    return known.every(({ body }) => bodies.has(body)) || isLocalBodyNamed(name, capture.text);
  if (stands(name, capture) || isLocalBodyNamed(name, capture.text)) return true;
  if (known.every(({ body }) => bodies.has(body)) && isNumberNamed(name, known, capture)) return true;
  const rest = known.reduceRight(
    (text, { at, length }) => `${text.slice(0, at)};${text.slice(at + length)}`,
    name,
  );
  const parts = rest
    .split(together)
    .map(bare)
    .filter(part => part !== '');
  if (known.length > 0 && !known.every(({ body }) => bodies.has(body))) return false;
  if (known.length > 0) return parts.filter(isOwn).every(part => isPartNamed(part, capture));
  return parts.every(part => isPartNamed(part, capture));
}

function isPartNamed(part: string, capture: ReadCapture): boolean {
  const [who = part] = part.split(role).filter(text => text !== '');
  return stands(part, capture) || stands(bare(who), capture) || isScattered(part, capture);
}

function stands(name: string, { lower }: ReadCapture): boolean {
  return hasWords(lower, name.toLowerCase());
}

/** All words of a name in one sentence, in any order: "Announcement No. 61 of 2025" as "in 2025 the ministry's announcement No. 61". */
function isScattered(name: string, { sentences }: ReadCapture): boolean {
  if (han.test(name)) return false;
  const wanted = (name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => !idle.test(word));
  if (wanted.length < 2) return false;
  return sentences.some(sentence => {
    const text = sentence.toLowerCase();
    return wanted.every(word => text.includes(word)) && wanted.every(word => hasWords(text, word));
  });
}

/** Two names in a row, which are a person's, or the number of a rule: a body beside them vouches for neither. */
function isOwn(part: string): boolean {
  return /\p{Lu}[\p{L}'-]+ \p{Lu}[\p{L}'-]+|\p{N}/u.test(part);
}

/** Announcement No. 18 of 2025 is named as 公告2025年第18号: the rule is known by year and number, and by who made it. */
function isNumberNamed(name: string, known: readonly NamedBody[], capture: ReadCapture): boolean {
  const own = known.reduceRight((text, { at, length }) => text.slice(0, at) + text.slice(at + length), name);
  const number = numberOnly(own);
  return number !== undefined && numbersIn(capture.text).includes(number);
}

function bare(name: string): string {
  return simplified(normalise(name)).replace(marks, '').replace(article, '').replace(ofChina, '').trim();
}
