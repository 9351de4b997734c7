import { canonicalJson } from '../foundation/canonical-json.ts';
import type { Feed } from './feed.ts';

/** Writes a feed as JSON Feed 1.1 (jsonfeed.org), in canonical JSON. */
export function writeJsonFeed(feed: Feed): string {
  return canonicalJson({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.description,
    language: feed.language,
    home_page_url: feed.homePage,
    feed_url: feed.json,
    authors: [{ name: feed.title, url: feed.homePage }],
    items: feed.entries.map(({ id, title, summary, url, updated }) => ({
      id,
      title,
      url,
      content_text: summary,
      date_published: updated,
    })),
  });
}
