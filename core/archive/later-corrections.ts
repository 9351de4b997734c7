import { chainManifests, type EditionSources } from '../edition/chain-manifests.ts';
import { type Manifest, readManifest } from '../edition/manifest.ts';
import type { BannerItem } from './page-banner.ts';

/** An edition, under the id that the publication had then. */
export type EditionPlace = { publication: string; edition: string };

/** What later editions put right of a page, the newest last. */
export type LaterCorrections = (page: EditionPlace) => BannerItem[];

/**
 * Reads all corrections of a publication's chains. An edition whose files are not unpacked yet is left out: a link to it would lead
 * nowhere, and its publisher adds what it says.
 * @param chains ids of the publication, the former one first: an edition's name is in one of them only.
 */
export async function laterCorrections(
  sources: EditionSources,
  chains: readonly string[],
): Promise<LaterCorrections> {
  const later: (EditionPlace & Pick<Manifest, 'number' | 'corrections'>)[] = [];
  for (const publication of chains) {
    for (const { content, isUnpacked } of await chainManifests(sources, publication)) {
      const { edition, number, corrections } = readManifest(content);
      if (isUnpacked) later.push({ publication, edition, number, corrections });
    }
  }
  return page => later.flatMap(edition => itemsOf(edition, page));
}

/** Facts that were one item have one number; each that is put right has its own line and place. */
function itemsOf(
  { corrections, number: editionNumber, ...later }: EditionPlace & Pick<Manifest, 'number' | 'corrections'>,
  page: EditionPlace,
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
function folderOf({ publication, edition }: EditionPlace, page: EditionPlace): string {
  return publication === page.publication ? `../${edition}` : `../../${publication}/${edition}`;
}
