import type { Article } from '../articles/article-file.ts';
import { wordCount } from '../foundation/counts.ts';
import type { Mistake } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import { type Loose, loose } from '../foundation/mistakes.ts';
import { plainText } from '../foundation/text-file.ts';
import { type Comparable, comparable, normalise, type Range } from './matching/comparable.ts';
import { hasWords, nearestPassage, placesOf } from './matching/passages.ts';
import { insideAny, quotationsIn } from './matching/quotations.ts';

/** A capture's length, as article files state it: Unicode code points, so that it does not depend on an encoding. */
export function characterCount(text: string): number {
  return Array.from(text).length;
}

/**
 * The forms in which programs save one captured text: plain, which comes first, with CR LF, and each of them with a byte order
 * mark; and as it is given. They are the same capture, and an article names any of them by its hash.
 */
export function captureForms(given: string): string[] {
  const plain = plainText(given);
  const windows = plain.replaceAll('\n', '\r\n');
  return [...new Set([plain, windows, `\ufeff${plain}`, `\ufeff${windows}`, given])];
}

/**
 * A captured text in the form that an article names; the store keeps this form under the hash. So the hash and the length of
 * a new article may be those of the plain text, whatever system saved it. And an article that names the hash of a file with
 * CR LF or a byte order mark stays valid. If the article names no form of the text, this returns the plain one.
 */
export function captureNamed(
  { sha256: named }: Pick<Article['capture'], 'sha256'> & Partial<Article['capture']>,
  given: string,
): string {
  const forms = captureForms(given);
  return forms.find(form => sha256(form) === named) ?? plainText(given);
}

/** The SHA-256 of the capture that an article file names, valid or not; undefined if it names none. */
export function captureHashIn(file: unknown): string | undefined {
  const { sha256: named } = loose(loose(loose(file).article).capture);
  return typeof named === 'string' && /^[0-9a-f]{64}$/.test(named) ? named : undefined;
}

/**
 * Compares an article file with the text it was drawn from: the same text, by hash and length; every evidence and quote in it
 * word for word (see `comparable`); and no paraphrase passed off as a quotation, which would put the article's words into
 * somebody's mouth.
 *
 * @param file as a person wrote it, valid or not: what has not the form of a fact is passed over, which the schema tells.
 * @param captureText as it was captured, in any form of `captureForms`: the UTF-8 of one of them is what the hash is of.
 * @returns every mistake; none means that the file stands on this capture.
 */
export function checkAgainstCapture(file: unknown, captureText: string, source: string): Mistake[] {
  const { article, facts } = loose(file);
  return [
    ...otherTextMistakes(file, captureText, source),
    ...factsMistakes(loose(article), facts, captureText, source),
  ];
}

/**
 * The same of one fact of a filed article, whose capture is taken to be this.
 * @param article null where it is not at hand: whether a quote has to stand in quotation marks is then not known, nor checked.
 * @param path where the fact stands in its file.
 */
export function checkFactAgainstCapture(
  article: Article | null,
  fact: unknown,
  captureText: string,
  source: string,
  path: string,
): Mistake[] {
  return wordMistakes(article, loose(fact), captureOf(captureText), source, path);
}

/** The same of all facts in a file that adds them to an article. @param file valid or not. */
export function checkFactsAgainstCapture(
  article: Article | null,
  file: unknown,
  captureText: string,
  source: string,
): Mistake[] {
  return factsMistakes(article, loose(file).facts, captureText, source);
}

type Capture = { words: Comparable; isQuoted: (part: Range) => boolean };

/** Longer evidence and quotes are refused for their length; looking for them would be work for nothing. */
const charactersAtMost = 400;
/** So many characters beside words show what they were cut out of. */
const besideCut = 12;

function captureOf(text: string): Capture {
  return { words: comparable(text), isQuoted: insideAny(quotationsIn(text)) };
}

