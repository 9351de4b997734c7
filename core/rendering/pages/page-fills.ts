import type { Templates } from '../handlebars/templates.ts';
import type { Messages } from '../language/messages.ts';
import { type PageSurroundings, renderPageFrame } from './page-frame.ts';
import { type Rendering, renderBanner, renderStanding, type ShownStanding } from './standing-view.ts';

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
};

/** Puts into words and HTML what is added to a page. @param standings in the order of their numbers. Pure. */
export type RenderFills = (surroundings: PageSurroundings, standings: readonly ShownStanding[]) => PageFills;

/**
 * Renders what is added to a page. It brings the style that it needs, as another version may have sealed the page. Pure.
 * @throws UnsafeLinkError for a link that leads out of the archive.
 */
export function renderPageFills(
  surroundings: PageSurroundings,
  standings: readonly ShownStanding[],
  { templates, messages }: { templates: Templates; messages: Messages },
): PageFills {
  const rendering: Rendering = { templates, messages, language: surroundings.publication.language };
  const byNumber = Map.groupBy(standings, ({ number }) => number);
  return {
    ...renderPageFrame(surroundings, rendering),
    top: renderBanner(standings, rendering),
    facts: new Map([...byNumber].map(([number, ofOne]) => [number, renderStanding(ofOne, rendering)])),
  };
}
