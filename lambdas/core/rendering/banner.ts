import type { DigestCorrection } from '../digest.ts';
import { correctionAnchor } from './correction-view.ts';
import { dayText } from './dates.ts';
import { type ClaimView, claimView } from './fact-view.ts';
import { linkOnPage, refuseUnsafeLinks } from './links.ts';
import type { Messages } from './messages.ts';
import type { Templates } from './templates.ts';
import { visibleStrings } from './visible-text.ts';
import { fill } from './wording.ts';
import { fillWords, plainRun, runIn, type Words } from './words.ts';

/** A correction of a fact of the edition, and the later edition that made it. */
export type LaterCorrection = { correction: DigestCorrection; by: { edition: string; number: number } };

/** What the banner is made from. */
export type BannerInput = {
  /** The publication's. */
  language: string;
  /** In the order in which they were made. */
  corrections: readonly LaterCorrection[];
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
    /** What is right; null for a retraction. */
    right: ClaimView | null;
    reason: Words;
  }[];
};

const name = 'banner.html.hbs';

/**
 * The note that a sealed edition's page bears at its top once later editions have put some of its facts right. It brings
 * the style that it needs, as the page may have been sealed by another version. Pure.
 * @throws UnsafeLinkError, and what the template throws.
 */
export function renderBanner(input: BannerInput): string {
  return refuseUnsafeLinks(input.templates.render(name, bannerView(input)), name, linkOnPage);
}

/** Puts later corrections into words. */
export function bannerView({ corrections, language, messages }: BannerInput): BannerView {
  return visibleStrings({
    language,
    direction: messages.direction,
    heading: messages.banner.heading,
    items: corrections.map(({ correction, by }) => itemOf(correction, by, language, messages)),
  });
}

function itemOf(
  { appeared: { number }, right, reason }: DigestCorrection,
  { edition, number: editionNumber }: LaterCorrection['by'],
  language: string,
  messages: Messages,
): BannerView['items'][number] {
  const setting = { language, messages, linkTo: () => null };
  const date = dayText(edition, messages.locale);
  const named = fill(messages.edition.named, { number: String(editionNumber), date });
  const line = right === null ? messages.banner.retracted : messages.banner.corrected;
  return {
    line: fillWords(line, {
      number: plainRun(number, `#fact-${number}`),
      edition: plainRun(named, `../${edition}/index.html#${correctionAnchor(number)}`),
    }),
    right: right && claimView(right, setting),
    reason: fillWords(messages.corrections.reason, { reason: runIn(reason, language) }),
  };
}
