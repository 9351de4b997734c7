import type { IncomingHttpHeaders } from 'node:http';
import { decodeAwsChunked } from './aws-chunked.ts';
import { verifyChecksums } from './checksums.ts';
import { S3Error } from './s3-error.ts';

/** An object's bytes as the writer meant them, and the checksums that were given for them. */
export type Received = { content: Buffer; checksums: Record<string, string> };

/** Undoes `aws-chunked` and verifies length and checksums. @throws S3Error when anything does not agree. */
export function receiveContent(headers: IncomingHttpHeaders, body: Buffer): Received {
  const plain = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : `${value}`,
    ]),
  );
  if (!isChunked(plain)) return { content: body, checksums: verifyChecksums(body, plain) };
  const { content, trailers } = decodeAwsChunked(body);
  requireLength(plain['x-amz-decoded-content-length'], content.length);
  requireTrailers(plain['x-amz-trailer'], trailers);
  return { content, checksums: verifyChecksums(content, { ...plain, ...trailers }) };
}

function isChunked(headers: Readonly<Record<string, string>>): boolean {
  const encodings = (headers['content-encoding'] ?? '').split(',').map(encoding => encoding.trim());
  return (
    encodings.includes('aws-chunked') || (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-')
  );
}

function requireLength(announced: string | undefined, found: number): void {
  if (announced === undefined || Number(announced) === found) return;
  throw new S3Error(
    400,
    'IncompleteBody',
    `You announced ${announced} bytes in x-amz-decoded-content-length and sent ${found}.`,
  );
}

function requireTrailers(announced: string | undefined, found: Readonly<Record<string, string>>): void {
  for (const name of (announced ?? '').split(',').map(part => part.trim().toLowerCase())) {
    if (name !== '' && found[name] === undefined) {
      throw new S3Error(400, 'MalformedTrailerError', `The trailer ${name} was announced and did not come.`);
    }
  }
}
