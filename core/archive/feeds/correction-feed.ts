import type { History } from '../../edition/months/past-edition.ts';
import type { FeedWords } from '../../rendering/pages/feed-words.ts';
import { type FeedSources, putRightBy } from './edition-feed.ts';
import { type FeedEntry, urnOf } from './feed.ts';

/** What editions put right, the last first: each correction an entry, which leads to where that is said. @param editions newest first */
export async function correctionEntries(
  editions: History,
  sources: FeedSources & { words: FeedWords },
): Promise<FeedEntry[]> {
  const entries: FeedEntry[] = [];
  for (const past of editions) {
    if (past.manifest.corrections.length === 0) continue;
    const { to } = past.manifest.window;
    for (const { fact, anchor: _, ...correction } of await putRightBy(past, sources)) {
      const { title, html } = sources.words.correction(correction);
      entries.push({
        id: urnOf(`correction ${past.sha256} ${fact}`),
        ...{ title, language: null, summary: title, html },
        ...{ url: correction.page, published: to, updated: to },
      });
    }
  }
  return entries;
}
