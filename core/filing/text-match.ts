const invisible = /[\u00ad\u200b\u200c\u2060\ufeff]/g;
const fullWidth = /[\uff01-\uff5e]/g;
const doubleMarks = /[\u00ab\u00bb\u201c-\u201f\u2033\u2036\u300c-\u300f\u301d-\u301f]/g;
const singleMarks = /[\u0060\u00b4\u02bc\u2018-\u201b\u2032\u2035\u2039\u203a]/g;
/** Scripts that are written without spaces: a space or line break beside one of their characters means nothing. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001\u3002]/u;
const spacedDense = new RegExp(` ?(${dense.source}) ?`, 'gu');
const spacedLetter = /[\p{L}\p{M}\p{N}]/u;
const token = new RegExp(`${dense.source}|(?:(?!${dense.source})\\S)+`, 'gu');

/** What encloses quoted words in a capture: typographic pairs of several languages, and straight marks within a line. */
const quoted = [
  /“([^”]*)”/g,
  /„([^“”]*)[“”]/g,
  /«([^»]*)»/g,
  /‘((?:[^’]|’(?=\p{L}))*)’/gu,
  /「([^」]*)」/g,
  /『([^』]*)』/g,
  /["\uff02]([^"\uff02\n]*)["\uff02]/g,
];

/**
 * The form in which texts are compared. It evens out what keyboards and converters change without changing a word: white
 * space, quotation marks and apostrophes, full-width forms, composed letters, invisible characters. Letters, digits, case
 * and other punctuation stay. Applying it again changes nothing.
 */
export function normalise(text: string): string {
  return text
    .replace(invisible, '')
    .replace(fullWidth, character => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .normalize('NFC')
    .replace(doubleMarks, '"')
    .replace(singleMarks, "'")
    .replace(/\s+/g, ' ')
    .replace(spacedDense, '$1')
    .trim();
}

/** Whether a text has these words, in this order and as whole words; both in the form of `normalise`. */
export function hasWords(text: string, words: string): boolean {
  if (words === '') return false;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (isBoundary(text, at) && isBoundary(text, at + words.length)) return true;
  }
  return false;
}

/** The passages of a text that stand in quotation marks, without the marks, in the form of `normalise`. */
export function quotedPassages(text: string): string[] {
  return quoted.flatMap(pattern => [...text.matchAll(pattern)].map(match => normalise(match[1] ?? '')));
}

/**
 * The passage, as long as the words looked for, that has most of them, for somebody who mistyped one.
 * Both texts in the form of `normalise`; undefined when no passage has at least half of the words.
 */
export function nearestPassage(text: string, words: string): string | undefined {
  const tokens = [...text.matchAll(token)];
  const wanted = (words.match(token) ?? []).map(bare);
  const hits = tokens.map(match => (wanted.includes(bare(match[0])) ? 1 : 0));
  let best = { score: 0, start: 0 };
  for (const [start, match] of tokens.entries()) {
    const score = hits.slice(start, start + wanted.length).reduce<number>((sum, hit) => sum + hit, 0);
    // Of two that are as near, the one that begins alike.
    const closer = bare(match[0]) === wanted[0] ? score + 0.5 : score;
    if (closer > best.score) best = { score: closer, start };
  }
  if (best.score === 0 || Math.floor(best.score) * 2 < wanted.length) return undefined;
  const [first, last] = [tokens[best.start], tokens.slice(best.start, best.start + wanted.length).at(-1)];
  return first && last ? trimMarks(text.slice(first.index, last.index + last[0].length)) : undefined;
}

/** False inside a word of a script that has spaces between its words. */
function isBoundary(text: string, at: number): boolean {
  const [before, after] = [lastCharacter(text.slice(Math.max(0, at - 2), at)), text.slice(at, at + 2)];
  const next = String.fromCodePoint(after.codePointAt(0) ?? 0x20);
  return !isSpacedLetter(before) || !isSpacedLetter(next);
}

function lastCharacter(text: string): string {
  return Array.from(text).at(-1) ?? '';
}

function isSpacedLetter(character: string): boolean {
  return spacedLetter.test(character) && !dense.test(character);
}

function bare(word: string): string {
  return trimMarks(word.toLowerCase());
}

/** Without punctuation at its ends, unless it is nothing else. */
function trimMarks(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') || text;
}
