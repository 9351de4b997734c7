import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { CourantError, InvalidInputError } from '../../core/foundation/errors.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { fixColours, openLinksBeside } from '../preview/fixed-colours.ts';
import { renderArticlePage } from './article-page.ts';
import { type ArticleStore, NoArticleError, type OpenedArticle } from './article-store.ts';
import type { Beginning } from './begin-article.ts';
import { checkOpened } from './check-opened.ts';
import { frameOf } from './fact-frame.ts';
import type { FiledArticles } from './filing/filed-articles.ts';
import { ChangedElsewhereError } from './filing/filing-task.ts';
import { renderListPage } from './list-page.ts';
import { foreignIn } from './own-pages-only.ts';
import { suggestionsIn } from './suggestions.ts';

/** What the pages of the desk are made from. */
export type DeskContext = {
  store: ArticleStore;
  filed: FiledArticles;
  /** Read anew each time: it may be changed beside the desk. */
  configuration(): Configuration;
  now(): Instant;
  /** Folders: of the articles that make suggestions, and of the templates. */
  folders: { facts: string; templates: string };
};

const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // Not "no-referrer": the browser would then send a form without its origin.
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const framePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** All that is served as it lies here. */
const assets: Readonly<Record<string, string>> = {
  'desk.css': 'text/css',
  ...Object.fromEntries(
    [
      'article',
      'begin',
      'capture',
      'checks',
      'fact-details',
      'fact-form',
      'facts',
      'fields',
      'filing',
      'head-form',
      'keeping',
      'preview',
      'words',
    ].map(name => [`${name}.js`, 'text/javascript']),
  ),
};

/** The pages of the desk, and what their scripts ask: `/` lists the articles, `/article/SLUG` is one of them. */
export function deskPages(context: DeskContext): Hono {
  const pages = new Hono();
  pages.use(async ({ req }, next) => {
    const foreign = foreignIn(req.raw);
    return foreign === undefined ? next() : answer(403, 'text/plain', foreign);
  });
  pages.onError(error => refusal(error));
  pages.get('/', async () => page(await listPage(context, emptyBeginning(context))));
  pages.post('/articles', async ({ req }) => begin(context, await req.parseBody()));
  pages.get('/desk/:asset', ({ req }) => {
    const name = req.param('asset');
    if (!Object.hasOwn(assets, name)) return missing();
    return answer(200, assets[name] ?? '', readFileSync(join(import.meta.dirname, 'browser', name), 'utf8'));
  });
  articlePages(pages, context);
  pages.notFound(missing);
  return pages;
}

