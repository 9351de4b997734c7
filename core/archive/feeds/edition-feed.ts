import { bearingOn, retoldIn } from '../../edition/months/closure.ts';
import type { History, PastEdition } from '../../edition/months/past-edition.ts';
import type { Instant } from '../../foundation/instant.ts';
import { archivePageUrl } from '../../publication/links.ts';
import type { EditionKey } from '../../publication/plan.ts';
import type { ListedEdition, RenderedArchive } from '../../rendering/pages/archive-page.ts';
import type { FeedCorrection, FeedEdition } from '../../rendering/pages/feed-view.ts';
import type { FeedWords } from '../../rendering/pages/feed-words.ts';
import type { ShownStanding } from '../../rendering/pages/standing-view.ts';
import {
  correctionStandings,
  type Digests,
  type Place,
  placeOf,
  type Standing,
  standingsOf,
} from '../standing/standings.ts';
import { type FeedEntry, feedLength, urnOf } from './feed.ts';

/** What entries are made from. */
export type FeedSources = {
  /** Where the archive is served, without a slash at the end. */
  archive: string;
  history: History;
  digests: Digests;
  /** Null where there are no words: then an entry has its summary alone. */
  words: FeedWords | null;
};

/** An edition as the front lists it: by its manifest, and in words. */
export type Listed = {
  past: PastEdition;
  listed: ListedEdition;
  line: RenderedArchive['entries'][number] | undefined;
};

/** The newest editions as entries of a feed, each in full, with what became of it. @param editions newest first */
export async function editionEntries(
  editions: readonly Listed[],
  sources: FeedSources,
): Promise<FeedEntry[]> {
  const entries: FeedEntry[] = [];
  for (const { past, listed, line } of editions.slice(0, feedLength)) {
    const summary = line?.summary ?? listed.subject;
    entries.push({
      id: urnOf(`edition ${past.sha256}`),
      title: line?.title ?? listed.subject,
      language: line?.headline.language ?? null,
      summary,
      html: sources.words?.edition(await feedEdition(past, summary, sources)) ?? null,
      url: addressOf(sources, { publication: past.publication, edition: listed.edition }),
      published: listed.window.to,
      updated: lastTouched(past, sources.history),
    });
  }
  return entries;
}

/** The end of the window of the last edition that says something of what an edition told: its own where nothing was said of it. */
export function lastTouched(own: PastEdition, history: History): Instant {
  const at = history.findIndex(
    ({ publication, manifest }) =>
      publication === own.publication && manifest.edition === own.manifest.edition,
  );
  const { bearing, telling } = bearingOn(new Set(own.manifest.facts), history);
  const told = new Set([...telling, ...retoldIn(own)]);
  const last = history
    .slice(at + 1)
    .findLast(
      ({ manifest: { corrections, updates } }) =>
        corrections.some(({ fact }) => told.has(fact)) || updates.some(({ fact }) => bearing.has(fact)),
    );
  return (last ?? own).manifest.window.to;
}

async function feedEdition(past: PastEdition, summary: string, sources: FeedSources): Promise<FeedEdition> {
  const { history, digests } = sources;
  const key = { publication: past.publication, edition: past.manifest.edition };
  const again = await correctionStandings(key, history, digests);
  const standings = await standingsOf(key, history, digests);
  return {
    page: addressOf(sources, key),
    summary,
    told: await digests(past),
    standings: standings.map(standing => shown(standing, sources)),
    corrections: (await putRightBy(past, sources)).map(({ anchor, ...correction }) => {
      const standing = again.get(anchor);
      return { ...correction, again: standing ? shown(standing, sources) : null };
    }),
  };
}

/** What an edition put right, in its order, each with its place on the page. */
export async function putRightBy(
  past: PastEdition,
  sources: FeedSources,
): Promise<(FeedCorrection & { fact: string; anchor: string })[]> {
  const { corrections } = await sources.digests(past);
  return past.manifest.corrections.flatMap(entry => {
    const told = corrections.find(({ id }) => id === entry.fact);
    const place = placeOf(past, entry);
    const { fact, number, publisher = null } = entry;
    const page = addressOf(sources, place);
    return told ? [{ fact, anchor: place.anchor, number, page, publisher, told, again: null }] : [];
  });
}

function shown({ said, ...standing }: Standing, sources: FeedSources): ShownStanding {
  const { edition, editionNumber } = said;
  return { ...standing, said: { edition, editionNumber, page: addressOf(sources, said) } };
}

/** The page of an edition, or a place on it. */
function addressOf(
  { archive }: FeedSources,
  { publication, edition, anchor }: EditionKey & Partial<Pick<Place, 'anchor'>>,
): string {
  return `${archivePageUrl(archive, publication, edition)}${anchor === undefined ? '' : `#${anchor}`}`;
}
