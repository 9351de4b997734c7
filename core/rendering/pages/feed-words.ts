import type { ToldDigest } from '../../digest/told-digest.ts';
import { claimView } from '../digest/quiet-line.ts';
import type { Templates } from '../handlebars/templates.ts';
import type { Messages } from '../language/messages.ts';
import { plainText } from '../language/runs.ts';
import { visibleText } from '../language/visible-text.ts';
import { fill } from '../language/wording.ts';
import { refuseUnsafeLinks } from '../links.ts';
import {
  correctionTitle,
  type FeedCorrection,
  type FeedEdition,
  feedCorrectionView,
  feedEditionView,
} from './feed-view.ts';

/** What feeds and the calendar of a publication say, in its language. */
export type FeedWords = {
  titles: { corrections: string; dates: string };
  /** An edition in full, as HTML without style, script or relative link. @throws UnsafeLinkError */
  edition(edition: FeedEdition): string;
  /** What an edition put right: a line, and all of it as HTML. @throws UnsafeLinkError */
  correction(correction: FeedCorrection): { title: string; html: string };
  /** A day ahead in one line, with what weakens it; `label` is null where it is not known any more. */
  day(day: Pick<ToldDigest['daysAhead'][number], 'what' | 'label' | 'attribution'>): string;
};

/** Puts the feeds of a publication into words; `folder` is where all of its addresses begin. */
export type RenderFeeds = (publication: { title: string; language: string }, folder: string) => FeedWords;

const template = 'feed-entry.html.hbs';

/** The words of a publication's feeds. Pure. */
export function feedWords(
  { title, language }: { title: string; language: string },
  folder: string,
  { templates, messages }: { templates: Templates; messages: Messages },
): FeedWords {
  const rendering = { messages, language };
  // Trying the archive on one's own machine has addresses that are not https.
  const own = (html: string) => html.replaceAll(` href="${folder}`, '');
  const print = (view: object) => {
    const html = templates.render(template, view);
    refuseUnsafeLinks(own(html), template);
    return html.trim();
  };
  return {
    titles: {
      corrections: fill(messages.feed.corrections, { title }),
      dates: fill(messages.feed.dates, { title }),
    },
    edition: edition => print(feedEditionView(edition, rendering)),
    correction: correction => ({
      title: correctionTitle(correction, messages),
      html: print(feedCorrectionView(correction, rendering)),
    }),
    day: ({ what, label, attribution }) => {
      if (label === null) return visibleText(what.text);
      const { before, statement } = claimView({ label, statement: what, attribution }, rendering);
      return visibleText(`${before ?? ''}${plainText([statement])}`);
    },
  };
}