/** The capture is read once, for all of them. */
function factsMistakes(
  article: Loose | null,
  facts: unknown,
  captureText: string,
  source: string,
): Mistake[] {
  const capture = captureOf(captureText);
  return (Array.isArray(facts) ? facts : []).flatMap((fact: unknown, index) =>
    wordMistakes(article, loose(fact), capture, source, `facts[${index}]`),
  );
}

function wordMistakes(
  article: Loose | null,
  { evidence, quote, attribution }: Loose,
  capture: Capture,
  source: string,
  path: string,
): Mistake[] {
  const speaker = loose(attribution).how;
  return [
    ...(isSought(evidence) ? evidenceMistakes(evidence, capture, source, `${path}.evidence`) : []),
    ...(isSought(quote)
      ? quoteMistakes(quote, speaksForItself(article, speaker), capture, source, `${path}.quote`)
      : []),
  ];
}

function isSought(words: unknown): words is string {
  return typeof words === 'string' && words !== '' && words.length <= charactersAtMost;
}

/** The part of `checkAgainstCapture` that no stricter rule changes: whether it is the text that the article names, by hash and length. */
export function otherTextMistakes(file: unknown, captureText: string, source: string): Mistake[] {
  const own = loose(loose(loose(file).article).capture);
  const text = captureNamed({ sha256: captureHashIn(file) ?? '' }, captureText);
  const todo = 'give the capture that these facts were drawn from, unchanged, or correct the field';
  const mistakes: Mistake[] = [];
  const compare = (field: 'sha256' | 'characters', found: string | number) => {
    if (own[field] === found) return;
    const expected = `${found}, which the capture has`;
    mistakes.push({ source, path: `article.capture.${field}`, expected, found: String(own[field]), todo });
  };
  if (captureHashIn(file) !== undefined) compare('sha256', sha256(text));
  if (typeof own.characters === 'number') compare('characters', characterCount(text));
  return mistakes;
}

function evidenceMistakes(evidence: string, { words }: Capture, source: string, path: string): Mistake[] {
  const sought = normalise(evidence);
  const found = JSON.stringify(evidence);
  if (wordCount(sought) === 0) {
    const todo = 'give the words of the capture that carry the fact';
    return [{ source, path, expected: 'words of the capture', found, todo }];
  }
  if (hasWords(words, sought)) return [];
  return [{ source, path, expected: 'exact words of the capture', found, todo: advice(words.text, sought) }];
}

function quoteMistakes(
  quote: string,
  isOwn: boolean,
  { words, isQuoted }: Capture,
  source: string,
  path: string,
): Mistake[] {
  const sought = normalise(quote);
  const found = JSON.stringify(quote);
  let isThere = false;
  for (const place of placesOf(words, sought)) {
    if (isOwn || isQuoted(place)) return [];
    isThere = true;
  }
  if (!isThere) {
    return [
      { source, path, expected: 'exact words of the capture', found, todo: advice(words.text, sought) },
    ];
  }
  return [
    {
      source,
      path,
      expected: 'words that stand in quotation marks in the capture, without the marks',
      found,
      todo: 'leave the quote out: the article paraphrases here, and these are its own words',
    },
  ];
}

/** The article's own words may be quoted as the article's, and a body's own text as that body's; without the article it is not known. */
function speaksForItself(article: Loose | null, how: unknown): boolean {
  if (!article) return true;
  return how === 'the article itself' || article.type === 'official' || article.type === 'company';
}

function advice(capture: string, words: string): string {
  const nearest = nearestPassage(capture, words);
  if (nearest === words) {
    const at = capture.indexOf(words);
    const whole = capture.slice(Math.max(0, at - besideCut), at + words.length + besideCut).trim();
    return `give whole words and figures: in the capture these are cut out of ${JSON.stringify(whole)}`;
  }
  return nearest === undefined
    ? 'copy the words from the capture; nothing in it comes near these'
    : `copy the words from the capture; the nearest are ${JSON.stringify(nearest)}`;
}
