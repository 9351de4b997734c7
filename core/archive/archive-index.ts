import type { Archive, ListName } from '../edition/archive.ts';
import type { Links } from '../edition/build-edition.ts';
import type { EditionSources } from '../edition/chain-manifests.ts';
import { CourantError } from '../foundation/errors.ts';
import type { Publication } from '../publication/configuration.ts';
import type { ListedEdition } from '../rendering/pages/listed-edition.ts';
import { writeAtomFeed } from './atom-feed.ts';
import { namesEdition, writeEditionsJson } from './editions-json.ts';
import { type Feed, feedLength, urnOf } from './feed.ts';
import { writeJsonFeed } from './json-feed.ts';
import { archivePageUrl } from './links.ts';
import { listEditions } from './list-editions.ts';

/** Puts the list of editions into words: the page for people, and each edition for the feeds. Pure. */
export type RenderArchive = (
  publication: Publication,
  /** Newest first. */
  editions: readonly ListedEdition[],
  /** Whether there are feeds beside the page, to be named on it. */
  feeds: boolean,
) => RenderedArchive;

/** The list in words; `entries` are in the order of the editions. */
export type RenderedArchive = { page: string; entries: readonly { headline: string; summary: string }[] };

/** What the lists are made from. */
export type ArchiveIndexContext = EditionSources & {
  archive: Archive;
  links: Links;
  renderArchive?: RenderArchive;
};

/** Each turn lost means that somebody else wrote a list in between; more than this is no race but a fault. */
const turnsAtMost = 20;

/**
 * Brings the lists of all editions up to the chain: `index.html`, both feeds (where the archive is public) and, last, `editions.json`.
 * So whatever editions.json names is in the others too.
 *
 * What stands there is read before the chain and replaced only if it still stands there: of two publishers the one with the older
 * list begins again, whichever file they meet at. The same chain gives the same bytes, which are not written twice.
 *
 * @throws ContendedListsError when other publishers keep writing lists in between.
 */
export async function publishArchiveIndex(
  context: ArchiveIndexContext,
  publication: Publication,
): Promise<void> {
  for (let turn = 0; turn < turnsAtMost; turn += 1) {
    const standing = await readStanding(context.archive, publication.id);
    const editions = await listEditions(context, publication.id);
    if (editions.length === 0) return;
    const lists = writeLists(context, publication, editions);
    if (await replaceAll(context.archive, publication.id, lists, standing)) return;
  }
  throw new ContendedListsError(publication.id);
}

/** Whether the lists name an edition already; costs one read. */
export async function isInArchiveIndex(
  archive: Archive,
  publication: string,
  edition: string,
): Promise<boolean> {
  const list = await archive.readList(publication, 'editions.json');
  return list !== undefined && namesEdition(list.content, edition);
}

/** The lists of a publication did not hold still. */
export class ContendedListsError extends CourantError {
  constructor(publication: string) {
    super(
      `archive/${publication}: expected to write the lists of editions, found them changed by somebody else ${turnsAtMost} times. ` +
        'Look for a loop that starts the publish function, then run it again.',
    );
  }
}

type Standing = Map<ListName, { content: string; version: string } | undefined>;
type Lists = [name: ListName, content: string][];

async function readStanding(archive: Archive, publication: string): Promise<Standing> {
  const names: ListName[] = ['editions.json', 'index.html', 'feed.xml', 'feed.json'];
  const lists = await Promise.all(names.map(name => archive.readList(publication, name)));
  return new Map(names.map((name, index) => [name, lists[index]]));
}

function writeLists(
  { links, renderArchive }: ArchiveIndexContext,
  publication: Publication,
  editions: readonly ListedEdition[],
): Lists {
  const json: Lists = [['editions.json', writeEditionsJson(publication.id, editions)]];
  if (!renderArchive) return json;
  const newestFirst = editions.toReversed();
  const home = archivePageUrl(links.archive, publication.id, null);
  const { page, entries } = renderArchive(publication, newestFirst, home !== null);
  const index: Lists = [['index.html', page]];
  if (home === null) return [...index, ...json];
  const feed = feedOf(publication, newestFirst, entries, home);
  return [...index, ['feed.xml', writeAtomFeed(feed)], ['feed.json', writeJsonFeed(feed)], ...json];
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

async function replaceAll(
  archive: Archive,
  publication: string,
  lists: Lists,
  standing: Standing,
): Promise<boolean> {
  for (const [name, content] of lists) {
    const before = standing.get(name);
    if (before?.content === content) continue;
    const outcome = await archive.replaceList(publication, name, content, before?.version ?? null);
    if (outcome === 'changed') return false;
  }
  return true;
}
