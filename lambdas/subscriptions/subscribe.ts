import type { Hono } from 'hono';
import { InvalidInputError } from '../../core/foundation/errors.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { normaliseAddress } from '../../core/readers/reader-id.ts';
import { formToken, isFormToken } from '../../core/readers/sign-up/form-proof.ts';
import { fill } from '../../core/rendering/language/wording.ts';
import type { ReaderPage } from '../../core/rendering/pages/reader-page.ts';
import {
  renderSubscribePage,
  type SubscribePage,
  subscribeWords,
} from '../../core/rendering/pages/subscribe-page.ts';
import { answer } from './answer.ts';
import type { SubscriptionsContext } from './context.ts';
import { chosenLanguage } from './languages.ts';
import { ask } from './new-request.ts';
import { notice, refused } from './notices.ts';
import { appearingAs, firstOf, pageOf, pageOfAll } from './owner.ts';
import { isForeign, sentFields } from './sent-form.ts';

/** A form of the publications that appear, or of one of them. */
type Form = { page: ReaderPage; path: string; offered: Publication[]; single: boolean };

/** The longest address that a form takes: the longest that there is, and some more in which one can err. */
const addressAtMost = 320;

/** `GET /subscribe` shows the form, `POST` takes it. Retired publications have none. */
export function subscribeRoutes(api: Hono, context: SubscriptionsContext): void {
  api.get('/subscribe', async ({ req }) => {
    const form = formOf(context, req.raw);
    if (!form) return noSuch(context, req.raw);
    if (await context.signUpIsClosed(context.clock.now()))
      return notice(context, form.page, form.page.messages.subscribePage.closed);
    return show(context, form, { address: '', publications: [] }, null);
  });
  api.post('/subscribe', async ({ req }) => {
    const form = formOf(context, req.raw);
    if (!form) return noSuch(context, req.raw);
    if (isForeign(req.raw, context)) return refused(context, form.page, 'foreign', form.path);
    const fields = await sentFields(req.raw);
    const given = (fields.get('address') ?? '').slice(0, addressAtMost + 1);
    const chosen = form.single
      ? form.offered
      : form.offered.filter(({ id }) => fields.getAll('publication').includes(id));
    const filled = { address: given, publications: chosen.map(({ id }) => id) };
    const wrong = await mistakeIn(context, fields, filled);
    if (wrong !== null) return show(context, form, filled, wrong);
    await ask(context, {
      kind: 'subscribe',
      address: normaliseAddress(given),
      publications: filled.publications,
      language: form.page.language,
      words: subscribeWords({ ...form, ...form.page, now: context.clock.now() }),
    });
    return asked(context, form, chosen[0] ?? firstOf(context.configuration), given);
  });
}

function formOf(context: SubscriptionsContext, request: Request): Form | undefined {
  const { publications } = context.configuration;
  const { searchParams } = new URL(request.url);
  const named = searchParams.get('publication');
  const [only] = publications.length === 1 ? publications : [];
  const one = named === null ? only : appearingAs(context.configuration, named);
  if (one) {
    const path = `/subscribe?publication=${encodeURIComponent(one.id)}`;
    return { page: pageOf(context, one.id), path, offered: [one], single: true };
  }
  if (named !== null) return undefined;
  const page = pageOfAll(context, languageOf(context, request));
  return { page, path: `/subscribe?language=${page.language}`, offered: publications, single: false };
}

function languagesOf({ configuration }: SubscriptionsContext): string[] {
  return [...new Set(configuration.publications.map(({ language }) => language))];
}

function languageOf(context: SubscriptionsContext, request: Request): string {
  const asked = new URL(request.url).searchParams.get('language');
  return chosenLanguage(languagesOf(context), asked, request.headers.get('accept-language'));
}

function noSuch(context: SubscriptionsContext, request: Request): Response {
  const page = pageOfAll(context, languageOf(context, request));
  const { noSuch: words, heading } = page.messages.subscribePage;
  return notice(context, page, words, { link: { path: '/subscribe', text: heading }, status: 404 });
}

async function mistakeIn(
  { formKey, clock }: SubscriptionsContext,
  fields: URLSearchParams,
  { address, publications }: SubscribePage['filled'],
): Promise<SubscribePage['wrong']> {
  if (!isFormToken(await formKey.get(), fields.get('token') ?? '', clock.now())) return 'old';
  if (fields.get('website')) return 'filled';
  if (!isAddress(address)) return 'address';
  return publications.length === 0 ? 'none' : null;
}

function isAddress(text: string): boolean {
  if (text.length > addressAtMost) return false;
  try {
    normaliseAddress(text);
    return true;
  } catch (error) {
    if (error instanceof InvalidInputError) return false;
    throw error;
  }
}

async function show(
  context: SubscriptionsContext,
  { page, offered, single }: Form,
  filled: SubscribePage['filled'],
  wrong: SubscribePage['wrong'],
): Promise<Response> {
  const now = context.clock.now();
  const token = formToken(await context.formKey.get(), now);
  const others = single ? [] : languagesOf(context).filter(language => language !== page.language);
  const html = renderSubscribePage(context.wording.templates, {
    ...page,
    ...{ offered, single, now, token, filled, wrong },
    others: others.map(language => ({
      language,
      path: `/subscribe?language=${language}`,
      text: context.wording.messages(language).readerPages.inLanguage,
    })),
  });
  return answer(html, wrong === null ? 200 : 400);
}

/** The same for whoever it is, and with the address as it was typed. */
function asked(
  context: SubscriptionsContext,
  { page, path }: Form,
  { from, replyTo }: Publication,
  address: string,
): Response {
  const { asked: words } = page.messages.subscribePage;
  const text = [
    fill(words.address, { address }),
    fill(words.next, { sender: `${from.name} <${from.address}>` }),
    words.spam,
    fill(words.nothing, { address: replyTo }),
  ];
  const link = { path, text: page.messages.readerPages.again };
  return notice(context, page, { heading: words.heading, text }, { link });
}
