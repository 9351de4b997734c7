import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Clock } from '../../core/foundation/instant.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import { parseLeaveKey, type Reader, type Readers } from '../../core/readers/reader.ts';
import { type LeaveState, renderLeavePage } from '../../core/rendering/pages/leave-page.ts';
import type { Wording } from '../runtime/rendering.ts';

/** What the links in mails need from outside. */
export type SubscriptionsContext = {
  configuration: Configuration;
  clock: Clock;
  readers: Readers;
  wording: Wording;
};

/**
 * The HTTP API behind the links in mails. GET and HEAD show a page and change nothing, since mail scanners open every link;
 * POST leaves at once, whatever its body (RFC 8058), without cookies or redirects, and again and again with the same answer.
 */
export function subscriptionsApi(context: SubscriptionsContext): Hono {
  const api = new Hono();
  api.get('/leave/:publication/:key', async request => {
    const { publication, key } = request.req.param();
    const reader = await readerOf(context, publication, key);
    const state: LeaveState = !reader
      ? 'unknown'
      : reader.state === 'active' || reader.state === 'pending'
        ? 'ask'
        : 'left';
    return page(context, publication, state);
  });
  api.post('/leave/:publication/:key', async request => {
    const { publication, key } = request.req.param();
    const reader = await readerOf(context, publication, key);
    if (!reader) return page(context, publication, 'unknown');
    await context.readers.leave(publication, reader.id, reader.token, context.clock.now(), 'leave link');
    return page(context, publication, 'left');
  });
  // A link that was cut off on its way is met with the same page as one that is nobody's.
  api.notFound(() => page(context, '', 'unknown'));
  return api;
}

/** The reader whose link it is; undefined for any other, and for links that have not the form of one. */
async function readerOf(
  context: SubscriptionsContext,
  publication: string,
  key: string,
): Promise<Reader | undefined> {
  const parts = parseLeaveKey(key);
  if (!parts || !find(context, publication)) return undefined;
  const reader = await context.readers.read(publication, parts.id);
  return reader && timingSafeEqual(Buffer.from(reader.token), Buffer.from(parts.token)) ? reader : undefined;
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
