import type { Hono } from 'hono';
import { isPageField, pageField } from '../../core/readers/sign-up/form-proof.ts';
import { maskedAddress } from '../../core/readers/sign-up/masked-address.ts';
import {
  openRequest,
  readRequestKey,
  requestKey,
  type SignUpRequest,
} from '../../core/readers/sign-up/request.ts';
import {
  type Asked,
  type NewestEdition,
  renderConfirmedPage,
  renderConfirmPage,
} from '../../core/rendering/pages/confirm-page.ts';
import type { ReaderPage } from '../../core/rendering/pages/reader-page.ts';
import { answer, notice, refused } from './answers.ts';
import type { Confirmed, SubscriptionsContext } from './context.ts';
import { appearingAs, chosenLanguage, knownLanguage, pageOf, pageOfAll, titleOf } from './owner.ts';
import { isForeign, sentFields } from './sent-form.ts';

/** A request, and its key as the link should have it. */
export type Opened = { request: SignUpRequest; key: string };

/** `GET /confirm/KEY` shows a button, `POST` by that button makes the reader active, as often as it is pressed. */
export function confirmRoutes(api: Hono, context: SubscriptionsContext): void {
  api.get('/confirm/*', async ({ req }) => {
    const opened = await openLink(context, keyIn(req.url), 'subscribe');
    if (!opened) return unknown(context, req.raw);
    const page = pageOfRequest(context, opened.request);
    if (opened.request.state === 'confirmed') return before(context, page, opened);
    return show(context, page, opened);
  });
  api.post('/confirm/*', async ({ req }) => {
    const opened = await openLink(context, keyIn(req.url), 'subscribe');
    if (!opened) return unknown(context, req.raw);
    const page = pageOfRequest(context, opened.request);
    if (isForeign(req.raw, context)) return refused(context, page, 'foreign');
    const field = (await sentFields(req.raw)).get('page') ?? '';
    if (!isPageField('confirm', opened.key, field)) return refused(context, page, 'elsewhere');
    const outcomes = await context.confirm(opened.request, context.clock.now());
    return confirmed(context, page, opened.request, outcomes);
  });
}

/** The key in a path: what stands behind the name of the page, up to a slash. */
export function keyIn(url: string): string {
  return new URL(url).pathname.split('/')[2] ?? '';
}

/** The request that a link opens; undefined for one that is nobody's, or not any more. */
export async function openLink(
  context: SubscriptionsContext,
  text: string,
  kind: SignUpRequest['kind'],
): Promise<Opened | undefined> {
  const named = readRequestKey(text);
  const request = named && (await openRequest(context, named, kind));
  return request && { request, key: requestKey(named) };
}

/** A page about a request, in its language: of its publication, where it names one. */
export function pageOfRequest(context: SubscriptionsContext, request: SignUpRequest): ReaderPage {
  const language = knownLanguage(context.configuration, request.language);
  const [only, ...more] = request.publications;
  return only !== undefined && more.length === 0
    ? pageOf(context, only, language)
    : pageOfAll(context, language);
}

/** A page about a link that opens nothing, in the language that the browser prefers. */
export function pageOfNobody(context: SubscriptionsContext, request: Request): ReaderPage {
  const languages = [...new Set(context.configuration.publications.map(({ language }) => language))];
  return pageOfAll(context, chosenLanguage(languages, null, request.headers.get('accept-language')));
}

function unknown(context: SubscriptionsContext, request: Request): Response {
  const page = pageOfNobody(context, request);
  const { confirmPage, subscribePage } = page.messages;
  const link = { path: '/subscribe', text: subscribePage.heading };
  return notice(context, page, confirmPage.unknown, { link, status: 404 });
}

/** Whoever has left since comes back by asking anew. */
function before(context: SubscriptionsContext, page: ReaderPage, { request }: Opened): Response {
  const { confirmPage, managePage } = page.messages;
  const link = { path: formOf(request.publications), text: managePage.rejoin };
  return notice(context, page, confirmPage.before, { link });
}

/** The form of one publication, or of all. */
function formOf([only, ...more]: readonly string[]): string {
  return only === undefined || more.length > 0
    ? '/subscribe'
    : `/subscribe?publication=${encodeURIComponent(only)}`;
}

function show(context: SubscriptionsContext, page: ReaderPage, { request, key }: Opened): Response {
  const html = renderConfirmPage(context.wording.templates, {
    ...page,
    address: maskedAddress(request.address) ?? '',
    asked: request.publications.map(id => askedFor(context, id)),
    now: context.clock.now(),
    field: pageField('confirm', key),
  });
  return answer(html);
}

async function confirmed(
  context: SubscriptionsContext,
  page: ReaderPage,
  request: SignUpRequest,
  outcomes: readonly Confirmed[],
): Promise<Response> {
  const reading = outcomes.filter(({ result }) => result === 'reading').map(({ publication }) => publication);
  // What makes no editions any more has no outcome: it ended since, too.
  const ended = request.publications.filter(id => !reading.includes(id));
  const html = renderConfirmedPage(context.wording.templates, {
    ...page,
    address: maskedAddress(request.address) ?? '',
    began: await Promise.all(
      reading.map(async id => ({ ...askedFor(context, id), newest: await newestOf(context, id) })),
    ),
    ended: ended.map(id => titleOf(context.configuration, id)),
    now: context.clock.now(),
    form: formOf(ended),
  });
  return answer(html);
}

function askedFor({ configuration }: SubscriptionsContext, id: string): Asked {
  const appearing = appearingAs(configuration, id);
  const language = appearing?.language ?? knownLanguage(configuration, '');
  return { title: titleOf(configuration, id), language, schedule: appearing?.schedule ?? null };
}

/** What cannot be read now is not worth a refusal: they have confirmed. */
async function newestOf({ newestEdition }: SubscriptionsContext, id: string): Promise<NewestEdition | null> {
  try {
    return (await newestEdition(id)) ?? null;
  } catch {
    return null;
  }
}
