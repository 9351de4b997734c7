import { createHash } from 'node:crypto';
import { crc32cOf, crc32Of, crc64nvmeOf } from './crc.ts';
import { notImplemented, S3Error } from './s3-error.ts';

const algorithms: Record<string, (content: Uint8Array) => Buffer> = {
  crc32: crc32Of,
  crc32c: crc32cOf,
  crc64nvme: crc64nvmeOf,
  sha1: content => createHash('sha1').update(content).digest(),
  sha256: content => createHash('sha256').update(content).digest(),
};

const prefix = 'x-amz-checksum-';
/** Headers with that prefix that say something about checksums without being one. */
const aboutChecksums = new Set(['algorithm', 'type', 'mode']);

/**
 * Compares the content with every checksum that came with it, in a header or a trailer.
 * @returns the `x-amz-checksum-*` ones, to be kept with the object.
 * @throws S3Error when one differs, so that nothing is stored that was damaged on its way.
 */
export function verifyChecksums(
  content: Buffer,
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  const md5 = headers['content-md5'];
  if (md5 !== undefined) compare('Content-MD5', md5, createHash('md5').update(content).digest('base64'));
  verifySignedHash(content, headers['x-amz-content-sha256']);
  const given: Record<string, string> = {};
  for (const [header, value] of Object.entries(headers)) {
    const name = header.startsWith(prefix) ? header.slice(prefix.length) : '';
    if (name === '' || aboutChecksums.has(name)) continue;
    const algorithm = algorithms[name];
    if (!algorithm) throw notImplemented(`the checksum algorithm "${name}"`);
    compare(header, value, algorithm(content).toString('base64'));
    given[header] = value;
  }
  return given;
}

function compare(header: string, given: string, computed: string): void {
  if (given === computed) return;
  throw new S3Error(
    400,
    'BadDigest',
    `The ${header} you specified did not match the calculated checksum: expected ${computed}, found ${given}.`,
  );
}

function verifySignedHash(content: Buffer, given: string | undefined): void {
  if (given === undefined || !/^[0-9a-f]{64}$/.test(given)) return;
  if (createHash('sha256').update(content).digest('hex') === given) return;
  throw new S3Error(
    400,
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  );
}
