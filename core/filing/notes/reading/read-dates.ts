import { en, type ParsedComponents, zh } from 'chrono-node';

/** A date as a text has it; what it leaves open is undefined. */
export type TextDate = { year?: number; month: number; day?: number };
/** The same with its place in the text. */
export type FoundDate = TextDate & { words: string; at: number };

const han = /\p{Script=Han}/u;
/** A date by its name or its digits. What is told relative to a day ("in five years") is no date of the text. */
const namedMonth = /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i;
const digits = /\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?/;
/** Names of months that are words too: alone they are a month only after one of these. */
const alsoWord = /^(?:may|march|mar|sep|dec|jan),?$/i;
const beforeMonth =
  /(?:\b(?:in|of|by|since|until|till|from|to|before|after|during|late|early|last|next|this)\s+|\bmid[- ])$/i;

/** What no date has, and what the reader of dates tries anew from each of its places: a long run of digits, or of commas and spaces. */
const longRuns = /[\d〇零一二两三四五六七八九十]{24,}|[\s,，]{8,}/gu;

/** All dates of a text that name their month, in the order in which they stand. The text is in the form of `normalise`. */
export function datesIn(given: string): FoundDate[] {
  const text = given.replace(longRuns, run => '\u0001'.repeat(run.length));
  const found = [...englishDates(text), ...(han.test(text) ? chineseDates(text) : [])];
  return found.sort((a, b) => a.at - b.at);
}

/** A text with blanks in place of its dates, so that their digits are not read again as figures. Its length stays. */
export function withoutDates(text: string, dates: readonly FoundDate[]): string {
  return dates.reduce(
    (rest, { at, words }) =>
      `${rest.slice(0, at)}${'\u0001'.repeat(words.length)}${rest.slice(at + words.length)}`,
    text,
  );
}

/** A date of a file, such as `2022-10`, as a text would have it; undefined for a year alone. */
export function dateOfFile(date: string): TextDate | undefined {
  const [year = 0, month, day] = date.split('-').map(Number);
  if (month === undefined) return undefined;
  return { year, month, ...(day === undefined ? {} : { day }) };
}

function englishDates(text: string): FoundDate[] {
  return en.parse(text, middle).flatMap(({ text: found, index, start, end }) => {
    if (!namedMonth.test(found) && !digits.test(found)) return [];
    const words = found.replace(/^on /i, '');
    const at = index + found.length - words.length;
    if (isOtherWord(words, text.slice(Math.max(0, at - 12), at))) return [];
    const month = onlyMonth(words, text.slice(at + words.length));
    if (month !== undefined) return [{ words: month, at, month: start.get('month') ?? 1 }];
    return both(words, at, start, end);
  });
}

function isOtherWord(words: string, before: string): boolean {
  return alsoWord.test(words) && !(/^[A-Z]/.test(words) && beforeMonth.test(before));
}

/** "In September 5,774 tonnes" has no fifth of September, nor "by the end of June, 19%" a nineteenth of June. */
function onlyMonth(words: string, after: string): string | undefined {
  return /^(?:[,.]\d|\s?%| per ?cent)/.test(after) ? /^([\p{L} ]+\.?),? \d+$/u.exec(words)?.[1] : undefined;
}

/** Several months in Chinese, of which only the last one has its sign: 1-2月. */
const months = /(?<![\d月])(1[0-2]|[1-9])(?:[-–—~至到、])(1[0-2]|[1-9])月/gu;

function chineseDates(text: string): FoundDate[] {
  const several = [...text.matchAll(months)].map(({ 0: words, 1: first, index: at }) => ({
    words,
    at,
    month: Number(first),
  }));
  return [...several, ...singleDates(text)];
}

function singleDates(text: string): FoundDate[] {
  return zh.hans
    .parse(text, middle)
    .flatMap(({ text: words, index, start, end }) =>
      words.includes('月') ? both(words, index, start, end) : [],
    );
}

/** Dates without a year are read as without: any day will do. */
const middle = new Date('2020-06-15T12:00:00Z');

function both(
  words: string,
  at: number,
  start: ParsedComponents,
  end: ParsedComponents | null | undefined,
): FoundDate[] {
  return [start, ...(end ? [end] : [])].flatMap(date => componentsOf(date, words, at));
}

function componentsOf(date: ParsedComponents, words: string, at: number): FoundDate[] {
  const known = (part: 'year' | 'month' | 'day') =>
    date.isCertain(part) ? (date.get(part) ?? undefined) : undefined;
  const [year, month, day] = [known('year'), known('month'), known('day')];
  if (month === undefined) return [];
  return [
    { words, at, month, ...(year === undefined ? {} : { year }), ...(day === undefined ? {} : { day }) },
  ];
}
