import type { BannerItem } from '../publishing/page-banner.ts';
import { dayText } from './dates.ts';
import { refuseUnsafeLinks } from './links.ts';
import type { Messages } from './messages.ts';
import type { Templates } from './templates.ts';
import { visibleStrings } from './visible-text.ts';
import { fill } from './wording.ts';

/** What the template prints. */
export type BannerView = { heading: string; items: { text: string; page: string }[] };

const name = 'banner.html.hbs';
/** It lies in the page of an edition and leads to a later one, so that the archive can be read under any address. */
const linkBeside = / href="(?:\.\.\/){1,2}[a-z0-9/-]+\/index\.html#correction-\d+-\d+"/g;

/**
 * Renders the banner that an edition's page gets when later editions put right what it says. Pure.
 * @throws UnsafeLinkError for a link that leads out of the archive and is neither `https:` nor `mailto:`.
 */
export function renderBanner(
  items: readonly BannerItem[],
  { templates, messages }: { templates: Templates; messages: Messages },
): string {
  const banner = templates.render(name, bannerView(items, messages));
  refuseUnsafeLinks(banner.replaceAll(linkBeside, ''), name);
  return banner;
}

/** Puts corrections into words, in the order given. */
export function bannerView(items: readonly BannerItem[], { banner, locale }: Messages): BannerView {
  return visibleStrings({
    heading: banner.heading,
    items: items.map(({ kind, number, edition, editionNumber, page }) => ({
      text: fill(banner[kind], {
        number,
        edition: String(editionNumber),
        date: dayText(edition, locale),
      }),
      page,
    })),
  });
}
