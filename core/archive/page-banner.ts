import type { Publication } from '../publication/configuration.ts';

/** What a banner on an edition's page says of one correction: a later edition put right, or withdrew, what is said there. */
export type BannerItem = {
  kind: 'correction' | 'retraction';
  /** The number of the fact on this page, such as `2-07`. */
  number: string;
  /** Whose account alone it is about, of a fact that several articles made. */
  publisher?: string | undefined;
  /** The later edition: its name, and its number. */
  edition: string;
  editionNumber: number;
  /** Where it says so, relative to this page. */
  page: string;
};

/** Puts corrections, the newest last, into words and HTML. Pure. */
export type RenderBanner = (items: readonly BannerItem[], publication: Publication) => string;

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
