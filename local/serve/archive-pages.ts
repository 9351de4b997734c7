import type { Hono, HonoRequest } from 'hono';
import { isListName } from '../../core/archive/lists.ts';
import type { SiteFileName } from '../../core/archive/site-files.ts';
import type { ServedFiles } from '../../core/archive/taking-down/served-files.ts';
import type { Archive } from '../../core/edition/archive.ts';
import { type Shown, shownHere } from './shown-here.ts';

/** The pages of the installation's own, which belong to no publication. */
export type SiteSource = { read(name: SiteFileName): Promise<string | undefined> };

/** The archive as CloudFront may have it: without the files that were taken down. */
export function servedOnly(
  archive: Pick<Archive, 'read' | 'readVersion'>,
  served: Pick<ServedFiles, 'isServed'>,
): Pick<Archive, 'read' | 'readVersion'> {
  return {
    read: async (edition, name) =>
      (await served.isServed(edition, name)) ? archive.read(edition, name) : undefined,
    readVersion: file => archive.readVersion(file),
  };
}

/** A part of a path that can be a publication's id and nothing else, such as a way out of the folder. */
const publication = ':publication{[a-z0-9-]+}';
const edition = ':edition{\\d{4}-\\d\\d-\\d\\d}';

/**
 * Adds the archive as the public sees it under the address of a site: lists, feeds and editions, `/robots.txt`, and a page of words
 * for everything that is not there. A browser that is led to a page gets one whose links lead here; a program gets the bytes that are kept, of which it may
 * know the hash.
 */
export function archivePages(
  pages: Hono,
  { archive, site }: { archive: Pick<Archive, 'read' | 'readVersion'>; site: SiteSource },
  shown: Shown,
): Hono {
  const asKept = shownHere(null);
  const missing = async ({ url }: HonoRequest) =>
    shown(url, 'html', await site.read('404.html'), 'public', 404);
  const show = async (
    req: HonoRequest,
    name: string,
    content: string | undefined,
    policy: 'public' | 'search' = 'public',
  ) => {
    if (content === undefined) return missing(req);
    const isForPeople = req.header('accept')?.includes('text/html') ?? false;
    return (isForPeople ? shown : asKept)(req.url, name, content, policy);
  };
  const list = async (req: HonoRequest, publication: string, name: string) => {
    const path = isListName(name) ? name : undefined;
    const found = path && (await archive.readVersion({ publication, path }));
    return show(req, name, found?.content);
  };
  for (const name of ['robots.txt', 'sitemap.xml'] as const)
    pages.get(`/${name}`, async ({ req }) => show(req, name, await site.read(name)));
  pages.get(`/archive/${publication}/`, ({ req }) => list(req, req.param('publication'), 'index.html'));
  pages.get(`/archive/${publication}/:name{[a-z]+\\.[a-z]+}`, ({ req }) =>
    list(req, req.param('publication'), req.param('name')),
  );
  pages.get(`/archive/${publication}/${edition}/:name{[a-z]+\\.[a-z]+}`, async ({ req }) => {
    const { publication, edition, name } = req.param();
    return show(req, name, await archive.read({ publication, edition }, name));
  });
  pages.get(`/archive/${publication}/all/:name{[a-z0-9-]+\\.[a-z]+}`, async ({ req }) => {
    const { publication, name } = req.param();
    const found = await archive.readVersion({ publication, path: `all/${name}` });
    return show(req, name, found?.content, name === 'search.html' ? 'search' : 'public');
  });
  pages.notFound(({ req }) => missing(req));
  return pages;
}
