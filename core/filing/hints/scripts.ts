import { scriptOf } from './tags.ts';

/** Scripts of which a text is written in several, or that Unicode counts as one. */
const written: Record<string, string> = {
  Hans: '\\p{Script=Han}',
  Hant: '\\p{Script=Han}',
  Jpan: '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]',
  Kore: '[\\p{Script=Hangul}\\p{Script=Han}]',
};
const names = new Intl.DisplayNames('en', { type: 'script' });
/** What a reader takes in at once: a word of letters, or two characters of a script that has no spaces. */
const unit =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,2}|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])\p{L})+/gu;
/** Foreign names are common in Chinese or Arabic, and seldom the half of an English text. */
const share = { Latn: 1 / 2, other: 1 / 8 };

/**
 * Says why a text can hardly be in the language of its tag, by its script: English words in Chinese characters, Chinese ones in Latin
 * letters or, for `zh-Hans`, in characters that are only in Traditional use. Undefined where nothing is odd, or nobody knows the script. It
 * cannot tell languages of one script from each other.
 * @param isName a name may be written in Latin letters in any language.
 */
export function scriptMisfit(text: string, tag: string, isName: boolean): string | undefined {
  const script = scriptOf(tag);
  const pattern = script === undefined ? undefined : patternOf(script);
  if (script === undefined || !pattern) return undefined;
  const units = (text.match(unit) ?? []).filter(word => !isName || !/^\p{Script=Latin}+$/u.test(word));
  const own = units.filter(word => pattern.test(word)).length;
  const least = units.length * (script === 'Latn' ? share.Latn : share.other);
  if (units.length > 0 && own < least)
    return `the tag is "${tag}", but hardly any of this is in ${nameOf(script)}`;
  return otherHan(text, script, tag);
}

function nameOf(script: string): string {
  return script === 'Hans' || script === 'Hant' ? 'Chinese characters' : `${names.of(script)} letters`;
}

function patternOf(script: string): RegExp | undefined {
  try {
    return new RegExp(written[script] ?? `\\p{Script=${script}}`, 'u');
  } catch {
    return undefined;
  }
}

/** Two different ones at least: a single one may be a name that is written so. */
const otherHanAtLeast = 2;

function otherHan(text: string, script: string, tag: string): string | undefined {
  if (script !== 'Hans' && script !== 'Hant') return undefined;
  const { simplified, traditional } = hanOfOneUse();
  const [own, others, use] =
    script === 'Hans' ? [simplified, traditional, 'Traditional'] : [traditional, simplified, 'Simplified'];
  const odd = new Set(Array.from(text).filter(character => others.has(character)));
  const fitting = new Set(Array.from(text).filter(character => own.has(character)));
  if (odd.size < otherHanAtLeast || odd.size <= fitting.size) return undefined;
  return `the tag is "${tag}", but ${[...odd].slice(0, 3).join(', ')} are in ${use} use only`;
}

type OneUse = { simplified: ReadonlySet<string>; traditional: ReadonlySet<string> };
let found: OneUse | undefined;

/** Characters that only one of the two old national standards has: GB 2312 of the mainland, and the common ones of Big5 of Taiwan. */
function hanOfOneUse(): OneUse {
  if (found) return found;
  const mainland = decoded('gbk', [0xb0, 0xf7], [[0xa1, 0xfe]]);
  const taiwan = decoded(
    'big5',
    [0xa4, 0xc6],
    [
      [0x40, 0x7e],
      [0xa1, 0xfe],
    ],
  );
  const rare = decoded(
    'big5',
    [0xc9, 0xf9],
    [
      [0x40, 0x7e],
      [0xa1, 0xfe],
    ],
  );
  found = {
    simplified: new Set([...mainland].filter(character => !taiwan.has(character) && !rare.has(character))),
    traditional: new Set([...taiwan].filter(character => !mainland.has(character))),
  };
  return found;
}

type Range = readonly [first: number, last: number];

function decoded(encoding: string, [first, last]: Range, trails: readonly Range[]): Set<string> {
  const bytes: number[] = [];
  for (let lead = first; lead <= last; lead += 1)
    for (const [from, to] of trails) for (let trail = from; trail <= to; trail += 1) bytes.push(lead, trail);
  const text = new TextDecoder(encoding).decode(Uint8Array.from(bytes));
  return new Set(text.match(/\p{Script=Han}/gu) ?? []);
}
