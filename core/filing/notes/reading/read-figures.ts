import recognizers from '@microsoft/recognizers-text-number';
import { type Currency, type Unit, unitOf } from './units.ts';

/** A number of a text with what it counts, by value, in whatever notation it stands. */
export type Figure = {
  words: string;
  at: number;
  value: number;
  unit: Unit | undefined;
  currency?: Currency;
};

type Number_ = { words: string; at: number; value: number };

const han = /\p{Script=Han}/u;
const latin = /[A-Za-z]/;
/** Digits with what recognisers of words pass over: units written on, as in 14nm and $3.5bn. */
const digits =
  /(?<![\p{L}\p{N}.,])\d+(?:,\d{3})*(?:\.\d+)?(?=(?:nm|mm|cm|km|kg|bn|tn|trn|mn|m|k|B|M|GW|MW|kW|TOPS|GB|TB|GHz|MHz)?(?![\p{L}\p{N}]))/gu;
/** A year in Chinese digits, which say each its own: 二〇二二年. */
const spelledYear = /[〇零一二三四五六七八九]{4}(?=年)/g;
const chineseDigits = '〇一二三四五六七八九';
const half = /^half an? (thousand|million|billion|trillion)$/;
const powers: Record<string, number> = {
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  mn: 1e6,
  M: 1e6,
  m: 1e6,
  billion: 1e9,
  bn: 1e9,
  B: 1e9,
  trillion: 1e12,
  trn: 1e12,
  tn: 1e12,
  万: 1e4,
  亿: 1e8,
  万亿: 1e12,
};
const multiplier = /(thousand|million|billion|trillion|万亿|亿|万)$/i;
const written = /^\s?(bn|trn|tn|mn|m|k|B|M)(?![\p{L}\p{N}])/u;
const between = /^\s*(?:-|–|—|~|〜|to|or|and|至|到|或)\s*$/;

/**
 * All numbers of a text, in English and Chinese, with what they count. Of a range each end counts what the range does.
 * @param text in the form of `normalise`, without its dates.
 */
export function figuresIn(text: string): Figure[] {
  const readable = text.replace(spelledYear, year => [...year].map(digitOf).join(''));
  const read = piecesOf(readable)
    .flatMap(({ piece, from }) =>
      longestOf(numbersIn(piece)).map(number => ({ ...number, at: from + number.at })),
    )
    .map(number => withUnit(number, readable));
  const shared = read.map((figure, index) => sharing(figure, read[index + 1], readable));
  return shared.map(figure => ({ ...figure, words: text.slice(figure.at, figure.at + figure.words.length) }));
}

/** Recognisers take seconds for some thousand numerals without a stop: no sentence of a person is as long. In characters. */
const pieceAtMost = 500;

/** A text in pieces that are short enough to be read: a long sentence is cut behind a comma, or else at a space. */
function piecesOf(text: string): { piece: string; from: number }[] {
  const pieces: { piece: string; from: number }[] = [];
  for (let from = 0; from < text.length; ) {
    const rest = text.slice(from, from + pieceAtMost);
    const length = from + rest.length === text.length ? rest.length : lengthOfPiece(rest);
    pieces.push({ piece: rest.slice(0, length), from });
    from += length;
  }
  return pieces;
}

function lengthOfPiece(text: string): number {
  const comma = Math.max(...[', ', '; ', '，', '、', '；', '。'].map(sign => text.lastIndexOf(sign)));
  if (comma >= pieceAtMost / 2) return comma + 1;
  const space = text.lastIndexOf(' ');
  return space >= pieceAtMost / 2 ? space : text.length;
}

function digitOf(character: string): string {
  return String(Math.max(0, chineseDigits.indexOf(character)));
}

function numbersIn(text: string): Number_[] {
  const cultures = [...(han.test(text) ? ['zh-cn'] : []), ...(latin.test(text) ? ['en-us'] : [])];
  const worded = cultures.flatMap(culture =>
    recognizers.recognizeNumber(text, culture).map(({ start, end, resolution }) => {
      const words = text.slice(start, end + 1);
      return { words, at: start, value: readValue(words, Number(resolution?.value)) };
    }),
  );
  const plain = [...text.matchAll(digits)].map(({ 0: words, index }) => {
    const [, power = ''] = written.exec(text.slice(index + words.length)) ?? [];
    const whole = text.slice(index, index + words.length + power.length);
    return { words: whole, at: index, value: Number(words.replaceAll(',', '')) * (powers[power] ?? 1) };
  });
  return [...worded, ...plain].filter(
    ({ value, words }) => Number.isFinite(value) && (!/^\d+[a-z]$/i.test(words) || /^\d+[kmBM]$/.test(words)),
  );
}

/** What the recogniser gets wrong. */
function readValue(words: string, value: number): number {
  const [, power] = half.exec(words.toLowerCase()) ?? [];
  return power === undefined ? value : (powers[power] ?? 1) / 2;
}

/** Of numbers that overlap the longest: "3.5" is in "3.5 billion". */
function longestOf(numbers: readonly Number_[]): Number_[] {
  const kept: Number_[] = [];
  for (const number of numbers.toSorted((a, b) => b.words.length - a.words.length || a.at - b.at)) {
    const overlaps = kept.some(
      ({ at, words }) => number.at < at + words.length && at < number.at + number.words.length,
    );
    if (!overlaps) kept.push(number);
  }
  return kept.sort((a, b) => a.at - b.at);
}

function withUnit({ words, at, value }: Number_, text: string): Figure {
  const end = at + words.length;
  const found = unitOf(text.slice(Math.max(0, at - 12), at), words, text.slice(end, end + 40));
  if (!found) return { words, at, value: Math.abs(value), unit: undefined };
  const from = at - found.before;
  return {
    words: text.slice(from, end + found.after),
    at: from,
    value: Math.abs(value) * found.times,
    unit: found.unit,
    ...(found.currency === undefined ? {} : { currency: found.currency }),
  };
}

/** "10 to 15 percent", "10-15 billion": the first of the two says less than it means. */
function sharing(figure: Figure, next: Figure | undefined, text: string): Figure {
  if (!next || !between.test(text.slice(figure.at + figure.words.length, next.at))) return figure;
  const own = unitOf(
    '',
    '',
    text.slice(next.at + bareLength(next.words), next.at + bareLength(next.words) + 40),
  );
  const power = multiplier.exec(next.words)?.[1]?.toLowerCase();
  const times = power !== undefined && figure.value < 1000 ? (powers[power] ?? 1) : 1;
  const unit = figure.unit ?? next.unit;
  const scale = figure.unit === undefined && own ? own.times : 1;
  return { ...figure, value: figure.value * times * scale, unit };
}

/** How much of a figure's words is the number itself, without what it counts. */
function bareLength(words: string): number {
  return (
    /^[\d.,]+|^[a-z]+(?:-[a-z]+)?|^[〇零一二两三四五六七八九十百千万亿]+/i.exec(words)?.[0].length ??
    words.length
  );
}
