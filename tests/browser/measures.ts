import { messageOf } from '../craft/message.ts';
import type { BuiltEdition } from '../support/editions/build.ts';
import type { Stage } from './browser.ts';

/** What an edition costs its readers; words are what a browser shows, as `Intl.Segmenter` cuts them. */
export type Measures = {
  facts: number;
  /** Words that belong to no item: title, headings, what is said once, the foot. */
  frame: number;
  /** Words of label and quiet line, of each fact in order. */
  apparatus: number[];
  /** All words and Chinese characters that are shown, and the minutes that the edition names for them. */
  words: number;
  characters: number;
  minutes: number;
  /** Where the first item begins, in CSS pixels, on a phone of 375. */
  firstItem: number;
  bytes: { html: number; text: number };
};

/** The bars that a digest keeps. */
export const bars = {
  frame: 150,
  apparatusMedian: 8,
  apparatusMost: 14,
  readingTime: 0.2,
  firstItem: 320,
} as const;

/** By which a minute is counted: words, or Chinese characters. */
const aMinute = { words: 230, characters: 255 };

type Shown = Pick<Measures, 'frame' | 'apparatus' | 'words' | 'characters' | 'firstItem'>;

/** Measures the HTML part of an edition as a phone shows it. */
export async function measuresOf(edition: BuiltEdition, stage: Stage): Promise<Measures> {
  const { html, text } = await messageOf(edition);
  const page = await stage.show(html, { scheme: 'light', width: 375 });
  const shown = await page.evaluate<Shown>(
    `(${measureInPage})(${JSON.stringify(edition.publication.language)})`,
  );
  const minutes = Number(/(\d+) (?:minutes?)|约(\d+)分钟/.exec(text)?.slice(1).find(Boolean));
  const bytes = { html: Buffer.byteLength(html), text: Buffer.byteLength(text) };
  return { ...shown, facts: edition.digest.counts.facts, minutes, bytes };
}

/* What runs in the page is text: types of a browser's globals would hold for the whole project. */
const measureInPage = `language => {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const count = text => [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length;
  const all = document.body.innerText;
  const lists = [...document.querySelectorAll('ul')].filter(list => !list.parentElement.closest('ul'));
  const inItems = lists.reduce((sum, list) => sum + count(list.innerText), 0);
  const lines = [...document.querySelectorAll('li > p.s + p.m, li > table + p.m')];
  const apparatus = lines.map(line => {
    const before = line.parentElement.querySelector('p.s > b.i');
    return count(before ? before.innerText : '') + count(line.innerText.split('\\n')[0]);
  });
  const han = all.match(/\\p{Script=Han}/gu) ?? [];
  return {
    frame: count(all) - inItems,
    apparatus,
    words: count(all.replace(/\\p{Script=Han}/gu, ' ')),
    characters: han.length,
    firstItem: document.querySelector('li').getBoundingClientRect().top,
  };
}`;

/** The number in the middle of some; of two, what lies between them. */
export function median(numbers: readonly number[]): number {
  const ordered = [...numbers].sort((a, b) => a - b);
  const [low = 0, high = low] = [ordered.length - 1, ordered.length].map(at => ordered[Math.floor(at / 2)]);
  return (low + high) / 2;
}

/** Minutes that what is shown takes to read. */
export function minutesShown({ words, characters }: Pick<Measures, 'words' | 'characters'>): number {
  return words / aMinute.words + characters / aMinute.characters;
}

/** What an edition misses of the bars, in words. */
export function misses(measures: Measures): string[] {
  const { frame, apparatus, minutes, firstItem } = measures;
  const shown = minutesShown(measures);
  return [
    ...over('words of the frame', frame, bars.frame),
    ...over('words of a fact’s apparatus, median', median(apparatus), bars.apparatusMedian),
    ...over('words of a fact’s apparatus, most', Math.max(...apparatus), bars.apparatusMost),
    ...over('px before the first item', firstItem, bars.firstItem),
    ...over('of the reading time wrong', Math.abs(minutes - shown) / shown, bars.readingTime),
  ];
}

function over(what: string, found: number, most: number): string[] {
  return found <= most ? [] : [`${found} ${what}, at most ${most}`];
}

/** Bytes that each fact adds, from two editions of one kind. */
export function slope(few: Measures, many: Measures): Measures['bytes'] {
  const facts = many.facts - few.facts;
  return {
    html: Math.round((many.bytes.html - few.bytes.html) / facts),
    text: Math.round((many.bytes.text - few.bytes.text) / facts),
  };
}
