import { S3Error } from './s3-error.ts';

/** What a ListObjectsV2 asks for. */
export type ListRequest = {
  prefix: string;
  delimiter: string;
  /** Keys after this one, by UTF-8 bytes. */
  startAfter: string;
  continuationToken: string | undefined;
  maxKeys: number;
};
/** One page: keys and common prefixes, together at most `maxKeys`, and the token of the next page if there is more. */
export type ListPage = { keys: string[]; commonPrefixes: string[]; nextToken: string | undefined };

/** Order of keys in S3: by their UTF-8 bytes, which is not JavaScript's own order beyond U+FFFF. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Cuts one page out of all keys of a bucket, which must be in S3's order. @throws S3Error for a foreign token. */
export function cutPage(keys: readonly string[], request: ListRequest): ListPage {
  const page: ListPage = { keys: [], commonPrefixes: [], nextToken: undefined };
  let last = startOf(request);
  for (const key of keys) {
    if (!key.startsWith(request.prefix)) continue;
    const group = groupOf(key, request);
    if (compareKeys(key, last) <= 0 || group === last) continue;
    if (page.keys.length + page.commonPrefixes.length >= request.maxKeys) {
      page.nextToken = request.maxKeys === 0 ? undefined : writeToken(last);
      break;
    }
    if (group === undefined) page.keys.push(key);
    else page.commonPrefixes.push(group);
    last = group ?? key;
  }
  return page;
}

/** The common prefix under which a key is listed, if it is. */
function groupOf(key: string, { prefix, delimiter }: ListRequest): string | undefined {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

function startOf({ startAfter, continuationToken }: ListRequest): string {
  return continuationToken === undefined ? startAfter : readToken(continuationToken);
}

function writeToken(last: string): string {
  return Buffer.from(last).toString('base64url');
}

function readToken(token: string): string {
  const last = Buffer.from(token, 'base64url');
  if (token !== '' && last.toString('base64url') === token) return last.toString();
  throw new S3Error(400, 'InvalidArgument', 'The continuation token provided is incorrect');
}
