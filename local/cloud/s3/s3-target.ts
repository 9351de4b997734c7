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
/** What is asked of an object’s tags. */
const onTags: Record<string, string> = { PUT: 'PutObjectTagging', GET: 'GetObjectTagging' };
const ofListing = ['list-type', 'prefix', 'delimiter', 'start-after', 'continuation-token', 'max-keys'];
/** There is one version of an object here, and S3 calls it so where nobody asked for versions. */
export const onlyVersion = 'null';
/** What asks for a page of versions or names one. */
const ofVersions = ['versions', 'prefix', 'key-marker', 'version-id-marker', 'max-keys'];
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
  const { known, takes } = meantBy(method, key, query);
  const foreign = [...query.keys()].find(
    name => !harmless.has(name) && !/^x-amz-/i.test(name) && !takes.includes(name),
  );
  if (bucket === '' || known === undefined || foreign !== undefined) {
    return `${method} ${key === '' ? (bucket === '' ? '/' : '/bucket') : '/bucket/key'}${foreign ? `?${foreign}` : ''}`;
  }
  return known;
}

/** The operation that is meant, and the parameters that it takes. A version that is named makes another one of it, as a policy knows. */
function meantBy(
  method: string,
  key: string,
  query: URLSearchParams,
): { known: string | undefined; takes: readonly string[] } {
  const isList = method === 'GET' && key === '';
  if (isList && query.get('list-type') === '2') return { known: 'ListObjectsV2', takes: ofListing };
  if (isList && query.has('versions')) return { known: 'ListObjectVersions', takes: ofVersions };
  const ofTags = key !== '' && query.has('tagging') ? onTags[method] : undefined;
  if (ofTags) return { known: ofTags, takes: ['tagging'] };
  if (method === 'DELETE' && key !== '' && query.get('versionId') === onlyVersion)
    return { known: 'DeleteObjectVersion', takes: ['versionId'] };
  return { known: (key === '' ? onBucket : onObject)[method], takes: [] };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new S3Error(400, 'InvalidURI', `Couldn't parse the specified URI: ${path}`);
  }
}