function articlePages(pages: Hono, context: DeskContext): void {
  const { store, filed, configuration, now, folders } = context;
  const checked = (opened: OpenedArticle) => checkOpened(opened, configuration(), now());
  pages.get('/article/:slug', async ({ req }) => {
    const slug = req.param('slug');
    if (!store.has(slug)) throw new NoArticleError(slug);
    return page(await renderArticlePage(slug));
  });
  pages.get('/article/:slug/state', async ({ req }) => {
    const opened = await store.open(req.param('slug'));
    const publications = configuration().publications.map(({ id, title, language, topics }) => ({
      id,
      title,
      language,
      topics,
    }));
    const suggestions = await suggestionsIn(folders.facts);
    return json({ ...opened, ...checked(opened), publications, suggestions });
  });
  pages.put('/article/:slug', async ({ req }) => {
    const { base, file } = await req.json<{ base: string; file: unknown }>();
    filed.refuse(req.param('slug'));
    await store.keep(req.param('slug'), base, file);
    const opened = await store.open(req.param('slug'));
    const { slug, version, isDraft, inFacts } = opened;
    return json({ slug, version, isDraft, inFacts, ...checked(opened) });
  });
  pages.post('/article/:slug/capture', async ({ req }) => {
    await store.takeCapture(req.param('slug'), (await req.json<{ text: string }>()).text);
    return json({});
  });
  pages.post('/article/:slug/facts', async ({ req }) => {
    const { base, inFacts } = await req.json<{ base: string; inFacts: string | null }>();
    const opened = await store.open(req.param('slug'));
    const { mistakes } = checked(opened);
    if (mistakes.length > 0) throw new InvalidInputError('Nothing was written', mistakes);
    await store.moveToFacts(req.param('slug'), base, inFacts);
    return json({});
  });
  pages.post('/article/:slug/discard', async ({ req }) => {
    await store.discard(req.param('slug'));
    return json({ isThere: store.has(req.param('slug')) });
  });
  pages.get('/article/:slug/filed', async ({ req }) => {
    const opened = await store.open(req.param('slug'));
    return json(await filed.ask(opened.slug, idOf(opened), store.filesOf(opened.slug).article));
  });
  pages.post('/article/:slug/file', async ({ req }) => {
    const { where, base } = await req.json<{ where: unknown; base: string }>();
    const opened = await store.open(req.param('slug'));
    if (opened.version !== base) throw new ChangedElsewhereError(`${opened.slug}.json`);
    const place = where === 'aws' ? 'aws' : 'here';
    const { article } = store.filesOf(opened.slug);
    return json(await filed.file(opened.slug, idOf(opened), place, article, base));
  });
  pages.get('/article/:slug/frame', async ({ req }) => {
    const opened = await store.open(req.param('slug'));
    const { publication = '', fact, part, colours } = req.query();
    const choice = { publication, fact: fact || null, part: part === 'page' ? 'page' : 'html' } as const;
    const framed = await frameOf(opened, choice, configuration(), folders.templates, now());
    if ('why' in framed) return answer(200, 'text/plain', framed.why, framePolicy);
    const html = openLinksBeside(fixColours(framed.html, colours === 'dark' ? 'dark' : 'light'));
    return answer(200, 'text/html', html, framePolicy);
  });
}

/** The id that its head names, which need not be the name of its file. */
function idOf({ slug, file }: OpenedArticle): string {
  const { article } = file as { article?: { id?: unknown } };
  return typeof article?.id === 'string' ? article.id : slug;
}

async function begin(context: DeskContext, form: Record<string, unknown>): Promise<Response> {
  const beginning: Beginning = {
    id: String(form.id ?? '').trim(),
    retrieved: String(form.retrieved ?? '').trim(),
    text: String(form.text ?? ''),
    page: form.page instanceof File && form.page.size > 0 ? form.page : null,
  };
  // What reads pages is large, and nothing else here needs it.
  const { beginArticle } = await import('./begin-article.ts');
  try {
    await beginArticle(context.store, beginning, context.configuration());
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return page(await listPage(context, { ...beginning, mistakes: error.mistakes }), 422);
  }
  return new Response(null, { status: 303, headers: { ...headers, location: `/article/${beginning.id}` } });
}

async function listPage(
  { store }: DeskContext,
  beginning: Parameters<typeof renderListPage>[1],
): Promise<string> {
  return renderListPage(await store.list(), beginning);
}

function emptyBeginning({ now }: DeskContext): Parameters<typeof renderListPage>[1] {
  return { id: '', retrieved: now().slice(0, 10), text: '', page: null, mistakes: [] };
}

function refusal(error: Error): Response {
  if (error instanceof NoArticleError) return answer(404, 'text/plain', `${error.message} / lists all.\n`);
  if (error instanceof ChangedElsewhereError) return answer(409, 'text/plain', error.message);
  if (error instanceof CourantError) return answer(422, 'text/plain', error.message);
  if (error instanceof SyntaxError) return answer(400, 'text/plain', 'This request is no JSON.\n');
  console.error(error);
  return answer(500, 'text/plain', `This failed: ${error.message}\n`);
}

function page(content: string, status = 200): Response {
  return answer(status, 'text/html', content, pagePolicy);
}

function json(value: unknown): Response {
  return answer(200, 'application/json', JSON.stringify(value));
}

function answer(status: number, type: string, content: string, policy = "default-src 'none'"): Response {
  return new Response(content, {
    status,
    headers: { ...headers, 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy },
  });
}

function missing(): Response {
  return answer(404, 'text/plain', 'There is no such page. / lists the articles.\n');
}
