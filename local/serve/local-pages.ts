import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { editionsIn } from '../../core/archive/editions-json.ts';
import type { Archive } from '../../core/edition/archive.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Clock } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { archivePages, type SiteSource } from './archive-pages.ts';
import { inFrame, type MailForm, mailForms, renderInbox, renderMail } from './local-inbox.ts';
import { listMails, type OpenedMail, openMail } from './local-mails.ts';
import { type Overview, renderOverview } from './local-overview.ts';
import type { Published, Publishing } from './publishing.ts';
import type { ServedApp } from './serve-app.ts';
import { answerText, type Shown, shownHere } from './shown-here.ts';

/** What the pages of a local installation are made from. */
export type LocalPagesContext = {
  publications: readonly (Pick<Publication, 'id' | 'title' | 'language'> & { appears: boolean })[];
  archive: Pick<Archive, 'read' | 'readVersion'>;
  site: SiteSource;
  /** Whether the archive is public, and so has feeds. */
  feeds: boolean;
  /** The folder of accepted messages. */
  mails: string;
  /** The production function's API: it answers everything that readers have pages for. */
  readersPages: ServedApp;
  /** Works off what a page of the readers' put on a queue, so that its mail is in the inbox at once. */
  workOff(): Promise<void>;
  publishing: Publishing;
  /** Where links in what is sealed and mailed lead; where it is shown, they lead to the page's own address instead. */
  linksUrl: string;
  clock: Clock;
  timeZone: string;
};

/** What the API answers, by the first segment of the path. */
const readersPaths = ['leave', 'subscribe', 'confirm', 'manage', 'privacy'] as const;
const mostListed = 50;

/**
 * Everything of a local installation at one address: `/` and `/inbox` are this tool's own, `/archive/…` and `/robots.txt` what the
 * public sees, and the pages of readers those of the production function.
 */
export function localPages(context: LocalPagesContext): Hono {
  const pages = new Hono();
  const shown = shownHere(context.linksUrl);
  const field = randomUUID();
  let published: Published[] | null = null;
  pages.use(async ({ req }, next) => {
    const reads = req.method === 'GET' || req.method === 'HEAD';
    if (reads || !isForeign(req.raw.headers, new URL(req.url).origin)) return next();
    return answerText(403, 'This form was sent by a page of another address. Nothing was done.\n');
  });
  pages.onError(error => {
    console.error(error instanceof CourantError ? error.message : error);
    return answerText(500, `This failed: ${error.message}\n`);
  });
  pages.get('/', async ({ req }) => {
    const overview = await overviewOf(context);
    return shown(req.url, 'html', await renderOverview({ ...overview, published, field }), 'own');
  });
  pages.post('/next-edition', async ({ req }) => {
    if ((await req.parseBody()).page !== field)
      return answerText(
        400,
        'This form is not of this page as it is now. Load / again, and press its button.\n',
      );
    published = await context.publishing.publishNext();
    return new Response(null, { status: 303, headers: { location: '/' } });
  });
  pages.route('/', mailPages(context, shown));
  for (const first of readersPaths) pages.all(`/${first}/*`, ({ req }) => readersPage(context, req.raw));
  return archivePages(pages, context, shown);
}

function mailPages(context: LocalPagesContext, shown: Shown): Hono {
  const { mails, timeZone } = context;
  const pages = new Hono();
  pages.get('/inbox', async ({ req }) => {
    const to = req.query('to')?.trim() || null;
    const before = /^\d{1,9}$/.test(req.query('before') ?? '') ? Number(req.query('before')) : null;
    const list = await listMails(mails, { most: mostListed, before, to });
    const view = { ...list, to, newer: before !== null, timeZone };
    return shown(req.url, 'html', await renderInbox(view), 'own');
  });
  pages.get('/mail/:number{\\d{1,9}}', async ({ req }) => {
    const mail = await openMail(mails, Number(req.param('number')));
    if (!mail) return shown(req.url, 'html', undefined);
    const form = formOf(mail, req.query('show'));
    const page = await renderMail(here(mail, req.url, context.linksUrl), form, timeZone);
    return shown(req.url, 'as it is', page, 'own');
  });
  pages.get('/mail/:number{\\d{1,9}}/html', async ({ req }) => {
    const mail = await openMail(mails, Number(req.param('number')));
    return shown(req.url, 'html', mail?.html == null ? undefined : inFrame(mail.html), 'framed');
  });
  return pages;
}

/** A message with its links leading here. */
function here(mail: OpenedMail, url: string, linksUrl: string): OpenedMail {
  const { origin } = new URL(url);
  const lead = (text: string | null) => text?.replaceAll(linksUrl, origin) ?? null;
  return { ...mail, html: lead(mail.html), text: lead(mail.text), oneClick: lead(mail.oneClick) };
}

/** As asked, else as a mail program would: HTML where there is some. */
function formOf(mail: OpenedMail, asked: string | undefined): MailForm {
  if (asked !== undefined && Object.hasOwn(mailForms, asked) && mail[asked as MailForm] !== null)
    return asked as MailForm;
  return mail.html === null ? 'text' : 'html';
}

async function readersPage(
  { readersPages, workOff, linksUrl }: LocalPagesContext,
  request: Request,
): Promise<Response> {
  const { url, method } = request;
  const answer = await readersPages.fetch(request);
  if (method !== 'GET' && method !== 'HEAD') await workOff();
  if (!/^text\/html\b/.test(answer.headers.get('content-type') ?? '')) return answer;
  const content = (await answer.text()).replaceAll(linksUrl, new URL(url).origin);
  return new Response(content, { status: answer.status, headers: answer.headers });
}

async function overviewOf(context: LocalPagesContext): Promise<Omit<Overview, 'published' | 'field'>> {
  const { publications, archive, publishing, clock, timeZone, feeds, mails } = context;
  const { total } = await listMails(mails, { most: 0, before: null, to: null });
  return {
    publications: await Promise.all(
      publications.map(async one => ({ ...one, feeds, editions: await editionsOf(archive, one.id) })),
    ),
    messages: total,
    next: await publishing.next(),
    now: clock.now(),
    timeZone,
  };
}

async function editionsOf(archive: LocalPagesContext['archive'], publication: string) {
  const list = await archive.readVersion({ publication, path: 'editions.json' });
  return (editionsIn(list?.content ?? '') ?? []).reverse();
}

/**
 * Whether a request was made by another page than one of this address. Browsers say so by `Sec-Fetch-Site` and `Origin`; of a page
 * that tells nobody its address, the form's `Origin` is `null`, so then the other header decides. What has neither is no page's: a
 * mail program's one-click, or a program's.
 */
function isForeign(headers: Headers, own: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return true;
  const origin = headers.get('origin');
  return origin !== null && origin !== own && !(origin === 'null' && site === 'same-origin');
}
