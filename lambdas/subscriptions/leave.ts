import type { Hono } from 'hono';
import { entryOf, namedIds, successorsOf } from '../../core/publication/retired.ts';
import { type LeaveLink, readLeavePath } from '../../core/readers/leave-link.ts';
import { isToLeave, leaveKey, type Reader } from '../../core/readers/reader.ts';
import { isSame, pageField } from '../../core/readers/sign-up/form-proof.ts';
import { maskedAddress } from '../../core/readers/sign-up/masked-address.ts';
import { type LeaveState, renderLeavePage } from '../../core/rendering/pages/leave-page.ts';
import { answer } from './answers.ts';
import type { SubscriptionsContext, UnknownBecause } from './context.ts';
import { appearingAs, firstOf, knownLanguage, replyToOf, titleOf } from './owner.ts';

/**
 * `GET` and `HEAD` show a page and change nothing, since mail scanners open every link; `POST` leaves at once, whatever its body
 * (RFC 8058) and wherever it comes from, without cookies or redirects, and again and again with the same answer.
 */
export function leaveRoutes(api: Hono, context: SubscriptionsContext): void {
  api.get('/leave/*', async ({ req }) => {
    const { publication, reader } = await meant(context, req.url);
    if (!reader) return unknownLink(context, publication);
    const open = (await meantToo(context, reader)).some(isToLeave);
    return page(context, publication, open ? 'ask' : 'left', reader);
  });
  api.post('/leave/*', async ({ req }) => {
    const { publication, reader } = await meant(context, req.url);
    if (!reader) return unknownLink(context, publication);
    for (const one of await meantToo(context, reader)) await leave(context, one, 'leave link');
    return page(context, publication, 'left', reader);
  });
}

/** In the table first, where it takes effect. That it is kept elsewhere too is nothing that the reader waits for or is told of. */
export async function leave(
  { readers, keeper, clock, onLeft }: SubscriptionsContext,
  { publication, id, token }: Reader,
  how: string,
): Promise<void> {
  const at = clock.now();
  if ((await readers.leave(publication, id, token, at, how)) !== 'left') return;
  onLeft();
  await keeper.keep([{ publication, reader: id, kind: 'left', at }]);
}

/** The page for what is no link at all, and for one that is nobody's: the same. */
export function unknownLink({ configuration, wording }: SubscriptionsContext, id = ''): Response {
  const first = firstOf(configuration);
  const entry = entryOf(configuration, id);
  const publication = entry ? { ...entry, replyTo: replyToOf(configuration, id) } : first;
  const messages = wording.messages(publication.language);
  return answer(
    renderLeavePage({ state: 'unknown', publication, templates: wording.templates, messages }),
    404,
  );
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

/** Whose link it is, or why it is nobody's. */
export async function readerOf(
  context: SubscriptionsContext,
  { publication, id, token }: LeaveLink,
): Promise<Reader | UnknownBecause> {
  // The row decides, whatever the configuration names by now: mail of every publication keeps its links.
  const reader = idForm.test(publication) ? await context.readers.read(publication, id) : undefined;
  if (!reader) return namedIds(context.configuration).includes(publication) ? 'reader' : 'publication';
  return isSame(reader.token, token) ? reader : 'token';
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

/** What a form of the leave page sends to name it. */
export function leavePageKey({
  publication,
  id,
  token,
}: Pick<Reader, 'publication' | 'id' | 'token'>): string {
  return `${publication}/${leaveKey({ id, token })}`;
}

function page(context: SubscriptionsContext, id: string, state: LeaveState, reader: Reader): Response {
  const { configuration, wording } = context;
  const language = entryOf(configuration, id)?.language ?? knownLanguage(configuration, reader.language);
  const publication = {
    ...{ id, language },
    title: titleOf(configuration, id),
    replyTo: replyToOf(configuration, id),
  };
  const key = leavePageKey(reader);
  const html = renderLeavePage({
    ...{ state, publication },
    address: maskedAddress(reader.address),
    manage: { key, field: pageField('leave', key) },
    appears: appearingAs(configuration, id) !== undefined,
    templates: wording.templates,
    messages: wording.messages(language),
  });
  return answer(html);
}
