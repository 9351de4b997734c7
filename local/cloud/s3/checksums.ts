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
  verifyMd5(content, headers['content-md5']);
  verifySignedHash(content, headers['x-amz-content-sha256']);
  const given = Object.entries(headers).filter(
    ([header]) => header.startsWith(prefix) && !aboutChecksums.has(header.slice(prefix.length)),
  );
  if (given.length > 1) {
    const message = 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.';
    throw new S3Error(400, 'InvalidRequest', message);
  }
  for (const [header, value] of given) verify(content, header, value);
  return Object.fromEntries(given);
}

function verify(content: Buffer, header: string, given: string): void {
  const name = header.slice(prefix.length);
  const algorithm = algorithms[name];
  if (!algorithm) throw notImplemented(`the checksum algorithm "${name}"`);
  const computed = algorithm(content);
  if (!isBase64Of(computed.length, given)) {
    throw new S3Error(400, 'InvalidRequest', `Value for ${header} header is invalid.`);
  }
  if (computed.toString('base64') === given) return;
  const message = `The ${name.toUpperCase()} you specified did not match the calculated checksum.`;
  throw new S3Error(400, 'BadDigest', message);
}

function verifyMd5(content: Buffer, given: string | undefined): void {
  if (given === undefined) return;
  const computed = createHash('md5').update(content).digest();
  if (!isBase64Of(computed.length, given)) {
    throw new S3Error(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  if (computed.toString('base64') === given) return;
  throw new S3Error(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
}

function isBase64Of(bytes: number, text: string): boolean {
  const decoded = Buffer.from(text, 'base64');
  return decoded.length === bytes && decoded.toString('base64') === text;
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
