import { Hono } from 'hono';
import { editionsIn } from '../../core/archive/editions-json.ts';
import type { Archive, ListName } from '../../core/edition/archive.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { htmlOfMail, newestMails } from './local-mails.ts';
import { type Overview, renderOverview } from './local-overview.ts';
import type { ServedApp } from './serve-app.ts';

/** What the pages of a local installation are made from. */
export type LocalPagesContext = {
  publications: readonly Pick<Publication, 'id' | 'title'>[];
  archive: Pick<Archive, 'read' | 'readVersion'>;
  /** The folder of accepted messages. */
  mails: string;
  /** Answers what lies under `/leave/`: the production function's API. */
  links: ServedApp;
  /** Where links in the messages lead; shown messages lead to the page's own address instead. */
  linksUrl: string;
};

const mostListed = 50;
/** A part of a path that can be a publication's id and nothing else, such as a way out of the folder. */
const publication = ':publication{[a-z0-9-]+}';
/** What is served of the archive, by the end of the name. */
const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  eml: 'text/plain; charset=utf-8',
};
const lists: readonly string[] = [
  'index.html',
  'feed.xml',
  'feed.json',
  'editions.json',
] satisfies ListName[];
/** Nothing that is served may load or run anything: mail is shown as a careful mail program would. */
const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

/**
 * Everything of a local installation that a browser can show: `/` lists the rest, `/archive/…` are the archive's files,
 * `/mail/N` the HTML part of a message, `/leave/…` the pages behind its links.
 */
export function localPages(context: LocalPagesContext): Hono {
  const { archive, mails } = context;
  const pages = new Hono();
  pages.get('/', async () => show('html', await renderOverview(await overviewOf(context))));
  pages.get(`/archive/${publication}/:name`, async ({ req }) => {
    const { publication, name } = req.param();
    if (!lists.includes(name)) return missing();
    return show(name, (await archive.readVersion({ publication, path: name as ListName }))?.content);
  });
  pages.get(
    `/archive/${publication}/:edition{\\d{4}-\\d\\d-\\d\\d}/:name{[a-z]+\\.[a-z]+}`,
    async ({ req }) => {
      const { publication, edition, name } = req.param();
      return show(name, await archive.read({ publication, edition }, name));
    },
  );
  pages.get('/mail/:number{\\d{1,9}}', async ({ req }) => {
    const part = await htmlOfMail(mails, Number(req.param('number')));
    return show('html', part?.replaceAll(context.linksUrl, new URL(req.url).origin));
  });
  pages.all('/leave/*', ({ req }) => context.links.fetch(req.raw));
  pages.notFound(missing);
  return pages;
}

async function overviewOf({ publications, archive, mails }: LocalPagesContext): Promise<Overview> {
  const newest = await newestMails(mails, mostListed);
  return {
    publications: await Promise.all(
      publications.map(async ({ id, title }) => ({ id, title, editions: await editionsOf(archive, id) })),
    ),
    mails: newest.mails,
    totalMails: newest.total,
  };
}

async function editionsOf(archive: LocalPagesContext['archive'], publication: string) {
  const list = await archive.readVersion({ publication, path: 'editions.json' });
  return (editionsIn(list?.content ?? '') ?? []).reverse();
}

function show(name: string, content: string | undefined): Response {
  const type = types[name.slice(name.lastIndexOf('.') + 1)];
  if (content === undefined || type === undefined) return missing();
  return new Response(content, { headers: { ...headers, 'content-type': type } });
}

function missing(): Response {
  return new Response('There is no such page. / lists what there is.\n', {
    status: 404,
    headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
  });
}
