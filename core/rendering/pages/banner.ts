import type { Templates } from '../handlebars/templates.ts';
import { dayText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { fillRuns, plainRun, type Runs } from '../language/runs.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill } from '../language/wording.ts';
import { refuseUnsafeLinks } from '../links.ts';

/** One line of a banner on an edition's page: a later edition corrected, or withdrew, what the page says. */
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
export type RenderBanner = (items: readonly BannerItem[], publication: { language: string }) => string;

/** What the template prints. */
export type BannerView = {
  /** Of the words, for pages that were sealed in another language. */
  language: string;
  direction: 'ltr' | 'rtl';
  heading: string;
  /** Which fact, leading to it on this page, and which edition, leading to what that says. */
  items: Runs[];
};

const name = 'banner.html.hbs';
/** It lies in the page of an edition and leads to a later one, so that the archive can be read under any address. */
const linkBeside =
  /^"(?:#fact-\d+-\d+|(?:\.\.\/){1,2}[a-z0-9/-]+\/index\.html#correction-\d+-\d+(?:-[\w-]+)?)"$/;

/**
 * Renders the banner that an edition's page gets when later editions put right what it says. It brings the style that it
 * needs, as another version may have sealed the page. Pure.
 * @throws UnsafeLinkError for a link that leads out of the archive and is neither `https:` nor `mailto:`.
 */
export function renderBanner(
  items: readonly BannerItem[],
  { templates, messages }: { templates: Templates; messages: Messages },
): string {
  return refuseUnsafeLinks(templates.render(name, bannerView(items, messages)), name, linkBeside);
}

/** Puts corrections into words, in the order given. */
export function bannerView(items: readonly BannerItem[], messages: Messages): BannerView {
  const { banner, edition: wording, locale, direction } = messages;
  return visibleStrings({
    language: locale,
    direction,
    heading: banner.heading,
    items: items.map(({ kind, number, publisher, edition, editionNumber, page }) => {
      const named = fill(wording.named, { number: String(editionNumber), date: dayText(edition, locale) });
      const one = { correction: banner.correctionOf, retraction: banner.retractionOf };
      return fillRuns(publisher === undefined ? banner[kind] : one[kind], {
        publisher: publisher ?? '',
        number: plainRun(number, `#fact-${number}`),
        edition: plainRun(named, page),
      });
    }),
  });
}
