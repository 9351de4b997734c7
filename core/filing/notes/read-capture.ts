import { type Comparable, comparable, normalise } from '../matching/comparable.ts';
import { nearestPassage } from '../matching/passages.ts';
import { isTooShort } from './evidence-length.ts';
import { bodiesIn } from './naming/aliases.ts';
import { placesIn } from './naming/places.ts';
import { simplified } from './naming/simplified.ts';
import type { Marked } from './note.ts';
import { datesIn, type FoundDate, withoutDates } from './reading/read-dates.ts';
import { type Figure, figuresIn } from './reading/read-figures.ts';
import { sentencesOf, sentenceWith } from './reading/sentences.ts';
import { wordedSpans } from './reading/units.ts';

/** A number of the capture, by value; where it stands does not matter. */
export type CaptureFigure = Pick<Figure, 'value' | 'unit' | 'currency'>;

/** A captured text as notes look at it: read once, for all facts that stand on it. */
export type ReadCapture = {
  /** In the form of `normalise`, and in Simplified characters, as names are looked for. */
  text: string;
  /** The same with the way back to the text as it was given, by which whole words are known; and without case. */
  words: Comparable;
  lower: Comparable;
  sentences: readonly string[];
  /** The known bodies and places that it names. */
  bodies: ReadonlySet<number>;
  places: ReadonlySet<number>;
  figures: readonly CaptureFigure[];
  dates: readonly FoundDate[];
  /** Every number that can be a year. */
  years: ReadonlySet<number>;
};

/** Longest passage that is shown, in characters: what one reads at a glance. */
const shownAtMost = 300;

/** Reads a captured text: sentence by sentence, so that the effort grows with its length and no faster. */
export function readCapture(given: string): ReadCapture {
  const sentences = sentencesOf(given);
  const read = sentences.map(simplified).map(sentence => {
    const dates = datesIn(sentence);
    const rest = withoutDates(sentence, dates);
    return { dates, figures: [...figuresIn(rest).map(plainFigure), ...wordedSpans(sentence)] };
  });
  const dates = read.flatMap(one => one.dates);
  const figures = read.flatMap(one => one.figures);
  const named = dates.flatMap(({ year }) => (year === undefined ? [] : [year]));
  const bare = figures.filter(({ unit }) => unit === undefined).map(({ value }) => value);
  const years = new Set([...named, ...bare.filter(value => value >= 1900 && value <= 2100)]);
  const words = comparable(given);
  const text = simplified(words.text);
  const bodies = new Set(bodiesIn(text).map(({ body }) => body));
  const places = new Set(placesIn(text).map(({ place }) => place));
  const lower = comparable(simplified(given.toLowerCase()));
  return { text, words, lower, sentences, bodies, places, figures, dates, years };
}

/** The passage to be read beside a fact: the sentence of its evidence, or what comes nearest to its words where the evidence is thin. */
export function passageFor(capture: ReadCapture, evidence: string, statement: string): Marked | undefined {
  const words = normalise(evidence);
  const own = marked(capture, words);
  if (own && !isTooShort(words)) return own;
  return marked(capture, nearestPassage(capture.words.text, normalise(statement))) ?? own;
}

function marked({ sentences }: ReadCapture, mark: string | undefined): Marked | undefined {
  const sentence = mark === undefined ? undefined : sentenceWith(sentences, mark);
  return mark === undefined || sentence === undefined ? undefined : { text: around(sentence, mark), mark };
}

function plainFigure({ value, unit, currency }: Figure): CaptureFigure {
  return { value, unit, ...(currency === undefined ? {} : { currency }) };
}

function around(sentence: string, words: string): string {
  if (sentence.length <= shownAtMost) return sentence;
  const room = Math.max(0, Math.floor((shownAtMost - words.length) / 2));
  const at = Math.max(0, sentence.indexOf(words));
  const [from, to] = [Math.max(0, at - room), Math.min(sentence.length, at + words.length + room)];
  return `${from > 0 ? '…' : ''}${sentence.slice(from, to).trim()}${to < sentence.length ? '…' : ''}`;
}
