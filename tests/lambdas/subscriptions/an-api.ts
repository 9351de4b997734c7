import { resolve } from 'node:path';
import type { Hono } from 'hono';
import type { Instant } from '../../../core/foundation/instant.ts';
import { retiredIds } from '../../../core/publication/retired.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import { leaveKey, type Reader } from '../../../core/readers/reader.ts';
import { confirmRequest } from '../../../core/readers/sign-up/confirm.ts';
import { requestKey, type SignUpRequest } from '../../../core/readers/sign-up/request.ts';
import type { NewestEdition } from '../../../core/rendering/pages/confirm-page.ts';
import { readPageWording } from '../../../lambdas/runtime/wording.ts';
import type { SubscriptionsContext, UnknownBecause } from '../../../lambdas/subscriptions/context.ts';
import { subscriptionsApi } from '../../../lambdas/subscriptions/subscriptions-api.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aRequest } from '../../support/builders/a-request.ts';
import { MemoryAddresses, MemoryEndings } from '../../support/memory/memory-endings.ts';
import { MemoryReaders } from '../../support/memory/memory-readers.ts';
import { MemoryRequests } from '../../support/memory/memory-sign-up.ts';

/** Of the pages that ship. */
export const wording = readPageWording(resolve(import.meta.dirname, '../../../templates'));

/** What the clock of the API shows. */
export const apiTime = '2026-11-23T06:00:00Z' as Instant;

/** The API on ports in memory, and what it did with them. */
export type AnApi = {
  api: Hono;
  readers: MemoryReaders;
  addresses: MemoryAddresses;
  requests: MemoryRequests;
  /** What it told of. */
  unknown: UnknownBecause[];
  /** One for each subscription that a reader ended. */
  left: number[];
  endings: MemoryEndings;
  unkept: string[];
  /** Each call that may change something, and of what kind. */
  calls: string[];
  queued: string[];
  erased: Parameters<SubscriptionsContext['erase']>[0][];
  context: SubscriptionsContext;
};

/**
 * The API with the shipped pages, on readers in memory. `changes` are those of its publication, `more` stands beside it.
 */
export async function anApi(
  readers: readonly Reader[] = [aReader(1)],
  changes: object = {},
  more: object = {},
): Promise<AnApi> {
  const addresses = new MemoryAddresses();
  const store = new MemoryReaders(addresses);
  const endings = new MemoryEndings();
  const requests = new MemoryRequests();
  for (const reader of readers) await store.add(reader);
  const told = { unkept: [], unknown: [], left: [], calls: [], queued: [], erased: [] } as Pick<
    AnApi,
    'unkept' | 'unknown' | 'left' | 'calls' | 'queued' | 'erased'
  >;
  const configuration = aConfiguration(changes, {}, more);
  const clock = { now: () => apiTime };
  const noted = <Given extends unknown[], Result>(name: string, call: (...given: Given) => Result) => {
    return (...given: Given) => {
      told.calls.push(name);
      return call(...given);
    };
  };
  let count = 100;
  const context: SubscriptionsContext = {
    ...{ configuration, wording, clock, readers: store, site: null },
    keeper: new EndingKeeper(endings, store, () => void told.unkept.push('unkept')),
    requests: {
      put: noted('put', request => requests.put(request)),
      read: (id, now) => requests.read(id, now),
    },
    queue: { enqueue: noted('enqueue', async id => void told.queued.push(id)) },
    formKey: { get: async () => Buffer.from('the secret of the tests') },
    newRequestId: () => aRequest(count++).id,
    signUpIsClosed: async () => false,
    confirm: noted('confirm', async ({ id, token }: SignUpRequest) => {
      const confirming = {
        ...{ requests, readers: store, addresses, clock },
        publications: configuration.publications,
        retired: retiredIds(configuration),
        newToken: () => 'n'.repeat(22),
      };
      return (await confirmRequest(confirming, { id, token: token ?? '' }))?.publications ?? [];
    }),
    erase: noted('erase', async who => {
      told.erased.push(who);
      await addresses.end(who.id, { state: 'erased', at: who.at, how: who.how });
      for (const publication of who.publications) store.rows.delete(`${publication}/${who.id}`);
    }),
    newestEdition: async (): Promise<NewestEdition | undefined> => undefined,
    onLeft: () => void told.left.push(1),
    onUnknown: because => void told.unknown.push(because),
  };
  return { api: subscriptionsApi(context), readers: store, addresses, requests, endings, context, ...told };
}

/** The path of a reader's leave link. */
export function leavePath(reader: Pick<Reader, 'id' | 'token'>, publication = 'weekly'): string {
  return `/leave/${publication}/${leaveKey(reader)}`;
}

const token = 'Abc_-'.repeat(4).padEnd(22, 'de');

/** A request of a reader whose mail went out, in the API's store, and the path that its link leads to. */
export async function mailed(
  { requests }: Pick<AnApi, 'requests'>,
  kind: SignUpRequest['kind'],
  changes: Partial<SignUpRequest> = {},
): Promise<{ request: SignUpRequest; path: string }> {
  const reader = aReader(1);
  const request = aRequest(1, {
    ...{ kind, address: reader.address, reader: reader.id, token, state: 'sent', attempt: 'a', letter: 'l' },
    ...changes,
  });
  await requests.put(request);
  const key = requestKey({ id: request.id, token: request.token ?? token });
  return { request, path: `/${kind === 'subscribe' ? 'confirm' : 'manage'}/${key}` };
}

/** What a form of a page sends: its hidden fields. The nth form of the page, or the one with that action. */
export function fieldsOf(page: string, form: number | string = 0): Record<string, string> {
  const forms = [...page.matchAll(/<form[^>]*>([\s\S]*?)<\/form>/g)];
  const found = typeof form === 'number' ? forms[form] : forms.find(([text]) => text.includes(form));
  return Object.fromEntries(
    [...(found?.[1] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
}

/** Sends fields as a browser does. */
export function send(
  api: Hono,
  path: string,
  fields: Record<string, string | readonly string[]>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const body = new URLSearchParams();
  for (const [name, values] of Object.entries(fields))
    for (const value of [values].flat()) body.append(name, value);
  return Promise.resolve(api.request(path, { method: 'POST', body, headers }));
}
