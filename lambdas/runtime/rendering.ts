import type { Render } from '../../core/edition/build-edition.ts';
import { renderDigest } from '../../core/rendering/digest/render.ts';
import { type RenderArchive, renderArchivePage } from '../../core/rendering/pages/archive-page.ts';
import { type RenderDates, renderDatesPage } from '../../core/rendering/pages/dates-page.ts';
import { feedWords, type RenderFeeds } from '../../core/rendering/pages/feed-words.ts';
import { type RenderMonth, renderMonthPage } from '../../core/rendering/pages/month-page.ts';
import { type RenderFills, renderPageFills } from '../../core/rendering/pages/page-fills.ts';
import { type RenderSearch, renderSearchPage } from '../../core/rendering/pages/search-page.ts';
import { type RenderYear, renderYearPage } from '../../core/rendering/pages/year-page.ts';
import type { NamedWording, Wording } from './wording.ts';

/**
 * All that puts an archive into words, whoever makes it. Whoever leaves one of them out leaves files behind that say what they said before, also what was taken
 * down.
 */
export function archiveRenderersOf(wording: NamedWording) {
  return {
    renderArchive: archiveRendererOf(wording),
    renderFeeds: feedsRendererOf(wording),
    renderFills: fillsRendererOf(wording),
    renderMonth: monthRendererOf(wording),
    renderYear: yearRendererOf(wording),
    renderDates: datesRendererOf(wording),
    renderSearch: searchRendererOf(wording),
    renderer: wording.renderer,
  };
}

/** Renders digests in their publication's language. */
export function rendererOf({ templates, messages }: Wording): Render {
  return (digest, fields) =>
    renderDigest({ digest, templates, messages: messages(digest.publication.language), fields });
}

/** Renders the list of all editions in their publication's language. */
export function archiveRendererOf({ templates, messages }: Wording): RenderArchive {
  return (publication, editions, feeds, former, subscribe, months = []) =>
    renderArchivePage({
      ...{
        publication,
        editions,
        feeds,
        former: former ?? null,
        subscribe: subscribe ?? null,
        months,
        templates,
      },
      messages: messages(publication.language),
    });
}

/** Renders the pages of months in their publication's language. */
function monthRendererOf({ templates, messages }: Wording): RenderMonth {
  return input => renderMonthPage(input, { templates, messages: messages(input.publication.language) });
}

/** Renders the pages of what years put right in their publication's language. */
function yearRendererOf({ templates, messages }: Wording): RenderYear {
  return input => renderYearPage(input, { templates, messages: messages(input.publication.language) });
}

/** Renders the page of the days ahead in its publication's language. */
function datesRendererOf({ templates, messages }: Wording): RenderDates {
  return input => renderDatesPage(input, { templates, messages: messages(input.publication.language) });
}

/** Renders the page for searching in its publication's language, with the script that ships with the templates. */
function searchRendererOf({ templates, messages, script }: Wording & { script: string }): RenderSearch {
  return input => ({
    page: renderSearchPage(input, { templates, messages: messages(input.publication.language) }),
    script,
  });
}

/** Renders what is added to pages in their publication's language. */
export function fillsRendererOf({ templates, messages }: Wording): RenderFills {
  return (surroundings, standings, corrections) =>
    renderPageFills(surroundings, standings, corrections, {
      templates,
      messages: messages(surroundings.publication.language),
    });
}

/** Puts the feeds and the calendar of a publication into its language. */
export function feedsRendererOf({ templates, messages }: Wording): RenderFeeds {
  return (publication, folder) =>
    feedWords(publication, folder, { templates, messages: messages(publication.language) });
}
