import type { Fact } from '../../articles/fact.ts';
import type { DatedArticle } from './date-notes.ts';
import { claimsOf } from './fact-words.ts';
import type { Note } from './note.ts';
import { type CaptureFigure, passageFor, type ReadCapture } from './read-capture.ts';
import { datesIn, withoutDates } from './reading/read-dates.ts';
import { type Figure, figuresIn } from './reading/read-figures.ts';
import { yearsToldIn } from './reading/told-years.ts';

/** Below this a number is as often a manner of speaking ("one of", 一些) as a figure, unless it counts time, money or a share. */
const smallBelow = 10;
/** Values are told apart to this share: what a fraction and a percentage round away. */
const nearly = 0.005;

/** What stands before a number that is a name: an ordinal, a model, a sickness. */
const nameBefore = /第$|[A-Za-z]$|(?:^|[\s(])[A-Z][A-Za-z]*-$/;
const partOfTime = /\b(?:mid|late|early|pre|post)-$/i;
/** What stands after one: a plan, a century, a decade, a congress. */
const nameAfter = /^(?:[- ]?year plan|世纪|年代|届|中全会)/i;
/** Chinese names that are made of numbers: plans, congresses, and words that only look like numbers. */
const chineseNames =
  /十[一二三四五六]五(?!百|千|万|亿|年|个|家|项)|(?:中共|党的?)[一二三十]+大|十分(?!之)|十足|万一|千方百计|千万(?=别|不)|百姓|百货|百度|五年规划|五年计划/g;
const barePower = /^[百千万亿]+$/;

/**
 * Notes figures of a fact's statement and headline that its capture does not have, in whatever notation either has them. The years in which
 * it occurred and was published may stand there on their own ground: they have their basis beside them. So may the year that the capture
 * calls the last one, or the next.
 */
export function figureNotes(fact: Fact, article: DatedArticle, capture: ReadCapture): Note[] {
  const known = [fact.occurred, article.published, ...(fact.dates ?? [])].map(date =>
    Number(date?.date.slice(0, 4)),
  );
  const own = [...known, ...yearsToldIn(capture.text, article.published?.date)];
  return claimsOf(fact).flatMap(({ path, text }) =>
    claimedFigures(text)
      // A year counts nothing: 2,025 dollars are none.
      .filter(figure => figure.unit !== undefined || !own.includes(figure.value))
      .filter(figure => !isIn(figure, capture))
      .map(({ words }) => ({
        fact: fact.id,
        note: 'figure' as const,
        words,
        path,
        says: `the capture has no figure such as ${JSON.stringify(words)}`,
        todo: 'correct the figure, or leave it out',
        statement: { text, mark: words },
        passage: passageFor(capture, fact.evidence, text),
      })),
  );
}

/** The figures that a text of ours claims: without its dates, and without numbers that are names or manners of speaking. */
export function claimedFigures(text: string): Figure[] {
  const rest = withoutDates(text, datesIn(text)).replace(chineseNames, name => '\u0001'.repeat(name.length));
  return figuresIn(rest).filter(figure => isClaim(figure, rest));
}

function isClaim({ words, at, value, unit }: Figure, text: string): boolean {
  if (barePower.test(words) || value === 0) return false;
  if (unit === undefined && value < smallBelow) return false;
  const before = text.slice(Math.max(0, at - 20), at);
  if (nameBefore.test(before) && !partOfTime.test(before)) return false;
  return !nameAfter.test(text.slice(at + lengthOfNumber(words)));
}

function lengthOfNumber(words: string): number {
  return /^[\d.,]+|^[a-z]+|^[〇零一二两三四五六七八九十百千万亿]+/i.exec(words)?.[0].length ?? words.length;
}

function isIn(figure: Figure, { figures, years }: ReadCapture): boolean {
  return (
    (figure.unit === undefined && years.has(figure.value)) || figures.some(other => isSame(figure, other))
  );
}

/** A figure that counts nothing known is any of its value; small ones and shares have to count the same, and money the same money. */
function isSame(ours: Figure, theirs: CaptureFigure): boolean {
  if (Math.abs(ours.value - theirs.value) > nearlyOf(ours)) return false;
  if (ours.currency && theirs.currency && ours.currency !== theirs.currency) return false;
  if (ours.unit === theirs.unit || ours.unit === undefined) return true;
  return theirs.unit === undefined && ours.unit === 'money' && ours.value >= smallBelow;
}

function nearlyOf({ value, unit }: Figure): number {
  return unit === 'percent' && !Number.isInteger(value) ? value * nearly : Math.abs(value) * 1e-9;
}
