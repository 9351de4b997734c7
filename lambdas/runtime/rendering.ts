import type { Render } from '../../core/edition/build-edition.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { renderDigest } from '../../core/rendering/digest/render.ts';
import { compileTemplates, type Templates } from '../../core/rendering/handlebars/templates.ts';
import { type Messages, messagesFrom } from '../../core/rendering/language/messages.ts';
import { type RenderArchive, renderArchivePage } from '../../core/rendering/pages/archive-page.ts';
import { type RenderFills, renderPageFills } from '../../core/rendering/pages/page-fills.ts';
import { readTemplates } from './read-text.ts';

/** The compiled templates of a bundle, and the messages of each language that the configuration uses. */
export type Wording = { templates: Templates; messages: (language: string) => Messages };

/** Reads and compiles everything that readers see, so that a broken template fails at cold start. */
export function readWording(directory: string, configuration: Configuration): Wording {
  const sources = readTemplates(directory);
  const entries = [...configuration.publications, ...configuration.retired];
  const languages = new Set(entries.map(({ language }) => language));
  const read = new Map([...languages].map(language => [language as string, messagesFrom(sources, language)]));
  return {
    templates: compileTemplates(sources),
    messages: language => read.get(language) ?? messagesFrom(sources, language),
  };
}

/** Renders digests in their publication's language. */
export function rendererOf({ templates, messages }: Wording): Render {
  return (digest, fields) =>
    renderDigest({ digest, templates, messages: messages(digest.publication.language), fields });
}

/** Renders the list of all editions in their publication's language. */
export function archiveRendererOf({ templates, messages }: Wording): RenderArchive {
  return (publication, editions, feeds, former, subscribe) =>
    renderArchivePage({
      ...{ publication, editions, feeds, former: former ?? null, subscribe: subscribe ?? null, templates },
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
