import type { ListName, VersionedFile } from '../edition/archive.ts';
import { hasEditions } from '../edition/chain.ts';
import { readManifest } from '../edition/manifest.ts';
import type { History } from '../edition/months/past-edition.ts';
import type { Seals } from '../edition/seal.ts';
import { archivePageUrl, type Links } from '../publication/links.ts';
import { formOf, type Imprint, makesEditions } from '../publication/retired.ts';
import type { ListedEdition, RenderArchive } from '../rendering/pages/archive-page.ts';
import type { RenderFeeds } from '../rendering/pages/feed-words.ts';
import { writeCalendar } from './calendar/write-calendar.ts';
import { appearsOf, writeEditionsJson } from './editions-json.ts';
import { writeFeeds } from './feeds/write-feeds.ts';
import { listEditions } from './list-editions.ts';
import type { MadeFile } from './replace-files.ts';
import { writeSitemap } from './sitemap.ts';
import type { Digests } from './standing/standings.ts';

/** What the lists are made from. */
export type ListsContext = {
  seals: Pick<Seals, 'links' | 'read'>;
  links: Links;
  /** Without it the archive keeps editions.json alone: neither the page nor feeds, which need words. */
  renderArchive?: RenderArchive;
  /** Whether months have pages, to which the list leads. */
  renderMonth?: unknown;
  /** Without it feeds have no more than a line of each edition, and there is neither a feed of corrections nor a calendar. */
  renderFeeds?: RenderFeeds;
};

const listNames: readonly ListName[] = [
  'editions.json',
  'index.html',
  'feed.xml',
  'feed.json',
  'corrections.xml',
  'corrections.json',
  'dates.ics',
  'sitemap.xml',
];

/** Whether a list of a publication has this name. */
export function isListName(name: string): name is ListName {
  return listNames.some(known => known === name);
}

/** All lists of a publication, whether its archive is public or not. */
export function listFiles(publication: string): VersionedFile[] {
  return listNames.map(path => ({ publication, path }));
}

/** What lists are made of: the editions that they name, the first one first, and what bears on them. */
export type Listing = {
  newest: History;
  history: History;
  /** Months that have editions, newest first. */
  months: readonly string[];
  /** SHA-256 of the manifest of the publication's first edition. */
  first: string;
  digests: Digests;
};

/**
 * Makes the lists of the newest editions: `index.html`, feeds and the calendar (where the archive is public) and, last, `editions.json`. So the other lists
 * have every edition that editions.json names.
 */
export async function makeLists(
  context: ListsContext,
  publication: Imprint,
  listing: Listing,
): Promise<MadeFile[]> {
  const { newest, history, digests } = listing;
  const editions = await listEditions(newest, history, digests);
  const former = await formerList(context, publication);
  return editions.length === 0 ? [] : writeLists(context, publication, { ...listing, editions, former });
}

/**
 * The id under which the publication appeared before, if editions lie under it: a list of none would be a dead link. Of one that makes no editions any
 * more its first manifest says so, for the configuration names the last rename alone.
 */
async function formerList(
  { seals }: Pick<ListsContext, 'seals'>,
  publication: Imprint,
): Promise<string | null> {
  const formerly = publication.formerly ?? (await formerOfRetired(seals, publication));
  // After the last date only the first link is left, which every chain has.
  if (formerly === undefined || !(await hasEditions(seals, formerly))) return null;
  return formerly;
}

async function formerOfRetired(
  seals: ListsContext['seals'],
  publication: Imprint,
): Promise<string | undefined> {
  if (makesEditions(publication)) return undefined;
  const first = await seals.read(publication.id, null);
  return first && readManifest(first.files['manifest.json']).former?.publication;
}

type Written = Listing & { editions: readonly ListedEdition[]; former: string | null };

async function writeLists(
  { links, renderArchive, renderFeeds, renderMonth }: ListsContext,
  publication: Imprint,
  { newest, history, digests, editions, months, first, former }: Written,
): Promise<MadeFile[]> {
  const file = (path: ListName, content: string) => ({ publication: publication.id, path, content });
  const appears = appearsOf(publication);
  const json = file('editions.json', writeEditionsJson(publication.id, editions, former, months, appears));
  if (!renderArchive) return [json];
  const newestFirst = editions.toReversed();
  const home = archivePageUrl(links.archive, publication.id, null);
  const { page, entries } = renderArchive(
    publication,
    newestFirst,
    home !== null,
    former,
    formOf(publication, links),
    renderMonth === undefined ? [] : months,
  );
  const index = file('index.html', page);
  const { archive } = links;
  if (home === null || archive === null) return [index, json];
  const words = renderFeeds?.(publication, `${archive}/`) ?? null;
  const sources = { archive, history, digests, words };
  const listed = newest.toReversed().flatMap((past, at) => {
    const edition = newestFirst[at];
    return edition ? [{ past, listed: edition, line: entries[at] }] : [];
  });
  const feeds = await writeFeeds(publication, listed, { home, first }, sources);
  const names = newestFirst.map(({ edition }) => edition);
  const sitemap = file('sitemap.xml', writeSitemap(home, months, names));
  const made = [index, sitemap, ...feeds.map(([name, content]) => file(name, content))];
  const [last] = listed;
  if (!words || !last) return [...made, json];
  const told = await digests(last.past);
  const calendar = writeCalendar({ publication, told, at: last.listed.window.to, archive, home, words });
  return [...made, file('dates.ics', calendar), json];
}
