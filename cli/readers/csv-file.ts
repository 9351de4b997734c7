import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { CourantError } from '../../core/foundation/errors.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';
import { unguarded } from './csv-line.ts';

/** A table that can be read from its beginning any number of times. */
export type CsvFile = {
  /** As people call it, for messages. */
  name: string;
  chunks(): AsyncIterable<Uint8Array>;
};
/** What standard input is called. */
export const standardInput = 'standard input';

/** A record: its cells, and the line on which it ends, counted from 1. */
export type CsvRecord = { line: number; cells: readonly string[] };

/**
 * A file of this machine, or for `-` what comes in on standard input: that is kept in memory, since it comes only once.
 * @throws UsageError where there is no such file.
 */
export async function csvFile(path: string): Promise<CsvFile> {
  if (path !== '-') {
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return { name: path, chunks: () => createReadStream(path) };
    const what = found ? 'something that is no file' : 'no such file';
    throw new UsageError([usageMistake(`${path}: ${what}`, 'a file with a table, or -', 'correct the path')]);
  }
  const whole: Uint8Array[] = [];
  for await (const chunk of process.stdin) whole.push(chunk);
  return { name: standardInput, chunks: () => Readable.from(whole) };
}

/** No line of people is longer, in characters. */
const recordAtMost = 32_000;
const headAtMost = 64_000;
const limits = { record_delimiter: '\n', max_record_size: recordAtMost };

/**
 * The records of a table, its header first, as they come: memory does not grow with the file. UTF-8 with or without a byte order mark; LF,
 * CR LF or CR; commas, semicolons or tabs, whichever the header has most of. Empty lines are passed over.
 * @throws UnreadableTableError naming the line.
 */
export async function* csvRecords(file: CsvFile): AsyncGenerator<CsvRecord> {
  const texts = withOneLineEnd(textsOf(file));
  let head = '';
  while (!head.trimStart().includes('\n') && head.length < headAtMost) {
    const { value, done } = await texts.next();
    if (done) break;
    head += value;
  }
  const delimiter = delimiterOf(head.trimStart().split('\n')[0] ?? '');
  const parser = parse({ delimiter, info: true, relax_column_count: true, ...limits });
  const input = Readable.from(chained(head, texts));
  input.on('error', error => parser.destroy(error)).pipe(parser);
  try {
    for await (const { info, record } of parser as AsyncIterable<{ info: Info; record: string[] }>) {
      const cells = record.map(cell => unguarded(cell.trim()));
      if (cells.some(cell => cell !== '')) yield { line: info.lines, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 1);
    throw new UnreadableTableError(file.name, `line ${line}`, faults[error.code] ?? error.message);
  } finally {
    input.destroy();
  }
}

const faults: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'a cell in quotation marks that never ends',
  CSV_INVALID_CLOSING_QUOTE: 'something behind a closing quotation mark',
  INVALID_OPENING_QUOTE: 'a quotation mark inside a cell that does not begin with one',
  CSV_MAX_RECORD_SIZE: `a line of more than ${recordAtMost} characters, perhaps by a quotation mark that is never closed`,
};

/** Line ends of every kind as LF: the parser counts CR LF inside a cell as two lines. */
async function* withOneLineEnd(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  for await (const text of texts) {
    const whole = held + text;
    held = whole.endsWith('\r') ? '\r' : '';
    yield whole.slice(0, whole.length - held.length).replace(/\r\n?/g, '\n');
  }
  if (held !== '') yield '\n';
}

async function* chained(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

/** Decoded strictly: a wrong letter in a name, or in an address, would be a lasting one. */
async function* textsOf(file: CsvFile): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let lines = 1;
  try {
    for await (const chunk of file.chunks()) {
      const text = decoder.decode(chunk, { stream: true });
      lines += text.split('\n').length - 1;
      yield text;
    }
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new UnreadableTableError(file.name, `after line ${lines}`, 'letters that are not UTF-8');
    throw error;
  }
}

/** What stands in quotation marks separates nothing. */
function delimiterOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const count = (each: string) => bare.split(each).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

/** A file is no table that can be read. Nothing was written. */
export class UnreadableTableError extends CourantError {
  constructor(name: string, where: string, found: string) {
    super(
      `${name}, ${where}: expected a table in UTF-8 with a header, its cells divided by commas, semicolons or tabs; found ${found}. ` +
        'Nothing was written. Correct the file, or save it anew as "CSV UTF-8".',
    );
  }
}
