import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { CallGate } from '../faults/call-gate.ts';
import { strangerIn } from '../http/own-callers.ts';
import { readBody } from '../http/request-body.ts';
import { byteRange } from './byte-range.ts';
import { type Conditions, checkPutConditions } from './conditions.ts';
import type { ListRequest } from './listing.ts';
import { checkBucketName } from './object-path.ts';
import type { ObjectStore } from './object-store.ts';
import { receiveContent } from './request-content.ts';
import { answer, answerError, encryption, headersOf, listingXml, versionsXml } from './s3-answers.ts';
import { notImplemented, S3Error } from './s3-error.ts';
import { onlyVersion, readTarget, type S3Target, supported } from './s3-target.ts';
import { taggingXml, tagsIn } from './tagging.ts';

type Exchange = {
  store: ObjectStore;
  now: () => Date;
  request: IncomingMessage;
  response: ServerResponse;
  target: S3Target;
};

/** Serves a store by S3's REST protocol, path style, to who signs with the key of this cloud; what with is not checked. */
export function s3Listener(store: ObjectStore, now: () => Date, gate: CallGate): RequestListener {
  return (request, response) => {
    const fail = (error: unknown) => {
      if (!(error instanceof S3Error)) gate.failed(error);
      if (response.headersSent) response.destroy();
      else answerError(response, now, error);
    };
    try {
      const stranger = strangerIn(request);
      if (stranger) throw new S3Error(stranger.status, 'AccessDenied', stranger.message);
      const target = readTarget(request.method ?? '', request.url ?? '/');
      gate.pass({
        service: 's3',
        operation: target.operation,
        on: [target.key === '' ? target.bucket : `${target.bucket}/${target.key}`],
        conditions: policyConditions(request),
        request,
        response,
        answerError: ({ status, code, message }) => fail(new S3Error(status, code, message)),
        act: () => void act({ store, now, request, response, target }).catch(fail),
      });
    } catch (error) {
      fail(error);
    }
  };
}

const handlers: Record<string, (exchange: Exchange) => Promise<void>> = {
  async CreateBucket({ store, now, response, target: { bucket } }) {
    if (!(await store.createBucket(bucket))) {
      throw new S3Error(409, 'BucketAlreadyOwnedByYou', `The bucket exists and is yours: ${bucket}`);
    }
    answer(response, now, 200, { Location: `/${bucket}` });
  },
  async HeadBucket({ store, now, response, target }) {
    await store.requireBucket(target.bucket);
    answer(response, now, 200);
  },
  PutObject: putObject,
  GetObject: exchange => readObject(exchange, 'content'),
  HeadObject: exchange => readObject(exchange, 'facts'),
  async DeleteObject({ store, now, request, response, target: { bucket, key } }) {
    await store.remove(bucket, key, conditionsOf(request));
    answer(response, now, 204);
  },
  async PutObjectTagging({ store, now, request, response, target: { bucket, key } }) {
    const body = await readBody(request);
    if (!body) throw new S3Error(400, 'EntityTooLarge', 'The tags of an object are at most ten.');
    await store.tag(bucket, key, tagsIn(receiveContent(request.headers, body).content.toString('utf8')));
    answer(response, now, 200);
  },
  async GetObjectTagging({ store, now, response, target: { bucket, key } }) {
    const body = taggingXml(await store.tags(bucket, key));
    answer(response, now, 200, { 'Content-Type': 'application/xml' }, body);
  },
  // The only version is the object itself, and leaves no mark behind.
  async DeleteObjectVersion({ store, now, request, response, target: { bucket, key } }) {
    await store.remove(bucket, key, conditionsOf(request));
    answer(response, now, 204, { 'x-amz-version-id': onlyVersion });
  },
  async ListObjectVersions({ store, now, response, target: { bucket, query } }) {
    const wanted = { ...listRequestOf(query), startAfter: query.get('key-marker') ?? '' };
    const listed = await store.list(bucket, wanted);
    const body = versionsXml(bucket, query, wanted.maxKeys, listed);
    answer(response, now, 200, { 'Content-Type': 'application/xml' }, body);
  },
  async ListObjectsV2({ store, now, response, target: { bucket, query } }) {
    const wanted = listRequestOf(query);
    const listed = await store.list(bucket, wanted);
    const body = listingXml(bucket, query, wanted.maxKeys, listed);
    answer(response, now, 200, { 'Content-Type': 'application/xml' }, body);
  },
};

