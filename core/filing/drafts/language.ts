import { language as languageTag } from '../../articles/field.ts';
import { scriptMisfit } from '../hints/scripts.ts';

/** The language of a text, and what says so; `sure` where another is hardly possible. */
export type LanguageFound = { tag: string; from: string; sure: boolean };

/** Scripts by the language that is most written in them, and whether it is the only one of note. */
const byScript: readonly [script: string, tag: string, sure: boolean][] = [
  ['Hiragana', 'ja', true],
  ['Katakana', 'ja', true],
  ['Hangul', 'ko', true],
  ['Han', 'zh-Hans', true],
  ['Thai', 'th', true],
  ['Greek', 'el', true],
  ['Hebrew', 'he', false],
  ['Cyrillic', 'ru', false],
  ['Arabic', 'ar', false],
  ['Devanagari', 'hi', false],
  ['Latin', 'en', false],
];
/** A Japanese text has kana among many Han characters; a Chinese or English one may hold a name in it. */
const leastShare = 0.1;
/** What tells a script needs no more of a text than its beginning. */
const looksAt = 20_000;
const english = /\b(?:the|of|and|to|in|that|for|is|was|by)\b/gi;
const englishShare = 0.12;

/**
 * The language of a text: the one that its page states, unless it is in another script than that language; else by its script.
 * @param stated the attribute of a page's html element, however it is written.
 */
export function languageOf(text: string, stated?: string): LanguageFound {
  const beginning = text.slice(0, looksAt);
  const tag = stated === undefined ? undefined : tagOf(stated);
  if (tag !== undefined && scriptMisfit(beginning, tag, false) === undefined)
    return { tag, from: 'the page’s lang attribute', sure: true };
  const letters = beginning.match(/\p{L}/gu)?.length ?? 0;
  const found = byScript.find(([script]) => share(beginning, script, letters) >= leastShare);
  const [, guess, sure] = found ?? ['Latin', 'en', false];
  if (guess === 'zh-Hans') {
    const isSimplified = scriptMisfit(beginning, 'zh-Hans', false) === undefined;
    return { tag: isSimplified ? 'zh-Hans' : 'zh-Hant', from: 'its script', sure };
  }
  if (guess === 'en') return { tag: 'en', from: 'its script and words', sure: isEnglish(beginning) };
  return { tag: guess, from: 'its script', sure };
}

/** The tag in the form that article files have; undefined for what is none. Of Chinese the script counts, whatever the region. */
function tagOf(stated: string): string | undefined {
  try {
    const { language, script, region } = new Intl.Locale(stated.trim().replaceAll('_', '-'));
    const { script: written } = new Intl.Locale(stated.trim().replaceAll('_', '-')).maximize();
    if (language === 'zh' && written !== undefined) return `zh-${written}`;
    const tag = [language, script, region].filter(part => part !== undefined).join('-');
    return languageTag.safeParse(tag).success && language !== 'und' ? tag : undefined;
  } catch {
    return undefined;
  }
}

function share(text: string, script: string, letters: number): number {
  if (letters === 0) return 0;
  return (text.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0) / letters;
}

function isEnglish(text: string): boolean {
  const words = text.match(/\p{L}+/gu)?.length ?? 0;
  return words > 0 && (text.match(english)?.length ?? 0) >= words * englishShare;
}
