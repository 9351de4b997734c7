import { unspacedLetter } from '../../foundation/counts.ts';

/** What no reader sees, and no copy has to have: signs of direction, joiners, soft hyphens, control characters. */
const unseen =
  '\\p{Default_Ignorable_Code_Point}\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\ufff9-\\ufffc';
/** What can become one character with what stands before it: marks, and the later letters of a Hangul syllable. */
const joining = `\\p{M}${unseen}\\u1160-\\u11ff\\u3131-\\u318e\\ud7b0-\\ud7ff\\uff9e-\\uffdc\\u{16d67}-\\u{16d6a}`;
/** What is normalised by itself: a character with what joins it. */
const cluster = `[^${joining}][${joining}]*|[${joining}]+`;
const clusters = new RegExp(cluster, 'gu');
const clusterAt = new RegExp(cluster, 'uy');
const unseenSigns = new RegExp(`[${unseen}]`, 'gu');
const unseenAtEnd = new RegExp(`[${unseen}]+$`, 'u');
/** A space beside these means nothing: scripts that have none between words, and their stops. */
const tight = `(?:${unspacedLetter}|[\\u3001\\u3002])`;
const beginsTight = new RegExp(`^${tight}`, 'u');
const endsTight = new RegExp(`${tight}\\p{M}*$`, 'u');
const whiteSpace = /^[\s\u0085]$/u;

const evened: readonly (readonly [form: RegExp, as: string])[] = [
  [/["\u00ab\u00bb\u201c-\u201f\u2033\u2036\u275d\u275e\u300c-\u300f\u301d-\u301f]/gu, '"'],
  [/[\u0060\u00b4\u02bc\u2018-\u201b\u2032\u2035\u2039\u203a\u275b\u275c]/gu, "'"],
  [/[\u2010\u2011]/gu, '-'],
];

/** A text in the form in which texts are compared, with the way back to the places that it came from. */
export type Comparable = {
  text: string;
  source: string;
  /** Of each UTF-16 unit of the text: where in the source the character begins that it came from. */
  starts: readonly number[];
};

/** A part of a text, in UTF-16 units: from the first, to before the last. */
export type Range = { from: number; to: number };

/** The same characters again and again: making the form of one takes longer than looking it up. */
const formsAtMost = 5_000;
const known = new Map<string, string>();

/**
 * A text in the form in which texts are compared. It evens out what keyboards, converters and layouts change without changing a
 * word: white space, quotation marks and apostrophes, ligatures, full-width and other compatibility forms, composed letters,
 * signs that nobody sees. Letters, digits, case, raised and circled numbers and other punctuation stay. Made again from its own
 * text, it changes nothing.
 */
export function comparable(source: string): Comparable {
  const [text, starts]: [string[], number[]] = [[], []];
  let [spaceAt, last] = [-1, ''];
  for (const { 0: own, index } of source.matchAll(clusters)) {
    const form = formOf(own);
    if (form === '') continue;
    if (whiteSpace.test(form)) {
      if (spaceAt < 0) spaceAt = index;
      continue;
    }
    if (spaceAt >= 0 && last !== '' && !endsTight.test(last) && !beginsTight.test(form)) {
      text.push(' ');
      starts.push(spaceAt);
    }
    text.push(form);
    for (let unit = 0; unit < form.length; unit += 1) starts.push(index);
    [spaceAt, last] = [-1, form];
  }
  return { text: text.join(''), source, starts };
}

/** The text of `comparable`, for who needs no way back. */
export function normalise(text: string): string {
  return comparable(text).text;
}

/** Where in the source a part of the comparable text came from, without signs at its end that nobody sees. */
export function sourceRange({ source, starts }: Comparable, { from, to }: Range): Range {
  const [first = 0, last = 0] = [starts[from], starts[to - 1]];
  return { from: first, to: endOfCluster(source, last) };
}

function endOfCluster(source: string, at: number): number {
  clusterAt.lastIndex = at;
  const own = clusterAt.exec(source)?.[0] ?? '';
  return at + own.replace(unseenAtEnd, '').length;
}

function formOf(own: string): string {
  const code = own.length === 1 ? own.charCodeAt(0) : 0;
  if (code > 0x20 && code < 0x7f && code !== 0x60) return own;
  const found = known.get(own);
  if (found !== undefined) return found;
  const form = makeForm(own);
  if (known.size < formsAtMost && own.length < 9) known.set(own, form);
  return form;
}

function makeForm(own: string): string {
  const seen = own.replace(unseenSigns, '');
  const composed = keepsItsForm(seen) ? seen.normalize('NFC') : evenMarks(seen).normalize('NFKC');
  return evenMarks(composed).replace(unseenSigns, '');
}

/** 10² is not 102, nor 2½ is 21⁄2; and what would become several words, such as a spacing accent, stays one. */
function keepsItsForm(seen: string): boolean {
  if (/^(?![\u2080-\u2089])\p{No}/u.test(seen)) return true;
  return !whiteSpace.test(seen) && /\s/u.test(seen.normalize('NFKC'));
}

function evenMarks(text: string): string {
  return evened.reduce((even, [form, as]) => even.replace(form, as), text);
}
