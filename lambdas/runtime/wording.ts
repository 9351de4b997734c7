import { sha256 } from '../../core/foundation/hash.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { compileTemplates, type Templates } from '../../core/rendering/handlebars/templates.ts';
import { type Messages, messagesFrom } from '../../core/rendering/language/messages.ts';
import { readTemplates } from './read-text.ts';

/** The compiled templates of a bundle, and the messages of each language that the configuration uses. */
export type Wording = { templates: Templates; messages: (language: string) => Messages };

/** The same with a name, which other templates and words do not have, and the script of the page for searching. */
export type NamedWording = Wording & { renderer: string; script: string };

/** Reads and compiles everything that readers see, so that a broken template fails at cold start. */
export function readWording(directory: string, configuration: Configuration): NamedWording {
  const sources = readTemplates(directory);
  const entries = [...configuration.publications, ...configuration.retired];
  const languages = new Set(entries.map(({ language }) => language));
  const read = new Map([...languages].map(language => [language as string, messagesFrom(sources, language)]));
  return {
    renderer: sha256(JSON.stringify(sources)).slice(0, 16),
    script: sources['search.js'] ?? '',
    templates: compileTemplates(sources),
    messages: language => read.get(language) ?? messagesFrom(sources, language),
  };
}

/** The pages that are not of the archive, and what they are made of. */
const pages =
  /^(messages\/[^/]+\.json|(leave|subscribe|confirm|confirmed|manage|erase|privacy|notice)\.html\.hbs|partials\/(run|page\/form-[a-z]+)\.hbs)$/;

/**
 * Reads what the pages behind links say, and compiles each when it is first asked for: somebody waits for one of them, and a mistake in
 * another must keep nobody from leaving.
 */
export function readPageWording(directory: string): Wording {
  const sources = readTemplates(directory, directory, pages);
  const partials = Object.entries(sources).filter(([path]) => path.startsWith('partials/'));
  const compiled = new Map<string, Templates>();
  const messages = new Map<string, Messages>();
  return {
    templates: {
      render(name, view) {
        const own = Object.entries(sources).filter(([path]) => path === name);
        return once(compiled, name, () => compileTemplates(Object.fromEntries([...partials, ...own]))).render(
          name,
          view,
        );
      },
    },
    messages: language => once(messages, language, () => messagesFrom(sources, language)),
  };
}

function once<Value>(made: Map<string, Value>, name: string, make: () => Value): Value {
  const value = made.get(name) ?? make();
  made.set(name, value);
  return value;
}