async function act(exchange: Exchange): Promise<void> {
  supported(exchange.target);
  checkBucketName(exchange.target.bucket);
  await handlers[exchange.target.operation]?.(exchange);
}

async function putObject({
  store,
  now,
  request,
  response,
  target: { bucket, key },
}: Exchange): Promise<void> {
  for (const header of ['x-amz-copy-source', 'x-amz-tagging', 'x-amz-object-lock-mode', 'x-amz-acl']) {
    if (request.headers[header] !== undefined) throw notImplemented(`PutObject with ${header}`);
  }
  const conditions = conditionsOf(request);
  checkPutConditions(conditions);
  const body = await readBody(request);
  if (!body) throw new S3Error(400, 'EntityTooLarge', 'The embedded S3 takes objects of at most 64 MiB.');
  const { content, checksums } = receiveContent(request.headers, body);
  const given = { headers: keptHeaders(request), checksums };
  const facts = await store.put(bucket, key, content, given, conditions);
  const type: Record<string, string> =
    Object.keys(checksums).length === 0 ? {} : { 'x-amz-checksum-type': 'FULL_OBJECT' };
  answer(response, now, 200, { ETag: facts.etag, ...checksums, ...type, ...encryption });
}

async function readObject(exchange: Exchange, want: 'content' | 'facts'): Promise<void> {
  const { store, now, request, response, target } = exchange;
  const found = await store.read(target.bucket, target.key, want, conditionsOf(request));
  const withChecksums = request.headers['x-amz-checksum-mode'] === 'ENABLED';
  const headers = headersOf(found.facts, withChecksums);
  if (!found.modified) answer(response, now, 304, { ETag: found.facts.etag });
  else if (found.content) answerContent(exchange, found.content, headers);
  else answer(response, now, 200, { ...headers, 'Content-Length': `${found.facts.size}` });
}

/** The whole content, or the part of it that was asked for. */
function answerContent(
  { now, request, response }: Exchange,
  content: Buffer,
  headers: Readonly<Record<string, string>>,
): void {
  const range = byteRange(request.headers.range, content.length);
  if (!range) {
    answer(response, now, 200, headers, content);
    return;
  }
  const { first, last } = range;
  // A checksum is that of the whole object.
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith('x-amz-checksum-'));
  const part = { ...Object.fromEntries(kept), 'Content-Range': `bytes ${first}-${last}/${content.length}` };
  answer(response, now, 206, part, content.subarray(first, last + 1));
}

function keptHeaders({ headers }: IncomingMessage): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (/^(content-(type|disposition|language)|cache-control|expires|x-amz-meta-.+)$/.test(name)) {
      kept[name] = `${value}`;
    }
  }
  const encodings = (headers['content-encoding'] ?? '').split(',').map(encoding => encoding.trim());
  const encoding = encodings.filter(name => name !== '' && name !== 'aws-chunked').join(', ');
  return encoding === '' ? kept : { ...kept, 'content-encoding': encoding };
}

/** The headers of a write that a bucket's policy can ask for. */
function policyConditions({ headers }: IncomingMessage): Record<string, string> {
  const asked = ['if-match', 'if-none-match'].flatMap(name =>
    headers[name] === undefined ? [] : [[`s3:${name}`, `${headers[name]}`]],
  );
  return Object.fromEntries(asked);
}

function conditionsOf({ headers }: IncomingMessage): Conditions {
  return { ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] };
}

function listRequestOf(query: URLSearchParams): ListRequest {
  const maxKeys = query.get('max-keys') ?? '1000';
  if (!/^\d{1,9}$/.test(maxKeys)) {
    throw new S3Error(400, 'InvalidArgument', `max-keys must be a whole number from 0, not "${maxKeys}".`);
  }
  if ((query.get('encoding-type') ?? 'url') !== 'url') {
    throw new S3Error(400, 'InvalidArgument', 'Invalid Encoding Method specified in Request');
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    startAfter: query.get('start-after') ?? '',
    continuationToken: query.get('continuation-token') ?? undefined,
    maxKeys: Math.min(Number(maxKeys), 1000),
  };
}
