import type { Archive } from '../edition/archive.ts';
import { sealOfEdition } from '../edition/chain.ts';
import { readManifest } from '../edition/manifest.ts';
import type { Seal, Seals } from '../edition/seal.ts';
import { CourantError } from '../foundation/errors.ts';
import type { Publication } from '../publication/configuration.ts';
import { type EditionPlace, laterCorrections } from './later-corrections.ts';
import { type RenderBanner, withBanner } from './page-banner.ts';

/** What banners are made from, and where they go. */
export type BannerContext = { seals: Seals; archive: Archive; renderBanner?: RenderBanner };

/** The page of an edition as it was sealed, and where it lies. */
type SealedPage = EditionPlace & { content: string };

/** Each turn lost means that somebody else wrote a page in between; more than this is no race but a fault. */
const turnsAtMost = 20;

/** Names of the earlier editions whose pages a sealed edition puts something right of. */
export function correctedEditions(seal: Seal): string[] {
  const { corrections } = readManifest(seal.files['manifest.json']);
  return [...new Set(corrections.map(({ edition }) => edition))];
}

/**
 * Brings the pages of editions up to the chain: as they were sealed, with a banner of all later corrections. The sealed files keep
 * their bytes; the page alone is made anew, always from the seal, so that the same chain gives the same bytes, which are not
 * written twice.
 *
 * What stands there is read before the chain and replaced only if it still stands there: of two publishers the one that knows of
 * fewer editions begins again.
 * @throws ContendedPageError when other publishers keep writing pages in between.
 */
export async function publishBanners(
  { renderBanner, ...sources }: BannerContext,
  publication: Publication,
  editions: readonly string[],
): Promise<void> {
  if (!renderBanner || editions.length === 0) return;
  const { id, formerly } = publication;
  const chains = formerly === undefined ? [id] : [formerly, id];
  const pages = await sealedPages(sources.seals, chains, editions);
  for (let turn = 0; turn < turnsAtMost; turn += 1) {
    const standing = await Promise.all(
      pages.map(page => sources.archive.readPage(page.publication, page.edition)),
    );
    const itemsOf = await laterCorrections(sources, chains);
    const wanted = pages.map(({ content, ...page }) => {
      const items = itemsOf(page);
      return {
        ...page,
        content: items.length === 0 ? content : withBanner(content, renderBanner(items, publication)),
      };
    });
    if (await replaceAll(sources.archive, wanted, standing)) return;
  }
  throw new ContendedPageError(id, editions);
}

/** Editions of another version may have none. */
async function sealedPages(
  seals: Seals,
  chains: readonly string[],
  editions: readonly string[],
): Promise<SealedPage[]> {
  const pages: SealedPage[] = [];
  for (const edition of editions) {
    for (const publication of chains) {
      const content = (await sealOfEdition(seals, publication, edition))?.files['index.html'];
      if (content !== undefined) pages.push({ publication, edition, content });
    }
  }
  return pages;
}

async function replaceAll(
  archive: Archive,
  pages: readonly SealedPage[],
  standing: readonly ({ content: string; version: string } | undefined)[],
): Promise<boolean> {
  for (const [index, { publication, edition, content }] of pages.entries()) {
    const before = standing[index];
    if (before?.content === content) continue;
    const outcome = await archive.replacePage(publication, edition, content, before?.version ?? null);
    if (outcome === 'changed') return false;
  }
  return true;
}

/** The pages of a publication did not hold still. */
export class ContendedPageError extends CourantError {
  constructor(publication: string, editions: readonly string[]) {
    super(
      `archive/${publication}: expected to put corrections on the pages of ${editions.join(', ')}, found a page changed by somebody ` +
        `else ${turnsAtMost} times. Look for a loop that starts the publish function, then run it again.`,
    );
  }
}
