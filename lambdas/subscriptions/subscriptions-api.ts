import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Clock } from '../../core/foundation/instant.ts';
import { type Configuration, publicationLanguages } from '../../core/publication/configuration.ts';
import { entryOf, namedIds, successorsOf } from '../../core/publication/retired.ts';
import type { EndingKeeper } from '../../core/readers/ending-keeper.ts';
import { type LeaveLink, readLeavePath } from '../../core/readers/leave-link.ts';
import type { Reader, Readers } from '../../core/readers/reader.ts';
import {
  type LeavePageInput,
  type LeaveState,
  renderLeavePage,
} from '../../core/rendering/pages/leave-page.ts';
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

/**
 * Why a leave link cannot act: it has not the form of one, or names a reader or a token that there is not; `publication` where there is no
 * such reader, and the configuration has no such publication either.
 */
export type UnknownBecause = 'form' | 'publication' | 'reader' | 'token';

/**
 * The HTTP API behind the links in mails. GET and HEAD show a page and change nothing, since mail scanners open every link;
 * POST leaves at once, whatever its body (RFC 8058), without cookies or redirects, and again and again with the same answer.
 */
export function subscriptionsApi(context: SubscriptionsContext): Hono {
  const api = new Hono();
  api.get('/leave/*', async ({ req }) => {
    const { publication, reader } = await meant(context, req.url);
    if (!reader) return page(context, publication, 'unknown');
    const open = (await meantToo(context, reader)).some(
      ({ state }) => state === 'active' || state === 'pending',
    );
    return page(context, publication, open ? 'ask' : 'left', reader);
  });
  api.post('/leave/*', async ({ req }) => {
    const { publication, reader } = await meant(context, req.url);
    if (!reader) return page(context, publication, 'unknown');
    for (const one of await meantToo(context, reader)) await leave(context, one);
    return page(context, publication, 'left', reader);
  });
  // What is no leave link at all is met with the same page as one that is nobody's.
  api.notFound(() => page(context, '', 'unknown'));
  return api;
}

/** In the table first, where it takes effect. That it is kept elsewhere too is nothing that the reader waits for or is told of. */
async function leave(
  { readers, keeper, clock }: SubscriptionsContext,
  { publication, id, token }: Reader,
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
  // The row decides, whatever the configuration names by now: mail of every publication keeps its links.
  const reader = idForm.test(publication) ? await context.readers.read(publication, id) : undefined;
  if (!reader) return namedIds(context.configuration).includes(publication) ? 'reader' : 'publication';
  return timingSafeEqual(Buffer.from(reader.token), Buffer.from(token)) ? reader : 'token';
}

/** The form of every publication's id, and of nothing that the table of readers could not be asked for. */
const idForm = /^[a-z0-9-]{1,40}$/;

/**
 * The subscription of a link, and that of the same address to what its publication has become: who leaves by a mail from before a
 * rename means that one too.
 */
async function meantToo({ configuration, readers }: SubscriptionsContext, reader: Reader): Promise<Reader[]> {
  const successors = successorsOf(configuration, reader.publication);
  const found = await Promise.all(successors.map(({ id }) => readers.read(id, reader.id)));
  return [reader, ...found.flatMap(row => row ?? [])];
}

function page(context: SubscriptionsContext, id: string, state: LeaveState, reader?: Reader): Response {
  const publication = shownAs(context.configuration, id, reader);
  if (!publication) return new Response('', { status: 404 });
  const { templates, messages } = context.wording;
  const body = renderLeavePage({ state, publication, templates, messages: messages(publication.language) });
  return new Response(body, { status: state === 'unknown' ? 404 : 200, headers });
}

/**
 * The publication that a page names. One that a reader has and that stands nowhere goes by its id, in the reader's language: any title
 * would be another's. Whoever has no subscription gets the page of the first.
 */
function shownAs(
  configuration: Configuration,
  id: string,
  reader: Reader | undefined,
): LeavePageInput['publication'] | undefined {
  const [first] = configuration.publications;
  const own = configuration.publications.find(publication => publication.id === id);
  const { replyTo } = own ?? successorsOf(configuration, id)[0] ?? first ?? {};
  if (first === undefined || replyTo === undefined) return undefined;
  const entry = entryOf(configuration, id);
  if (entry) return { ...entry, replyTo };
  if (!reader) return first;
  const language = publicationLanguages.find(known => known === reader.language) ?? first.language;
  return { title: id, language, replyTo };
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
