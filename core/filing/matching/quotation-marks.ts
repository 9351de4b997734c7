import { unspacedLetter } from '../../foundation/counts.ts';

/**
 * What a mark can do where it stands. `perhaps closes` is one that may as well be an apostrophe at the end of a word, or the sign of an
 * inch or a minute; `turns` opens if nothing is open and closes if something is: a straight mark in a script without spaces.
 */
export type Role = 'opens' | 'closes' | 'perhaps closes' | 'opens or closes' | 'turns';

/** One quotation mark of a text. */
export type Mark = {
  sign: string;
  at: number;
  role: Role;
  /** Which line that is not empty, and which paragraph it stands in, counted from 0, and which of the two it begins. */
  line: number;
  paragraph: number;
  begins: 'a line' | 'a paragraph' | undefined;
};

/** Which signs open what a sign closes. */
export const openersOf: Readonly<Record<string, readonly string[]>> = {
  '\u201d': ['\u201c', '\u201e', '\u201f', '\u201d'],
  '\u201c': ['\u201e'],
  '\u2019': ['\u2018', '\u201a', '\u201b'],
  '\u2018': ['\u201a'],
  '»': ['«'],
  '«': ['»'],
  '›': ['‹'],
  '‹': ['›'],
  '」': ['「'],
  '』': ['『'],
  '｣': ['｢'],
  '》': ['《'],
  '〉': ['〈'],
  '〞': ['〝'],
  '〟': ['〝'],
  '"': ['"'],
  "'": ["'"],
};

const signs = /[\u2018-\u201f«»‹›「」『』｢｣《》〈〉〝〞〟"'\uff02\uff07]|[\n\r]\s*/gu;
const straight: Readonly<Record<string, string>> = { '\uff02': '"', '\uff07': "'" };
/** Signs that do one thing wherever they stand. */
const always: Readonly<Record<string, Role>> = {
  '\u201e': 'opens',
  '\u201a': 'opens',
  '\u201f': 'opens',
  '\u201b': 'opens',
  '「': 'opens',
  '『': 'opens',
  '｢': 'opens',
  '《': 'opens',
  '〈': 'opens',
  '〝': 'opens',
  '」': 'closes',
  '』': 'closes',
  '｣': 'closes',
  '》': 'closes',
  '〉': 'closes',
  '〞': 'closes',
  '〟': 'closes',
};

const space = /[\s\u0085]/u;
const word = /[\p{L}\p{M}\p{N}]/u;
const digit = /\p{Nd}/u;
const unspaced = new RegExp(unspacedLetter, 'u');
/** After these something begins: brackets, dashes, other opening marks. */
const beforeOpening = /[\p{Ps}\p{Pd}\p{Pi}/=\u201a\u201e"']/u;
/** The years of a decade, as in ’90s. */
const decade = /^['\u2018\u2019]\d0s/u;
const unseen = /^[\p{Cf}\p{M}]$/u;

/** The quotation marks of a text in order, by a single look through it; apostrophes inside words are left out. */
export function* marksOf(text: string): Generator<Mark> {
  let [line, paragraph, begun] = [0, 0, 0];
  let kind: Mark['begins'] = 'a paragraph';
  for (const { 0: found, index } of text.matchAll(signs)) {
    if (space.test(found.charAt(0))) {
      const isBlank = found.replaceAll('\r\n', '\n').match(/[\n\r]/g)?.length !== 1;
      line += 1;
      paragraph += isBlank ? 1 : 0;
      kind = isBlank ? 'a paragraph' : 'a line';
      begun = index + found.length;
      continue;
    }
    const sign = straight[found] ?? found;
    const role = always[sign] ?? roleOf(sign, text, index);
    const begins = index === begun ? kind : undefined;
    if (role) yield { sign, at: index, role, line, paragraph, begins };
  }
}

type Around = { before: string; after: string; text: string; at: number };

/** Undefined where the sign is no quotation mark: an apostrophe, an inch, a minute, a slip. */
function roleOf(sign: string, text: string, at: number): Role | undefined {
  const around: Around = { before: characterBefore(text, at), after: characterAfter(text, at), text, at };
  if (sign === "'") return singleRole(around, unspaced.test(around.before) || unspaced.test(around.after));
  if (sign === '"') return doubleRole(around);
  if (sign === '\u2019') return isEnd(around.before) ? undefined : closingSingle(around);
  if (sign === '\u2018') return decade.test(text.slice(at, at + 5)) ? undefined : lowOrHigh(around);
  if (sign === '\u201c') return lowOrHigh(around);
  if (sign === '\u201d')
    return isEnd(around.before) && word.test(around.after) ? 'opens or closes' : 'closes';
  return angleRole(sign, around);
}

/** « and » are used both ways; with a space before it « only opens, and with one after it » only closes. */
function angleRole(sign: string, { before, after }: Around): Role {
  if (sign === '«' || sign === '‹') return isEnd(before) ? 'opens' : 'opens or closes';
  return isEnd(after) ? 'closes' : 'opens or closes';
}

/** “ and ‘ open, but close after a word what „ and ‚ opened. */
function lowOrHigh({ before, after }: Around): Role {
  if (isEnd(before) || unspaced.test(after)) return 'opens';
  return word.test(after) ? 'opens' : 'opens or closes';
}

function closingSingle({ before, after, text, at }: Around): Role | undefined {
  if (word.test(before) && word.test(after) && !unspaced.test(before) && !unspaced.test(after))
    return undefined;
  if (digit.test(before)) return 'perhaps closes';
  return isPossessive(text, at) ? 'perhaps closes' : 'closes';
}

/** Such as the workers’ rights; the end of a quotation can look the same. */
function isPossessive(text: string, at: number): boolean {
  return /[sxz]['\u2019]\s\p{Ll}/u.test(text.slice(at - 1, at + 3)) && at > 0;
}

function singleRole(around: Around, mixed: boolean): Role | undefined {
  const { before, after, text, at } = around;
  if (decade.test(text.slice(at, at + 5))) return undefined;
  if (mixed) return 'turns';
  return opensHere(before, after) ? 'opens' : isEnd(before) ? undefined : closingSingle(around);
}

function doubleRole({ before, after }: Around): Role | undefined {
  if (digit.test(before)) return 'perhaps closes';
  if (unspaced.test(before) || unspaced.test(after)) return 'turns';
  if (/[.,:;!?，：；。！？]/u.test(before) && word.test(after)) return 'turns';
  if (opensHere(before, after)) return 'opens';
  if (isEnd(before)) return undefined;
  return word.test(before) && word.test(after) ? 'perhaps closes' : 'closes';
}

function opensHere(before: string, after: string): boolean {
  return (isEnd(before) || beforeOpening.test(before)) && !isEnd(after) && !/[\p{Pe},;!?]/u.test(after);
}

/** White space, or an end of the text. */
function isEnd(character: string): boolean {
  return character === '' || space.test(character);
}

function characterBefore(text: string, at: number): string {
  let from = at;
  for (;;) {
    const low = text.charCodeAt(from - 1);
    const character = text.slice(from - (low >= 0xdc00 && low <= 0xdfff ? 2 : 1), from);
    if (from <= 0 || !unseen.test(character) || at - from > 8) return from <= 0 ? '' : character;
    from -= character.length;
  }
}

function characterAfter(text: string, at: number): string {
  for (let to = at + 1; to < at + 9; to += 1) {
    const character = String.fromCodePoint(text.codePointAt(to) ?? 0x20);
    if (!unseen.test(character)) return character;
    to += character.length - 1;
  }
  return ' ';
}
