import { unspacedLetter } from '../../foundation/counts.ts';
import type { Comparable } from './comparable.ts';

const letter = /^[\p{L}\p{M}\p{N}]/u;
const unspaced = new RegExp(`^${unspacedLetter}`, 'u');
const hangul = /^\p{Script=Hangul}/u;
const digit = /^\p{Nd}/u;
/** Between two digits these are a part of the figure. */
const insideFigure = /^[.,\uff0e]/u;
/** Raised figures and fractions belong to the figure before them; after a letter they lead to a note. */
const numberSign = /^\p{No}/u;
const numberInCircle = /^[\u2460-\u24ff\u2776-\u2793\u3220-\u32bf]/u;
const gap = /[\s\u0085\u200b]/u;

/** Of a place in a text, what stands right before it and right behind it, and means another thing if it is cut off there. */
type Cut = readonly [before: RegExp, behind: RegExp];

const numerals = '〇零一二两三四五六七八九十百千万亿';
const aFigure = '\\p{Sc}?\\s?[.]?\\p{Nd}';
/** A sign, a currency, a share or a power of ten belongs to its figure: without it the figure is another one. */
const figures: readonly Cut[] = [
  // A dash behind a letter or a digit is none: it joins words, or a range.
  [
    new RegExp(`(?<!(?!${unspacedLetter})[\\p{L}\\p{M}\\p{N}.)%])[-\\u2212\\u2013]$`, 'u'),
    new RegExp(`^${aFigure}`, 'u'),
  ],
  [/[<>\u2264\u2265\u00b1\u2248~]\s?$/u, new RegExp(`^\\s?${aFigure}`, 'u')],
  [/\p{Sc}\s?$/u, /^\s?[.]?\p{Nd}/u],
  [/(?<!\p{L})\p{Lu}{1,3}$/u, /^\p{Sc}\s?\p{Nd}/u],
  [/(?:^|[\s\p{Sc}\p{Ps}"<>~\u2212\u2013\u2264\u2265\u00b1\u2248-])[.]$/u, /^\p{Nd}/u],
  [/\p{Nd}$/u, /^(?:\s?[%\u2030]|[\u00b0\u2103]|\p{Sc}(?!\s?\p{Nd}))/u],
  [new RegExp(`[${numerals}]$`, 'u'), new RegExp(`^[${numerals}]|^点[${numerals}]`, 'u')],
  [/\p{Nd}\s?$/u, /^\s?[十百千万亿]/u],
  [/分之$/u, new RegExp(`^[${numerals}\\p{Nd}]`, 'u')],
  [/负$/u, new RegExp(`^[${numerals}\\p{Nd}]`, 'u')],
  [/(?<!\p{L})(?:twen|thir|for|fif|six|seven|eigh|nine)ty-$/iu, /^\p{L}/u],
];
/** What turns a word into its contrary, or into what it is not yet, or no longer: "compliant" is not what "non-compliant" says. */
const words: readonly Cut[] = [
  // UN- is a name.
  [
    /(?<![\p{L}\p{N}])(?:[Nn]on?|[Nn]ot|[Uu]n|[Dd]is|[Dd]e|[Mm]is|[Aa]nti|[Cc]ounter|[Ee]x|[Pp]re|[Pp]seudo|[Qq]uasi|[Ss]emi|[Hh]alf|[Nn]ear|[Ss]ub)-$/u,
    /^\p{L}/u,
  ],
  [/\p{L}$/u, /^-(?:free|less|proof|exempt|out|off)(?!\p{L})/iu],
  [/\p{L}$/u, /^'t(?!\p{L})/iu],
];
const cuts = [...figures, ...words];
/** Longest of what the patterns look at. */
const reach = 16;

/**
 * Whether words may begin or end here. They may not inside a word of a script that has spaces between its words, between a word and what
 * negates it, inside a figure or between it and its sign, and inside what was one character.
 * @param at a place in the comparable text.
 */
export function isBoundary({ source, starts, text }: Comparable, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  const [before = 0, after = 0] = [starts[at - 1], starts[at]];
  if (before === after || isCut(text, at)) return false;
  const [one, next] = [source.slice(before, after), source.slice(after, after + 3)];
  if (gap.test(one) || gap.test(next.charAt(0))) return true;
  return !isOneWord(one, next) && !isOneFigure(source, before, after);
}

function isCut(text: string, at: number): boolean {
  const [before, behind] = [text.slice(Math.max(0, at - reach), at), text.slice(at, at + reach)];
  return cuts.some(([left, right]) => left.test(before) && right.test(behind));
}

function isOneWord(one: string, next: string): boolean {
  // Korean has spaces, but sets a particle right behind a name in Latin letters, and a unit behind a figure.
  if (hangul.test(one) !== hangul.test(next)) return false;
  return isSpacedLetter(one) && isSpacedLetter(next) && (!numberSign.test(next) || /^\p{N}/u.test(one));
}

function isSpacedLetter(text: string): boolean {
  return letter.test(text) && !unspaced.test(text) && !numberInCircle.test(text);
}

/** Such as 4 and .5, or 4. and 5, of 4.5: four is not what the text says. */
function isOneFigure(source: string, before: number, after: number): boolean {
  const [one, next] = [source.charAt(before), source.charAt(after)];
  if (insideFigure.test(next)) return digit.test(one) && digit.test(source.charAt(after + 1));
  return insideFigure.test(one) && digit.test(next) && digit.test(source.charAt(before - 1));
}
