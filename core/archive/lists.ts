import type { Archive, ListName, VersionedFile } from '../edition/archive.ts';
import type { EditionSources } from '../edition/chain-manifests.ts';
import { archivePageUrl, type Links } from '../publication/links.ts';
import type { EditionKey } from '../publication/plan.ts';
import { formOf, type Imprint } from '../publication/retired.ts';
import type { ListedEdition, RenderArchive } from '../rendering/pages/archive-page.ts';
import { tellOfDamagedLists } from './damaged-lists.ts';
import { namesEdition, writeEditionsJson } from './editions-json.ts';
import { writeFeeds } from './feeds.ts';
import { listEditions } from './list-editions.ts';
import type { MadeFile, StandingFiles } from './replace-files.ts';
import type { History } from './standing/history.ts';
import type { Digests } from './standing/standings.ts';

/** What the lists are made from. */
export type ListsContext = Pick<EditionSources, 'seals' | 'damage'> & {
  links: Links;
  /** Without it the archive keeps editions.json alone: neither the page nor feeds, which need words. */
  renderArchive?: RenderArchive;
};

const listNames: readonly ListName[] = ['editions.json', 'index.html', 'feed.xml', 'feed.json'];

/** All lists of a publication, whether its archive is public or not. */
export function listFiles(publication: string): VersionedFile[] {
  return listNames.map(path => ({ publication, path }));
}

/**
 * Makes the lists of all editions: `index.html`, both feeds (where the archive is public) and, last, `editions.json`. So the other lists
 * have every edition that editions.json names. Tells of stored lists that are damaged.
 * @param history of the publication under the id that it has now.
 */
export async function makeLists(
  context: ListsContext,
  publication: Imprint,
  history: History,
  digests: Digests,
  standing: StandingFiles,
): Promise<MadeFile[]> {
  const editions = await listEditions(history, digests);
  const former = await formerList(context, publication);
  const made = editions.length === 0 ? [] : writeLists(context, publication, editions, former);
  tellOfDamagedLists(context.damage, made, standing);
  return made;
}

/** Whether the lists name an edition already; costs one read. */
export async function isListed(
  archive: Pick<Archive, 'readVersion'>,
  { publication, edition }: EditionKey,
): Promise<boolean> {
  const list = await archive.readVersion({ publication, path: 'editions.json' });
  return list !== undefined && namesEdition(list.content, edition);
}

/** The id under which the publication appeared before, if editions lie under it: a list of none would be a dead link. */
async function formerList(
  { seals }: Pick<ListsContext, 'seals'>,
  { formerly }: Imprint,
): Promise<string | null> {
  if (formerly === undefined || (await seals.links(formerly)).length === 0) return null;
  return formerly;
}

function writeLists(
  { links, renderArchive }: ListsContext,
  publication: Imprint,
  editions: readonly ListedEdition[],
  former: string | null,
): MadeFile[] {
  const file = (path: ListName, content: string) => ({ publication: publication.id, path, content });
  const json = file('editions.json', writeEditionsJson(publication.id, editions, former));
  if (!renderArchive) return [json];
  const newestFirst = editions.toReversed();
  const home = archivePageUrl(links.archive, publication.id, null);
  const { page, entries } = renderArchive(
    publication,
    newestFirst,
    home !== null,
    former,
    formOf(publication, links),
  );
  const index = file('index.html', page);
  if (home === null) return [index, json];
  const { atom, jsonFeed } = writeFeeds(publication, newestFirst, entries, home);
  return [index, file('feed.xml', atom), file('feed.json', jsonFeed), json];
}
