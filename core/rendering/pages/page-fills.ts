import type { Templates } from '../handlebars/templates.ts';
import type { Messages } from '../language/messages.ts';
import { type PageSurroundings, renderPageFrame, renderPageName } from './page-frame.ts';
import {
  type Rendering,
  renderBanner,
  renderGone,
  renderStanding,
  type ShownStanding,
} from './standing-view.ts';

/** What goes into the article of a fact, and beside links to it elsewhere on its page; each empty where there is nothing to say. */
export type FactFill = {
  /** What became of it, and what is right. */
  mark: string;
  /** Goes before the old words: that they are old. */
  said: string;
  /** Goes behind a link to it. */
  beside: string;
  /** Goes on where its citation ends. */
  cited: string;
};

/** What later editions and its place in the archive add to a sealed page. */
export type PageFills = {
  head: string;
  header: string;
  /** Where the main part begins. */
  top: string;
  /** By the number that a fact has on the page. */
  facts: ReadonlyMap<string, FactFill>;
  /** What became of the corrections that the page itself tells, by their anchors. */
  corrections: ReadonlyMap<string, string>;
  /** Of publication and edition, for a page of which nothing else is left. */
  name: string;
  /** What stands in the place of words that were taken down on a day. */
  gone: (on: string) => string;
};

/**
 * Puts into words and HTML what is added to a page. Pure.
 * @param standings in the order of their numbers. @param corrections what became of those that the page tells, by their anchors.
 */
export type RenderFills = (
  surroundings: PageSurroundings,
  standings: readonly ShownStanding[],
  corrections: ReadonlyMap<string, ShownStanding>,
) => PageFills;

/**
 * Renders what is added to a page. It brings the style that it needs, as another version may have sealed the page. Pure.
 * @throws UnsafeLinkError for a link that leads out of the archive.
 */
export function renderPageFills(
  surroundings: PageSurroundings,
  standings: readonly ShownStanding[],
  corrections: ReadonlyMap<string, ShownStanding>,
  { templates, messages }: { templates: Templates; messages: Messages },
): PageFills {
  const rendering: Rendering = { templates, messages, language: surroundings.publication.language };
  const byNumber = Map.groupBy(standings, ({ number }) => number);
  return {
    ...renderPageFrame(surroundings, rendering),
    name: renderPageName(surroundings, rendering),
    gone: on => renderGone(on, rendering),
    top: renderBanner(standings, rendering),
    facts: new Map([...byNumber].map(([number, ofOne]) => [number, renderStanding(ofOne, rendering)])),
    corrections: new Map(
      [...corrections].map(([anchor, one]) => [anchor, renderStanding([one], rendering).mark]),
    ),
  };
}
