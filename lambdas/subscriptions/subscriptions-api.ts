import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Clock } from '../../core/foundation/instant.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import type { EndingKeeper } from '../../core/readers/ending-keeper.ts';
import { type LeaveLink, readLeavePath } from '../../core/readers/leave-link.ts';
import type { Reader, Readers } from '../../core/readers/reader.ts';
import { type LeaveState, renderLeavePage } from '../../core/rendering/pages/leave-page.ts';
import type { Wording } from '../runtime/rendering.ts';

/** What the links in mails need from outside. */
export type SubscriptionsContext = {
  configuration: Configuration;
  clock: Clock;
  readers: Pick<Readers, 'read' | 'leave'>;
  keeper: Pick<EndingKeeper, 'keep'>;
  wording: Wording;
  /** Told of each request at a leave link that cannot act, so that somebody learns that links are broken. */
  onUnknown(because: UnknownBecause): void;
};

/** Why a leave link cannot act: it has not the form of one, or names a publication, a reader or a token that there is not. */
export type UnknownBecause = 'form' | 'publication' | 'reader' | 'token';

/**
 * The HTTP API behind the links in mails. GET and HEAD show a page and change nothing, since mail scanners open every link;
 * POST leaves at once, whatever its body (RFC 8058), without cookies or redirects, and again and again with the same answer.
 */
export function subscriptionsApi(context: SubscriptionsContext): Hono {
  const api = new Hono();
  api.get('/leave/*', async ({ req }) => {
    const { publication, reader } = await meant(context, req.url);
    const state: LeaveState = !reader
      ? 'unknown'
      : reader.state === 'active' || reader.state === 'pending'
        ? 'ask'
        : 'left';
    return page(context, publication, state);
  });
  api.post('/leave/*', async ({ req }) => {
    const { publication, reader } = await meant(context, req.url);
    if (!reader) return page(context, publication, 'unknown');
    await leave(context, publication, reader);
    return page(context, publication, 'left');
  });
  // What is no leave link at all is met with the same page as one that is nobody's.
  api.notFound(() => page(context, '', 'unknown'));
  return api;
}

/** In the table first, where it takes effect. That it is kept elsewhere too is nothing that the reader waits for or is told of. */
async function leave(
  { readers, keeper, clock }: SubscriptionsContext,
  publication: string,
  { id, token }: Reader,
): Promise<void> {
  const at = clock.now();
  if ((await readers.leave(publication, id, token, at, 'leave link')) === 'left')
    await keeper.keep([{ publication, reader: id, kind: 'left', at }]);
}

/** The publication that a link names, and the reader whose link it is: undefined for a link that cannot act, which is told of. */
async function meant(
  context: SubscriptionsContext,
  url: string,
): Promise<{ publication: string; reader?: Reader }> {
  const link = readLeavePath(new URL(url).pathname);
  const publication = link?.publication ?? '';
  const found: Reader | UnknownBecause = link ? await readerOf(context, link) : 'form';
  if (typeof found === 'object') return { publication, reader: found };
  context.onUnknown(found);
  return { publication };
}

async function readerOf(
  context: SubscriptionsContext,
  { publication, id, token }: LeaveLink,
): Promise<Reader | UnknownBecause> {
  if (!find(context, publication)) return 'publication';
  const reader = await context.readers.read(publication, id);
  if (!reader) return 'reader';
  return timingSafeEqual(Buffer.from(reader.token), Buffer.from(token)) ? reader : 'token';
}

function find({ configuration }: SubscriptionsContext, id: string): Publication | undefined {
  return configuration.publications.find(publication => publication.id === id);
}

function page(context: SubscriptionsContext, id: string, state: LeaveState): Response {
  const publication = find(context, id) ?? context.configuration.publications[0];
  if (!publication) return new Response('', { status: 404 });
  const { templates, messages } = context.wording;
  const body = renderLeavePage({ state, publication, templates, messages: messages(publication.language) });
  return new Response(body, { status: state === 'unknown' ? 404 : 200, headers });
}

/** The page must not be kept, framed, indexed, or tell other sites the link, which is as good as a password. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};
