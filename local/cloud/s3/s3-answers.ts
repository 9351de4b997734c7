import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { failureText } from '../http/failure-text.ts';
import { textElement, xmlDocument } from '../http/xml.ts';
import type { ObjectFacts } from './object-facts.ts';
import type { Listed } from './object-store.ts';
import { S3Error } from './s3-error.ts';
import { onlyVersion } from './s3-target.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** What S3 encrypts every object with unless told otherwise. */
export const encryption = { 'x-amz-server-side-encryption': 'AES256' } as const;

/** Writes an answer with the headers that every answer of S3 has. Its `Date` is the cloud's clock. */
export function answer(
  response: ServerResponse,
  now: () => Date,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: Buffer | string | null = null,
): void {
  response.sendDate = false;
  response.writeHead(status, {
    Date: now().toUTCString(),
    'x-amz-request-id': randomUUID(),
    'Content-Length': body === null ? 0 : Buffer.byteLength(body),
    ...headers,
  });
  response.end(body ?? undefined);
}

/** Writes an error as the SDK reads it; what is not an S3Error is a fault of this server and says so. */
export function answerError(response: ServerResponse, now: () => Date, error: unknown): void {
  const { status, code, message, fields } =
    error instanceof S3Error ? error : new S3Error(500, 'InternalError', failureText('S3', error));
  const said = Object.entries({ Code: code, Message: message, ...fields });
  const body = xmlDocument('Error', null, said.map(([name, text]) => textElement(name, text)).join(''));
  answer(response, now, status, { 'Content-Type': 'application/xml' }, body);
}

/** The headers of an answer about an object. */
export function headersOf(facts: ObjectFacts, withChecksums: boolean): Record<string, string> {
  return {
    'content-type': 'binary/octet-stream',
    ...facts.headers,
    ...(withChecksums ? facts.checksums : {}),
    ETag: facts.etag,
    'Last-Modified': new Date(facts.lastModified).toUTCString(),
    'Accept-Ranges': 'bytes',
    ...encryption,
  };
}

/** The body of an answer to ListObjectsV2; with `encoding-type=url` keys are percent-encoded. */
export function listingXml(bucket: string, query: URLSearchParams, maxKeys: number, listed: Listed): string {
  const encode = query.get('encoding-type') === 'url' ? encodeKey : (text: string) => text;
  const asked = (name: string, parameter: string) => {
    const value = query.get(parameter);
    return value === null ? '' : textElement(name, name === 'ContinuationToken' ? value : encode(value));
  };
  return xmlDocument(
    'ListBucketResult',
    namespace,
    [
      textElement('Name', bucket),
      textElement('Prefix', encode(query.get('prefix') ?? '')),
      asked('Delimiter', 'delimiter'),
      // A token counts alone, and S3 does not repeat the other then.
      query.has('continuation-token') ? '' : asked('StartAfter', 'start-after'),
      asked('ContinuationToken', 'continuation-token'),
      query.get('encoding-type') === 'url' ? textElement('EncodingType', 'url') : '',
      textElement('MaxKeys', maxKeys),
      textElement('KeyCount', listed.objects.length + listed.commonPrefixes.length),
      textElement('IsTruncated', listed.nextToken !== undefined),
      listed.nextToken === undefined ? '' : textElement('NextContinuationToken', listed.nextToken),
      ...listed.objects.map(({ key, facts }) => objectXml(encode(key), facts)),
      ...listed.commonPrefixes.map(
        prefix => `<CommonPrefixes>${textElement('Prefix', encode(prefix))}</CommonPrefixes>`,
      ),
    ].join(''),
  );
}

/** The body of an answer to ListObjectVersions: each object is its own and only version, and the newest. */
export function versionsXml(bucket: string, query: URLSearchParams, maxKeys: number, listed: Listed): string {
  const encode = query.get('encoding-type') === 'url' ? encodeKey : (text: string) => text;
  const last = listed.nextToken === undefined ? undefined : listed.objects.at(-1)?.key;
  return xmlDocument(
    'ListVersionsResult',
    namespace,
    [
      textElement('Name', bucket),
      textElement('Prefix', encode(query.get('prefix') ?? '')),
      textElement('KeyMarker', encode(query.get('key-marker') ?? '')),
      query.get('encoding-type') === 'url' ? textElement('EncodingType', 'url') : '',
      textElement('MaxKeys', maxKeys),
      textElement('IsTruncated', last !== undefined),
      last === undefined
        ? ''
        : textElement('NextKeyMarker', encode(last)) + textElement('NextVersionIdMarker', onlyVersion),
      ...listed.objects.map(({ key, facts }) => versionXml(encode(key), facts)),
    ].join(''),
  );
}

function versionXml(key: string, facts: ObjectFacts): string {
  const is = textElement('VersionId', onlyVersion) + textElement('IsLatest', true);
  return objectXml(key, facts).replace('<Contents>', `<Version>${is}`).replace('</Contents>', '</Version>');
}

/** Percent-encoded, but for the slashes. */
function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}

function objectXml(key: string, { etag, size, lastModified }: ObjectFacts): string {
  return `<Contents>${textElement('Key', key)}${textElement('LastModified', lastModified)}${textElement('ETag', etag)}${textElement('Size', size)}<StorageClass>STANDARD</StorageClass></Contents>`;
}
