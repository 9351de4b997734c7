import type { SiteContent } from '../../core/archive/site-files.ts';
import type { Links } from '../../core/publication/links.ts';

type Named = { id: string };

/** What search engines are to be told of: the publications that have editions, and those that make none any more. */
export function siteContent(
  of: { links: Links; configuration: { publications: readonly Named[] } },
  chains: readonly ({ newest: unknown } | undefined)[],
  retired: readonly Named[],
): SiteContent {
  const appeared = of.configuration.publications.filter((_, index) => chains[index]?.newest);
  return { archive: of.links.archive, publications: [...appeared, ...retired].map(({ id }) => id) };
}
