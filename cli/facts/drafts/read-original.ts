import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Original } from '../../../core/filing/drafts/draft.ts';
import { InvalidInputError } from '../../../core/foundation/errors.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { textOf } from '../../../core/foundation/text-file.ts';
import { projectVersion } from '../../../infra/inputs/config.ts';
import { UnreadableFileError } from '../../../lambdas/runtime/read-text.ts';
import { markdownSource } from './markdown.ts';
import { pageSource } from './saved-page.ts';
import { refused, type Source } from './source.ts';

/** A page with its pictures in it can have this much; no article's text has. In bytes. */
const largest = 5_000_000;
const forms = 'an article as text or Markdown in UTF-8, or a saved web page (HTML)';

/**
 * Reads the file of an article, or standard input for `-`: a saved page, Markdown, or else a text.
 * @throws InvalidInputError where there is no such file, it is too large, is no text, or has none in it.
 */
export async function readOriginal(
  path: string,
  input: AsyncIterable<Uint8Array> = process.stdin,
): Promise<Original> {
  const name = path === '-' ? 'standard input' : path;
  return originalOf(path === '-' ? await wholeOf(input, name) : await bytesOf(path), path, name);
}

/**
 * The same of bytes that are at hand.
 * @param path whose ending tells a page and Markdown; what else is a page tells its beginning.
 * @param name what messages call it.
 * @throws InvalidInputError where it is too large, is no text, or has none in it.
 */
export function originalOf(bytes: Uint8Array, path: string, name: string): Original {
  if (bytes.length > largest) throw tooLarge(name, 'it');
  refuseOtherFiles(bytes, name);
  const { tool, ...source } = sourceOf(bytes, path, name);
  if (!/[\p{L}\p{N}]/u.test(source.text))
    throw refused(
      name,
      `a text with words in it`,
      bytes.length === 0 ? 'an empty file' : 'no words',
      'save the article again, with its text',
    );
  const by = `courant ${projectVersion}${tool === undefined ? '' : `, ${tool}`}`;
  return { ...source, madeFrom: { sha256: sha256(bytes), by } };
}

function sourceOf(bytes: Uint8Array, path: string, name: string): Source {
  if (/\.x?html?$/i.test(path) || looksLikeAPage(bytes)) return pageSource(bytes, name);
  const text = textOf(bytes, name);
  if (/\.(?:md|markdown)$/i.test(path)) return markdownSource(text);
  return { text, head: headOfText(text) };
}

/** A line that gives the date of a notice, such as 【发文日期】2026年11月20日. */
const dated =
  /^[ \t]*【?(发文日期|发布日期|发布时间|成文日期|日期|Date|Published)】?[ \t]*[:：]?[ \t]*(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})(?!\d)/mu;

/** A title stands on a line of its own at the top, and ends like none; a date behind its name. */
function headOfText(text: string): Source['head'] {
  const [first = ''] = text.trimStart().split('\n');
  const isTitle = first.length <= 200 && !/[.;。；]\s*$/u.test(first);
  const [, name = '', year = '', month = '', day = ''] = dated.exec(text) ?? [];
  const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return {
    ...(isTitle ? { title: { value: first, from: 'the first line' }, titleIsGuess: true } : {}),
    ...(name === '' ? {} : { published: { value, from: `the line “${name}”` } }),
  };
}

function looksLikeAPage(bytes: Uint8Array): boolean {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 1000));
  return /^(?:\u00ef\u00bb\u00bf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head)[\s>]/i.test(
    beginning,
  );
}

/** Programs' files that people take for texts, by how they begin. */
const otherFiles: readonly [beginning: string, found: string, todo: string][] = [
  ['%PDF-', 'a PDF', 'copy its text into a text file (or use pdftotext), and name that'],
  [
    'PK\u0003\u0004',
    'a packed file, such as a Word document',
    'save it as plain text in UTF-8, and name that',
  ],
  ['{\\rtf', 'a document in RTF', 'save it as plain text in UTF-8, and name that'],
  ['MIME-Version:', 'a page saved as one file (MHTML)', 'save the page as "HTML only", and name that'],
];

function refuseOtherFiles(bytes: Uint8Array, name: string): void {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 300));
  const other = otherFiles.find(
    ([start]) =>
      beginning.startsWith(start) || (start === 'MIME-Version:' && /^from: <saved by/i.test(beginning)),
  );
  if (other) throw refused(name, forms, other[1], other[2]);
  const isUtf16 = /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(beginning);
  if (!isUtf16 && bytes.includes(0))
    throw refused(
      name,
      forms,
      'a file that is no text (it has bytes of 0)',
      'name the text, or the saved page',
    );
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await wholeOf(createReadStream(path), path);
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    throw new UnreadableFileError(path, error as NodeJS.ErrnoException, forms);
  }
}

/** Reading ends where it is too much: standard input may have no end. */
async function wholeOf(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > largest) throw tooLarge(name, name === basename(name) ? 'it' : 'the file');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function tooLarge(name: string, what: string): InvalidInputError {
  return refused(
    name,
    `at most ${largest / 1_000_000} MB`,
    'more',
    `save ${what} without its pictures, or only the part that is the article`,
  );
}
