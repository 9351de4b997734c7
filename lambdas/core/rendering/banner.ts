import type { BannerItem } from '../publishing/page-banner.ts';
import { dayText } from './dates.ts';
import { refuseUnsafeLinks } from './links.ts';
import type { Messages } from './messages.ts';
import type { Templates } from './templates.ts';
import { visibleStrings } from './visible-text.ts';
import { fill } from './wording.ts';
import { fillWords, plainRun, type Words } from './words.ts';

/** What the banner is made from. */
export type BannerInput = {
  /** The publication's. */
  language: string;
  /** In the order in which they were made. */
  items: readonly BannerItem[];
  templates: Templates;
  messages: Messages;
};

/** What the template prints. */
export type BannerView = {
  language: string;
  direction: 'ltr' | 'rtl';
  heading: string;
  items: {
    /** Which fact, leading to it on this page, and which edition, leading to what that says. */
    line: Words;
  }[];
};

const name = 'banner.html.hbs';
/** It stands in the page of an edition, names facts of it, and leads to a later one, so that the archive can be read under any address. */
const linkBeside = /^"(?:(?:\.\.\/){1,2}[a-z0-9/-]+\/index\.html#correction-\d+-\d+|#fact-\d+-\d+)"$/u;

/**
 * The note that a sealed edition's page bears at its top once later editions have put some of its facts right. It brings
 * the style that it needs, as the page may have been sealed by another version. Pure.
 * @throws UnsafeLinkError, and what the template throws.
 */
export function renderBanner(input: BannerInput): string {
  return refuseUnsafeLinks(input.templates.render(name, bannerView(input)), name, linkBeside);
}

/** Puts later corrections into words. */
export function bannerView({ items, language, messages }: BannerInput): BannerView {
  return visibleStrings({
    language,
    direction: messages.direction,
    heading: messages.banner.heading,
    items: items.map(item => ({ line: lineOf(item, messages) })),
  });
}

function lineOf({ kind, number, edition, editionNumber, page }: BannerItem, messages: Messages): Words {
  const date = dayText(edition, messages.locale);
  const named = fill(messages.edition.named, { number: String(editionNumber), date });
  return fillWords(messages.banner[kind], {
    number: plainRun(number, `#fact-${number}`),
    edition: plainRun(named, page),
  });
}
