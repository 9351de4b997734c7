/** A part of a text: from `start` to before `end`, in UTF-16 units. */
export type Span = { start: number; end: number };

const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
/** Of more characters than this share, a line is read by its stops: no space follows them. */
const denseShare = 0.3;
/** A sentence up to its stops, with the quotation marks and brackets that they end. */
const denseSentence = /[^。！？；]*[。！？；]+[”’」』）》"]*|[^。！？；]+/gu;
const endsSentence = /[.!?:;。！？：；…]["'”’」』）)\]]*\s*$/u;
const beginsItem = /^\s*(?:[•·●▪◦*–—-]\s|\(?\d{1,3}[.)、]|[（(][一二三四五六七八九十]+[）)])/u;
/** A line at least this long that ends without a stop was broken by a program, not by its writer. */
const brokenAt = 40;
const brokenDenseAt = 20;
const longestSentence = 2_000;
/** A full stop behind one of these ends no sentence. */
const abbreviated =
  /(?:^|[\s(“"])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St|No|Nos|Art|Sec|Inc|Corp|Co|Ltd|vs|etc|cf|approx|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|\p{Lu}|(?:\p{L}\.)+\p{L})\.\s*$/u;

/**
 * A text of the same length whose line breaks are only those that end something: where a program broke a line in a sentence, and for
 * every tab, there is a space. So what is cut from it is one line, and stands at the same place in both.
 */
export function flowed(text: string): string {
  const lines = text.split('\n');
  const joined = lines.map((line, index) => {
    const next = lines[index + 1];
    if (next === undefined) return line;
    return line + (goesOn(line, next) ? ' ' : '\n');
  });
  return joined.join('').replace(/[\t\v\f\r\u0085\u2028\u2029]/g, ' ');
}

/** The sentences of a text without broken lines, in their order; a sentence ends at a semicolon too, which parts claims. */
export function* sentencesOf(text: string, language: string): Generator<Span> {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  let start = 0;
  for (const line of text.split('\n')) {
    for (const span of isDense(line) ? byStops(line) : bySegments(line, segmenter))
      for (const part of readable(span)) yield { start: start + part.start, end: start + part.end };
    start += line.length + 1;
  }
}

/** A sentence in parts that are no longer than anybody writes: what looks into them need not fear a megabyte without a stop. */
function readable({ start, end }: Span): Span[] {
  const parts = Math.ceil((end - start) / longestSentence);
  return Array.from({ length: parts }, (_, n) => ({
    start: start + n * longestSentence,
    end: Math.min(end, start + (n + 1) * longestSentence),
  }));
}

function goesOn(line: string, next: string): boolean {
  if (next.trim() === '' || endsSentence.test(line) || beginsItem.test(next)) return false;
  return line.trim().length >= (isDense(line) ? brokenDenseAt : brokenAt);
}

function isDense(line: string): boolean {
  return (line.match(dense)?.length ?? 0) > line.length * denseShare;
}

function byStops(line: string): Span[] {
  return [...line.matchAll(denseSentence)].map(match => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function* bySegments(line: string, segmenter: Intl.Segmenter): Generator<Span> {
  let start = 0;
  for (const { index, segment } of segmenter.segment(line)) {
    const end = index + segment.length;
    // The longest abbreviation is far shorter than this.
    const ending = line.slice(Math.max(start, end - 40), end);
    // A mark that stands inside a word, such as one for a lost character, ends nothing.
    const isInside = !/[\s。！？；”’」』）]$/u.test(ending);
    if (end < line.length && (isInside || abbreviated.test(ending))) continue;
    yield* bySemicolons(line, { start, end });
    start = end;
  }
  if (start < line.length) yield* bySemicolons(line, { start, end: line.length });
}

function* bySemicolons(line: string, { start, end }: Span): Generator<Span> {
  let from = start;
  for (const match of line.slice(start, end).matchAll(/;\s/g)) {
    yield { start: from, end: start + match.index + 1 };
    from = start + match.index + 1;
  }
  if (from < end) yield { start: from, end };
}
