import { fileURLToPath } from 'node:url';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { Links } from '../../core/publication/links.ts';
import type { Making } from '../../core/verification/made/making.ts';
import { archiveRenderersOf, rendererOf } from '../../lambdas/runtime/rendering.ts';
import { type NamedWording, readWording } from '../../lambdas/runtime/wording.ts';
import type { EditionMaking, Installation } from './installation.ts';
import type { Stores } from './stores.ts';

/** What makes months, pages and lists as the functions do: with this project's templates and words. */
export function foldingOf(
  { seals, archive, marks, takenDown }: Pick<Stores, 'seals' | 'archive' | 'marks' | 'takenDown'>,
  configuration: Configuration,
  links: Links,
): ReturnType<Installation['folding']> {
  return { ...{ seals, archive, marks, takenDown }, ...renderingOf(configuration, links) };
}

/** What renders them, with no store to write to: it compiles the templates, which takes a moment. */
export function renderingOf(configuration: Configuration, links: Links): Omit<Making, 'imprintsOf'> {
  return {
    links,
    ...archiveRenderersOf(wordingOf(configuration)),
  };
}

/** What makes editions as the publish function does: with this project's templates and words. */
export function makingOf(configuration: Configuration, links: Links): EditionMaking {
  const wording = wordingOf(configuration);
  return { links, render: rendererOf(wording), messages: wording.messages };
}

function wordingOf(configuration: Configuration): NamedWording {
  return readWording(fileURLToPath(new URL('../../templates', import.meta.url)), configuration);
}
