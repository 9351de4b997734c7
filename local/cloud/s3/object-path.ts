import { S3Error } from './s3-error.ts';

/** File systems allow 255 bytes a name; `.json` and some air must fit behind it. */
const mostBytesOfName = 240;
const mostBytesOfKey = 1024;

/** Names of the buckets of the installation on this machine. */
export const bucketsHere = { content: 'content', archive: 'archive' } as const;

/** A bucket's name as it stands in the path of a request. @throws S3Error InvalidBucketName */
export function checkBucketName(name: string): void {
  if (/^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) return;
  throw new S3Error(
    400,
    'InvalidBucketName',
    `"${name}" is no bucket name: expected 3 to 63 lower-case letters, digits, hyphens and dots.`,
  );
}

/**
 * The names of the directories and of the file that hold an object, one for each part of its key.
 * @throws S3Error when a key cannot be a path: each object must be a file that a person can open.
 */
export function namesOfKey(key: string): string[] {
  if (Buffer.byteLength(key) > mostBytesOfKey) {
    throw new S3Error(400, 'KeyTooLongError', `Your key is too long: at most ${mostBytesOfKey} bytes.`);
  }
  const names = key.split('/');
  for (const name of names) checkName(key, name);
  return names;
}

function checkName(key: string, name: string): void {
  if (name === '') throw unstorable(key, 'it begins or ends with a slash, or has two in a row');
  if (name === '.' || name === '..') throw unstorable(key, `the part "${name}" would lead elsewhere`);
  if (/\p{Cc}|\p{Cs}/u.test(name)) throw unstorable(key, 'it holds a control character');
  if (Buffer.byteLength(name) > mostBytesOfName) {
    throw unstorable(key, `a part of it is longer than ${mostBytesOfName} bytes`);
  }
}

/** S3 would take the key, but it cannot become a file here. */
export function unstorable(key: string, because: string): S3Error {
  return new S3Error(
    400,
    'InvalidArgument',
    `The embedded S3 keeps objects as files, and the key "${key}" cannot be one: ${because}. Choose another key.`,
  );
}
