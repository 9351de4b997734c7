import type { Hono } from 'hono';
import { namedIds } from '../../core/publication/retired.ts';
import { readLeavePath } from '../../core/readers/leave-link.ts';
import type { Reader } from '../../core/readers/reader.ts';
import { isPageField, pageField } from '../../core/readers/sign-up/form-proof.ts';
import { maskedAddress } from '../../core/readers/sign-up/masked-address.ts';
import { fill } from '../../core/rendering/language/wording.ts';
import { manageView, renderErasePage, renderManagePage } from '../../core/rendering/pages/manage-page.ts';
import type { ReaderPage } from '../../core/rendering/pages/reader-page.ts';
import { answer, notice, refused } from './answers.ts';
import { keyIn, type Opened, openLink, pageOfNobody } from './confirm.ts';
import type { SubscriptionsContext } from './context.ts';
import { leave, readerOf, unknownLink } from './leave.ts';
import { ask } from './new-request.ts';
import { appearingAs, knownLanguage, pageOf, pageOfAll, titleOf } from './owner.ts';
import { isForeign, sentFields } from './sent-form.ts';

/** What somebody does on the page of what they get. */
type Action = (context: SubscriptionsContext, opened: Opened, publication: string) => Promise<Response>;

const actions = new Map<string, Action>([
  ['leave', leaveOne],
  ['join', joinOne],
  ['erase', erase],
]);

/**
 * `POST /manage` from a leave page mails a link to the address on file, whoever sent it. That link opens, for an hour: what they read;
 * leave any, join others, be erased.
 */
export function manageRoutes(api: Hono, context: SubscriptionsContext): void {
  api.post('/manage', async ({ req }) => mailLink(context, req.raw));
  api.get('/manage/*', async ({ req }) => {
    const opened = await openLink(context, keyIn(req.url), 'manage');
    if (!opened) return expired(context, req.raw);
    return actionIn(req.url) === 'erase' ? askOnceMore(context, opened) : show(context, opened, null);
  });
  api.post('/manage/*', async ({ req }) => {
    const opened = await openLink(context, keyIn(req.url), 'manage');
    if (!opened) return expired(context, req.raw);
    const page = pageOfOne(context, opened);
    if (isForeign(req.raw, context)) return refused(context, page, 'foreign', pathOf(opened));
    const fields = await sentFields(req.raw);
    const action = actions.get(actionIn(req.url));
    if (!action || !isPageField('manage', opened.key, fields.get('page') ?? ''))
      return refused(context, page, 'elsewhere', pathOf(opened));
    return action(context, opened, fields.get('publication') ?? '');
  });
}

function actionIn(url: string): string {
  return new URL(url).pathname.split('/')[3] ?? '';
}

function pathOf({ key }: Opened): string {
  return `/manage/${key}`;
}

function pageOfOne(context: SubscriptionsContext, { request }: Opened): ReaderPage {
  return pageOfAll(context, knownLanguage(context.configuration, request.language));
}

function expired(context: SubscriptionsContext, request: Request): Response {
  const page = pageOfNobody(context, request);
  return notice(context, page, page.messages.managePage.unknown, { status: 404 });
}

/** The link goes to the address on file: who has the mail of somebody else with its leave link gets nothing by it. */
async function mailLink(context: SubscriptionsContext, request: Request): Promise<Response> {
  const fields = await sentFields(request);
  const key = fields.get('key') ?? '';
  const link = readLeavePath(`/leave/${key}`);
  const reader = link && (await readerOf(context, link));
  if (typeof reader !== 'object') return unknownLink(context);
  const language = knownLanguage(context.configuration, reader.language);
  const page = pageOf(context, reader.publication, language);
  if (isForeign(request, context)) return refused(context, page, 'foreign');
  if (!isPageField('leave', key, fields.get('page') ?? '')) return refused(context, page, 'elsewhere');
  const { managePage } = page.messages;
  const { address, publication } = reader;
  const masked = maskedAddress(address);
  // Of who was forgotten there is no address any more to write to.
  if (masked === null) return unknownLink(context, publication);
  await ask(context, {
    ...{ kind: 'manage', address, publications: [publication], language },
    words: managePage.offer,
  });
  const { heading, text, spam } = managePage.mailed;
  return notice(context, page, { heading, text: [fill(text, { address: masked }), spam] });
}

