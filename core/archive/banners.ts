import type { Archive } from '../edition/archive.ts';
import { sealOfEdition } from '../edition/chain.ts';
import { chainManifests, type EditionSources } from '../edition/chain-manifests.ts';
import { type Manifest, readManifest } from '../edition/manifest.ts';
import type { Seal, Seals } from '../edition/seal.ts';
import type { EditionKey } from '../publication/plan.ts';
import type { Imprint } from '../publication/retired.ts';
import type { BannerItem, RenderBanner } from '../rendering/pages/banner.ts';
import { type MadeFile, replaceFiles } from './replace-files.ts';

/** What banners are made from, and where they go; without `renderBanner` pages get none. */
export type BannerContext = EditionSources & { archive: Archive; renderBanner?: RenderBanner };

/** Names of the earlier editions that a sealed edition corrects. */
export function correctedEditions(seal: Seal): string[] {
  const { corrections } = readManifest(seal.files['manifest.json']);
  return [...new Set(corrections.map(({ edition }) => edition))];
}

/**
 * Brings the pages of editions up to date with the chain: as they were sealed, with a banner of all later corrections. The sealed files
 * keep their bytes; only the page is rebuilt, always from the seal.
 * @throws ContendedFilesError if other runs keep writing pages in between.
 */
export async function publishBanners(
  { renderBanner, ...sources }: BannerContext,
  publication: Pick<Imprint, 'id' | 'formerly' | 'language'>,
  editions: readonly string[],
): Promise<void> {
  if (!renderBanner || editions.length === 0) return;
  const { id, formerly } = publication;
  const chains = formerly === undefined ? [id] : [formerly, id];
  const pages = await sealedPages(sources.seals, chains, editions);
  await replaceFiles(sources.archive, pages.map(fileOf), async () => {
    const itemsOf = await laterCorrections(sources, chains);
    return pages.map((page): MadeFile => {
      const items = itemsOf(page);
      const content =
        items.length === 0 ? page.content : withBanner(page.content, renderBanner(items, publication));
      return { ...fileOf(page), content };
    });
  });
}

function fileOf({ publication, edition }: EditionKey) {
  return { publication, path: `${edition}/index.html` } as const;
}

/** The pages of editions as they were sealed. Editions of another version may have none. */
async function sealedPages(
  seals: Seals,
  chains: readonly string[],
  editions: readonly string[],
): Promise<(EditionKey & { content: string })[]> {
  const pages: (EditionKey & { content: string })[] = [];
  for (const edition of editions) {
    for (const publication of chains) {
      const content = (await sealOfEdition(seals, { publication, edition }))?.files['index.html'];
      if (content !== undefined) pages.push({ publication, edition, content });
    }
  }
  return pages;
}

/** The corrections of a page by later editions, the newest last. */
type LaterCorrections = (page: EditionKey) => BannerItem[];

/**
 * Reads all corrections of a publication's chains. An edition whose files are not unpacked yet is left out: a link to it would lead
 * nowhere, and its publisher adds what it says.
 * @param chains ids of the publication, the former one first: an edition's name is in one of them only.
 */
async function laterCorrections(
  sources: EditionSources,
  chains: readonly string[],
): Promise<LaterCorrections> {
  const later: (EditionKey & Pick<Manifest, 'number' | 'corrections'>)[] = [];
  for (const publication of chains) {
    for (const { manifest, isUnpacked } of await chainManifests(sources, publication)) {
      const { edition, number, corrections } = manifest;
      if (isUnpacked) later.push({ publication, edition, number, corrections });
    }
  }
  return page => later.flatMap(edition => itemsOf(edition, page));
}

/** Facts that were one item have one number; each that is put right has its own line and place. */
function itemsOf(
  { corrections, number: editionNumber, ...later }: EditionKey & Pick<Manifest, 'number' | 'corrections'>,
  page: EditionKey,
): BannerItem[] {
  const { edition } = later;
  const items = corrections
    .filter(correction => correction.edition === page.edition)
    .map(({ kind, number, publisher, anchor = `correction-${number}` }): BannerItem => {
      const to = `${folderOf(later, page)}/index.html#${anchor}`;
      return { kind, number, publisher, edition, editionNumber, page: to };
    });
  return [...new Map(items.map(item => [`${item.kind} ${item.page}`, item])).values()];
}

/** An edition's folder, seen from a page. */
function folderOf({ publication, edition }: EditionKey, page: EditionKey): string {
  return publication === page.publication ? `../${edition}` : `../../${publication}/${edition}`;
}

/** Whether a stored page is a sealed one, with a banner or without: what a banner says is not looked at. */
export function isPageAsSealed(sealedPage: string, stored: string): boolean {
  const at = placeIn(sealedPage);
  const [before, after] = [sealedPage.slice(0, at), sealedPage.slice(at)];
  return stored.length >= sealedPage.length && stored.startsWith(before) && stored.endsWith(after);
}

/** The line of a sealed page after which banners go. */
export const bannerPlace = '<!--corrections-->';

/**
 * A sealed page with a banner: at the line that marks the place, in pages without one where the main part begins, else where the
 * body does. Everything else keeps its bytes.
 */
export function withBanner(sealedPage: string, banner: string): string {
  const at = placeIn(sealedPage);
  return `${sealedPage.slice(0, at)}\n${banner.trim()}${sealedPage.slice(at)}`;
}

function placeIn(page: string): number {
  const marked = page.indexOf(bannerPlace);
  if (marked >= 0) return marked + bannerPlace.length;
  const tag = /<main(?:\s[^>]*)?>/i.exec(page) ?? /<body(?:\s[^>]*)?>/i.exec(page);
  return tag ? tag.index + tag[0].length : 0;
}
