import { notImplemented, S3Error } from './s3-error.ts';

/** What a request is about, from its method and address alone. */
export type S3Target = { operation: string; bucket: string; key: string; query: URLSearchParams };

const onBucket: Record<string, string> = { PUT: 'CreateBucket', HEAD: 'HeadBucket' };
const onObject: Record<string, string> = {
  PUT: 'PutObject',
  GET: 'GetObject',
  HEAD: 'HeadObject',
  DELETE: 'DeleteObject',
};
const ofListing = ['list-type', 'prefix', 'delimiter', 'start-after', 'continuation-token', 'max-keys'];
/** Parameters that change nothing here. */
const harmless = new Set(['x-id', 'encoding-type', 'fetch-owner']);

/**
 * Reads method and address of a request. The address is not given to `URL`, which would resolve `..`: in S3 it is
 * a part of the key. What this S3 does not have is named by its method and parameter, and `supported` refuses it.
 * @throws S3Error InvalidURI when the address is not UTF-8, percent-encoded.
 */
export function readTarget(method: string, url: string): S3Target {
  const mark = url.indexOf('?');
  const path = decode(mark < 0 ? url : url.slice(0, mark)).slice(1);
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  const slash = path.indexOf('/');
  const bucket = slash < 0 ? path : path.slice(0, slash);
  const key = slash < 0 ? '' : path.slice(slash + 1);
  return { operation: operationOf(method, bucket, key, query), bucket, key, query };
}

/** @throws S3Error NotImplemented for what this S3 does not have. */
export function supported({ operation }: S3Target): void {
  if (/[^A-Za-z0-9]/.test(operation)) throw notImplemented(`the operation "${operation}"`);
}

function operationOf(method: string, bucket: string, key: string, query: URLSearchParams): string {
  const listing = query.get('list-type') === '2' && method === 'GET' && key === '';
  const known = listing ? 'ListObjectsV2' : (key === '' ? onBucket : onObject)[method];
  const foreign = [...query.keys()].find(
    name => !harmless.has(name) && !/^x-amz-/i.test(name) && !(listing && ofListing.includes(name)),
  );
  if (bucket === '' || known === undefined || foreign !== undefined) {
    return `${method} ${key === '' ? (bucket === '' ? '/' : '/bucket') : '/bucket/key'}${foreign ? `?${foreign}` : ''}`;
  }
  return known;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new S3Error(400, 'InvalidURI', `Couldn't parse the specified URI: ${path}`);
  }
}