/** Every row of the person whose page it is, of whatever publication. */
async function rowsOf(
  { configuration, readers }: SubscriptionsContext,
  { request }: Opened,
): Promise<Reader[]> {
  const { reader, publications } = request;
  if (reader === null) return [];
  const ids = [...new Set([...namedIds(configuration), ...publications])];
  const rows = await Promise.all(ids.map(id => readers.read(id, reader)));
  return rows.flatMap(row => row ?? []);
}

async function pageInput(context: SubscriptionsContext, opened: Opened, left: string | null) {
  const { configuration } = context;
  const active = (await rowsOf(context, opened)).filter(({ state }) => state === 'active');
  return {
    ...pageOfOne(context, opened),
    address: maskedAddress(opened.request.address) ?? '',
    reads: active.map(({ publication: id, agreed, language }) => ({
      id,
      title: titleOf(configuration, id),
      language: appearingAs(configuration, id)?.language ?? knownLanguage(configuration, language),
      since: agreed.at,
      how: agreed.how,
      confirmed: agreed.confirmed ?? null,
    })),
    others: configuration.publications.filter(({ id }) => !active.some(row => row.publication === id)),
    left,
    path: pathOf(opened),
    field: pageField('manage', opened.key),
  };
}

async function show(context: SubscriptionsContext, opened: Opened, left: string | null): Promise<Response> {
  return answer(renderManagePage(context.wording.templates, await pageInput(context, opened, left)));
}

async function leaveOne(
  context: SubscriptionsContext,
  opened: Opened,
  publication: string,
): Promise<Response> {
  const row = (await rowsOf(context, opened)).find(reader => reader.publication === publication);
  if (!row) return refused(context, pageOfOne(context, opened), 'elsewhere', pathOf(opened));
  await leave(context, row, 'manage page');
  return show(context, opened, titleOf(context.configuration, publication));
}

/** By a confirmation as anybody's: that they have the mailbox says the link, and what they agree to says the confirmation. */
async function joinOne(
  context: SubscriptionsContext,
  opened: Opened,
  publication: string,
): Promise<Response> {
  const page = pageOfOne(context, opened);
  const wanted = context.configuration.publications.find(({ id }) => id === publication);
  if (!wanted) return refused(context, page, 'elsewhere', pathOf(opened));
  const { others } = manageView(await pageInput(context, opened, null));
  const { address } = opened.request;
  await ask(context, {
    ...{ kind: 'subscribe', address, publications: [wanted.id], language: page.language, joins: true },
    words: others.find(({ id }) => id === wanted.id) ?? null,
  });
  const { joined, mailed, heading } = page.messages.managePage;
  const text = fill(joined.text, { address: maskedAddress(address) ?? '' });
  const link = { path: pathOf(opened), text: heading };
  return notice(context, page, { heading: joined.heading, text: [text, mailed.spam] }, { link });
}

function askOnceMore(context: SubscriptionsContext, opened: Opened): Response {
  const html = renderErasePage(context.wording.templates, {
    ...pageOfOne(context, opened),
    address: maskedAddress(opened.request.address) ?? '',
    path: pathOf(opened),
    field: pageField('manage', opened.key),
  });
  return answer(html);
}

async function erase(context: SubscriptionsContext, opened: Opened): Promise<Response> {
  const { reader, publications } = opened.request;
  const page = pageOfOne(context, opened);
  if (reader === null) return refused(context, page, 'elsewhere', pathOf(opened));
  const ids = [...new Set([...namedIds(context.configuration), ...publications])];
  await context.erase({ id: reader, publications: ids, at: context.clock.now(), how: 'manage page' });
  return notice(context, page, page.messages.managePage.erased);
}
