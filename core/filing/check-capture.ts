import type { Article, ArticleFile, Fact } from '../articles/article-file.ts';
import { wordCount } from '../foundation/counts.ts';
import type { Mistake } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import { plainText } from '../foundation/text-file.ts';
import { hasWords, nearestPassage, normalise, quotedPassages } from './text-match.ts';

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
export function captureNamed({ sha256: named }: Article['capture'], given: string): string {
  const forms = captureForms(given);
  return forms.find(form => sha256(form) === named) ?? plainText(given);
}

/**
 * Compares an article file with the text it was drawn from: the same text, by hash and length; every evidence and quote in it
 * word for word (see `normalise`); and no paraphrase passed off as a quotation, which would put the article's words into
 * somebody's mouth.
 *
 * @param captureText as it was captured, in any form of `captureForms`: the UTF-8 of one of them is what the hash is of.
 * @returns every mistake; none means that the file stands on this capture.
 */
export function checkAgainstCapture(file: ArticleFile, captureText: string, source: string): Mistake[] {
  const capture = comparable(captureText);
  return [
    ...identityMistakes(file, captureText, source),
    ...file.facts.flatMap((fact, index) =>
      wordMistakes(file.article, fact, capture, source, `facts[${index}]`),
    ),
  ];
}

/**
 * The same of one fact of a filed article, whose capture is taken to be this.
 * @param article null where it is not at hand: whether a quote has to stand in quotation marks is then not known, nor checked.
 * @param path where the fact stands in its file.
 */
export function checkFactAgainstCapture(
  article: Article | null,
  fact: Fact,
  captureText: string,
  source: string,
  path: string,
): Mistake[] {
  return wordMistakes(article, fact, comparable(captureText), source, path);
}

type Capture = { text: string; quoted: readonly string[] };

function comparable(captureText: string): Capture {
  return { text: normalise(captureText), quoted: quotedPassages(captureText) };
}

function wordMistakes(
  article: Article | null,
  fact: Fact,
  capture: Capture,
  source: string,
  path: string,
): Mistake[] {
  return [
    ...evidenceMistakes(fact, capture, source, `${path}.evidence`),
    ...quoteMistakes(article, fact, capture, source, `${path}.quote`),
  ];
}

function identityMistakes({ article }: ArticleFile, captureText: string, source: string): Mistake[] {
  const text = captureNamed(article.capture, captureText);
  const found = { sha256: sha256(text), characters: characterCount(text) };
  const todo = 'give the capture that these facts were drawn from, unchanged, or correct the field';
  return (['sha256', 'characters'] as const)
    .filter(field => article.capture[field] !== found[field])
    .map(field => ({
      source,
      path: `article.capture.${field}`,
      expected: `${found[field]}, which the capture has`,
      found: String(article.capture[field]),
      todo,
    }));
}

function evidenceMistakes(fact: Fact, capture: Capture, source: string, path: string): Mistake[] {
  const words = normalise(fact.evidence);
  const found = JSON.stringify(fact.evidence);
  if (wordCount(words) === 0) {
    const todo = 'give the words of the capture that carry the fact';
    return [{ source, path, expected: 'words of the capture', found, todo }];
  }
  if (hasWords(capture.text, words)) return [];
  return [{ source, path, expected: 'exact words of the capture', found, todo: advice(capture.text, words) }];
}

function quoteMistakes(
  article: Article | null,
  fact: Fact,
  capture: Capture,
  source: string,
  path: string,
): Mistake[] {
  if (fact.quote === undefined) return [];
  const words = normalise(fact.quote);
  const found = JSON.stringify(fact.quote);
  if (!hasWords(capture.text, words)) {
    return [
      { source, path, expected: 'exact words of the capture', found, todo: advice(capture.text, words) },
    ];
  }
  if (!article || speaksForItself(article, fact) || capture.quoted.some(passage => hasWords(passage, words)))
    return [];
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

/** The article's own words may be quoted as the article's, and a body's own text as that body's. */
function speaksForItself(article: Article, fact: Fact): boolean {
  return (
    fact.attribution.how === 'the article itself' || article.type === 'official' || article.type === 'company'
  );
}

function advice(capture: string, words: string): string {
  const nearest = nearestPassage(capture, words);
  return nearest === undefined
    ? 'copy the words from the capture; nothing in it comes near these'
    : `copy the words from the capture; the nearest are ${JSON.stringify(nearest)}`;
}
