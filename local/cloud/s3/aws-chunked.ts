import { S3Error } from './s3-error.ts';

/** What an `aws-chunked` body holds. */
export type Unchunked = { content: Buffer; trailers: Record<string, string> };

const lineEnd = Buffer.from('\r\n');

/**
 * Takes an `aws-chunked` body apart: chunks with their length in front, the last one empty, then trailer lines.
 * @throws S3Error IncompleteBody when it ends early or is not framed so.
 */
export function decodeAwsChunked(body: Buffer): Unchunked {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const { line, next } = readLine(body, at);
    const size = chunkSize(line);
    if (size === 0) return { content: Buffer.concat(chunks), trailers: readTrailers(body, next) };
    const end = next + size;
    if (body.indexOf(lineEnd, end) !== end) throw incomplete(`the chunk at byte ${next} has no line end`);
    chunks.push(body.subarray(next, end));
    at = end + lineEnd.length;
  }
}

function chunkSize(line: string): number {
  const size = /^([0-9a-fA-F]{1,8})(;|$)/.exec(line)?.[1];
  if (size === undefined) throw incomplete(`"${line.slice(0, 40)}" is no chunk length`);
  return Number.parseInt(size, 16);
}

function readLine(body: Buffer, at: number): { line: string; next: number } {
  const end = body.indexOf(lineEnd, at);
  if (end < 0) throw incomplete(`the body ends inside the line at byte ${at}`);
  return { line: body.toString('latin1', at, end), next: end + lineEnd.length };
}

function readTrailers(body: Buffer, start: number): Record<string, string> {
  const trailers: Record<string, string> = {};
  const lines = body.toString('latin1', start).split('\r\n');
  for (const line of lines) {
    if (line === '') break;
    const colon = line.indexOf(':');
    if (colon < 1) throw incomplete(`"${line.slice(0, 40)}" is no trailer`);
    trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return trailers;
}

function incomplete(because: string): S3Error {
  return new S3Error(400, 'IncompleteBody', `The aws-chunked body cannot be read: ${because}.`);
}
