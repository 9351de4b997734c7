import { evidenceWords } from '../../articles/fact.ts';
import { text as textField } from '../../articles/field.ts';
import { wordCount } from '../../foundation/counts.ts';
import { type Comparable, normalise } from '../matching/comparable.ts';
import { hasWords } from '../matching/passages.ts';
import { quotedIn } from './clauses.ts';
import type { Span } from './sentences.ts';

const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const token = new RegExp(`${dense.source}|(?:(?!${dense.source})\\S)+`, 'gu');
/** Scripts without spaces in which a run of letters is many words. */
const unspaced = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** What no field may hold: it would forge what stands around it. */
const refused = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]+/u;
const edge = /^[^\p{L}\p{N}$€£¥￥]+|[^\p{L}\p{N}\p{M}%％‰…)）]+$/gu;
const looseEnd = /^…+|(?<![(（][^()（）]*)[)）]+$/gu;
/** What a claim turns on, the surest first: a finite verb of English or a verb that Chinese reports with; else what looks like a past tense. */
const turning = [
  /^(?:is|are|was|were|has|have|had|will|would|may|might|could|must|should|shall|said|says|told|see|sees|want|wants|plans|expects)$|^[将拟已称据须应]$/iu,
  /^\p{L}{3,}ed$/iu,
];
/** Words that stand before that one, mostly its subject. */
const before = 4;
/** A quotation of so many words is what its clause is about. */
const quotationWords = 4;
const evidenceField = textField(400);
/** Twelve words of two characters each, and marks between them: marks alone count as no word, however many they are. */
const tokensAtMost = 60;

type Token = Span & { words: number };

/**
 * The words of a clause that carry its claim: all of them if there are at most twelve, else as many around its verb or from the start of
 * what it quotes. They are words of the text, one line, and a fact may have them as its evidence; undefined where there are none such.
 *
 * @param text without broken lines, see `flowed`.
 * @param capture the same text, comparable, with the way back to its source, by which filing tells where words end.
 */
export function evidenceIn(text: string, clause: Span, capture: Comparable): string | undefined {
  const tokens = tokensOf(text, longestPart(text, clause));
  let [first, last] = window(text, clause, tokens);
  while (first <= last) {
    const [from, to] = [tokens[first], tokens[last]];
    const words = from && to ? oneLine(text.slice(from.start, to.end)) : '';
    if (wordCount(normalise(words)) === 0) return undefined;
    // In the text as filing compares it, and in its even form alone: where the two differ, nothing is evidence.
    const even = normalise(words);
    if (isEvidence(words) && hasWords(capture, even) && hasWords(capture.text, even)) return words;
    if (last > first) last -= 1;
    else first += 1;
  }
  return undefined;
}

/** Words of a text as a field takes them: in one line, without marks at the ends. */
export function oneLine(words: string): string {
  return words
    .replace(/[\t\n\v\f\r \u2028\u2029]+/g, ' ')
    .replace(edge, '')
    .replace(looseEnd, '')
    .trim();
}

function isEvidence(words: string): boolean {
  return (
    Math.max(wordCount(words), wordCount(normalise(words))) <= evidenceWords &&
    evidenceField.safeParse(words).success
  );
}

/** The first and the last token of the words. */
function window(text: string, clause: Span, tokens: readonly Token[]): [first: number, last: number] {
  const quoted = quotedIn(text, clause);
  const isAbout = quoted && wordCount(text.slice(quoted.start, quoted.end)) >= quotationWords;
  const verb = turning
    .map(pattern => tokens.findIndex(({ start, end }) => pattern.test(text.slice(start, end))))
    .find(at => at >= 0);
  const anchor = isAbout
    ? tokens.findIndex(({ end }) => end > quoted.start)
    : Math.max(0, back(tokens, verb ?? 0, before));
  // With a whole window behind it where there is one: a claim is not cut short at both ends.
  const latest = back(tokens, tokens.length, evidenceWords);
  const first = Math.max(0, Math.min(anchor, latest));
  return [first, forward(tokens, first)];
}

/** The token so many words before another. */
function back(tokens: readonly Token[], from: number, words: number): number {
  let [at, left] = [from, words];
  while (at > 0) {
    left -= tokens[at - 1]?.words ?? 0;
    if (left < 0) break;
    at -= 1;
  }
  return at;
}

function forward(tokens: readonly Token[], first: number): number {
  let [last, left] = [first, evidenceWords];
  for (let at = first; at < Math.min(tokens.length, first + tokensAtMost); at += 1) {
    left -= tokens[at]?.words ?? 0;
    if (left < 0) break;
    last = at;
  }
  return last;
}

/** The longest part without a character that no field may hold. */
function longestPart(text: string, { start, end }: Span): Span {
  const parts: Span[] = [];
  let at = start;
  for (const piece of text.slice(start, end).split(new RegExp(`(${refused.source})`, 'u'))) {
    if (!refused.test(piece)) parts.push({ start: at, end: at + piece.length });
    at += piece.length;
  }
  return parts.sort((a, b) => b.end - b.start - (a.end - a.start))[0] ?? { start, end: start };
}

function tokensOf(text: string, { start, end }: Span): Token[] {
  return [...text.slice(start, end).matchAll(token)].flatMap(match => {
    const run = { start: start + match.index, end: start + match.index + match[0].length };
    if (unspaced.test(match[0])) return wordsWithin(text, run);
    return { ...run, words: dense.test(match[0]) ? 0.5 : wordCount(match[0]) };
  });
}

function wordsWithin(text: string, { start, end }: Span): Token[] {
  const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
  return [...segmenter.segment(text.slice(start, end))].map(({ index, segment, isWordLike }) => ({
    start: start + index,
    end: start + index + segment.length,
    words: isWordLike ? 1 : 0,
  }));
}
