import type { ListName } from '../../edition/archive.ts';
import type { Publication } from '../../publication/configuration.ts';
import { correctionEntries } from './correction-feed.ts';
import { editionEntries, type FeedSources, type Listed } from './edition-feed.ts';
import { type Feed, urnOf } from './feed.ts';
import { writeAtomFeed, writeJsonFeed } from './feed-formats.ts';

/** What a publication's feeds are known by: the page of all editions, and the SHA-256 of the first one's manifest, which never changes. */
export type FeedOf = { home: string; first: string };

/**
 * The feeds of a publication whose archive is public: of its newest editions, and of what the listed ones put right, each as Atom and as JSON.
 * @param editions newest first, at least one.
 */
export async function writeFeeds(
  { title, description, language }: Pick<Publication, 'title' | 'description' | 'language'>,
  editions: readonly Listed[],
  { home, first }: FeedOf,
  sources: FeedSources,
): Promise<[ListName, string][]> {
  const [newest] = editions;
  if (!newest) return [];
  const common = { description, language, homePage: home, updated: newest.listed.window.to };
  const beside = (path: ListName) => new URL(path, home).href;
  const of = (name: string, feed: Pick<Feed, 'title' | 'entries'>, atom: ListName, json: ListName): Feed => ({
    ...{ id: urnOf(`${name} ${first}`), ...common, ...feed },
    ...{ atom: beside(atom), json: beside(json) },
  });
  const all = of(
    'feed',
    { title, entries: await editionEntries(editions, sources) },
    'feed.xml',
    'feed.json',
  );
  const written: [ListName, string][] = [
    ['feed.xml', writeAtomFeed(all)],
    ['feed.json', writeJsonFeed(all)],
  ];
  const { words } = sources;
  if (!words) return written;
  const past = editions.map(edition => edition.past);
  const entries = await correctionEntries(past, { ...sources, words });
  const right = of(
    'corrections',
    { title: words.titles.corrections, entries },
    'corrections.xml',
    'corrections.json',
  );
  return [...written, ['corrections.xml', writeAtomFeed(right)], ['corrections.json', writeJsonFeed(right)]];
}
