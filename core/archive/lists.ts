import type { Archive, ListName } from '../edition/archive.ts';
import { chainManifests, type EditionSources } from '../edition/chain-manifests.ts';
import { readManifest } from '../edition/manifest.ts';
import { sha256 } from '../foundation/hash.ts';
import type { Publication } from '../publication/configuration.ts';
import { archivePageUrl, type Links } from '../publication/links.ts';
import type { EditionKey } from '../publication/plan.ts';
import type { ListedEdition, RenderArchive, RenderedArchive } from '../rendering/pages/archive-page.ts';
import { namesEdition, writeEditionsJson } from './editions-json.ts';
import { type Feed, feedLength, urnOf, writeAtomFeed, writeJsonFeed } from './feeds.ts';
import { type MadeFile, replaceFiles } from './replace-files.ts';

/** What the lists are made from. */
export type ListsContext = EditionSources & {
  archive: Archive;
  links: Links;
  /** Without it the archive keeps editions.json alone: neither the page nor feeds, which need words. */
  renderArchive?: RenderArchive;
};

const listNames: readonly ListName[] = ['editions.json', 'index.html', 'feed.xml', 'feed.json'];

/**
 * Brings the lists of all editions up to the chain: `index.html`, both feeds (where the archive is public) and, last, `editions.json`.
 * So whatever editions.json names is in the others too.
 * @throws ContendedFilesError when other publishers keep writing lists in between.
 */
export async function publishLists(context: ListsContext, publication: Publication): Promise<void> {
  const files = listNames.map(path => ({ publication: publication.id, path }));
  await replaceFiles(context.archive, files, async () => {
    const editions = await listEditions(context, publication.id);
    return editions.length === 0 ? [] : writeLists(context, publication, editions);
  });
}

/** Whether the lists name an edition already; costs one read. */
export async function isListed(
  archive: Pick<Archive, 'readVersion'>,
  { publication, edition }: EditionKey,
): Promise<boolean> {
  const list = await archive.readVersion({ publication, path: 'editions.json' });
  return list !== undefined && namesEdition(list.content, edition);
}

/**
 * All editions of a publication in the order of their chain, each described by its manifest. The newest is left out while it is
 * not unpacked, as a link to it would lead nowhere; its publisher lists it afterwards. So a list that is read later never
 * lacks what an earlier one had.
 */
export async function listEditions(sources: EditionSources, publication: string): Promise<ListedEdition[]> {
  const manifests = await chainManifests(sources, publication);
  return manifests.flatMap(({ content, isUnpacked }) => (isUnpacked ? describeManifest(content) : []));
}

/** An edition as the lists describe it, by its manifest's bytes. @throws UnreadableError when they are no manifest */
export function describeManifest(content: string): ListedEdition {
  const { edition, number, window, subject, facts, items, corrections } = readManifest(content);
  return {
    edition,
    number,
    window,
    subject,
    facts: items ?? facts.length,
    corrections: corrections.length,
    manifestSha256: sha256(content),
  };
}

function writeLists(
  { links, renderArchive }: ListsContext,
  publication: Publication,
  editions: readonly ListedEdition[],
): MadeFile[] {
  const file = (path: ListName, content: string) => ({ publication: publication.id, path, content });
  const json = file('editions.json', writeEditionsJson(publication.id, editions));
  if (!renderArchive) return [json];
  const newestFirst = editions.toReversed();
  const home = archivePageUrl(links.archive, publication.id, null);
  const { page, entries } = renderArchive(publication, newestFirst, home !== null);
  const index = file('index.html', page);
  if (home === null) return [index, json];
  const feed = feedOf(publication, newestFirst, entries, home);
  return [index, file('feed.xml', writeAtomFeed(feed)), file('feed.json', writeJsonFeed(feed)), json];
}

function feedOf(
  { title, description, language }: Publication,
  editions: readonly ListedEdition[],
  entries: RenderedArchive['entries'],
  home: string,
): Feed {
  const beside = (path: string) => new URL(path, home).href;
  return {
    id: urnOf(`feed ${editions.at(-1)?.manifestSha256}`),
    title,
    description,
    language,
    homePage: home,
    atom: beside('feed.xml'),
    json: beside('feed.json'),
    entries: editions.slice(0, feedLength).map(({ edition, manifestSha256, window, subject }, index) => ({
      id: urnOf(`edition ${manifestSha256}`),
      title: entries[index]?.headline ?? subject,
      summary: entries[index]?.summary ?? subject,
      url: beside(`${edition}/index.html`),
      updated: window.to,
    })),
  };
}
