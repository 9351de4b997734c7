import type { Render } from '../../core/edition/build-edition.ts';
import { renderDigest } from '../../core/rendering/digest/render.ts';
import { type RenderArchive, renderArchivePage } from '../../core/rendering/pages/archive-page.ts';
import { type RenderFills, renderPageFills } from '../../core/rendering/pages/page-fills.ts';
import type { Wording } from './wording.ts';

/** Renders digests in their publication's language. */
export function rendererOf({ templates, messages }: Wording): Render {
  return (digest, fields) =>
    renderDigest({ digest, templates, messages: messages(digest.publication.language), fields });
}

/** Renders the list of all editions in their publication's language. */
export function archiveRendererOf({ templates, messages }: Wording): RenderArchive {
  return (publication, editions, feeds, former) =>
    renderArchivePage({
      ...{ publication, editions, feeds, former: former ?? null, templates },
      messages: messages(publication.language),
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
