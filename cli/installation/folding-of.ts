import { fileURLToPath } from 'node:url';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { Links } from '../../core/publication/links.ts';
import type { Making } from '../../core/verification/made/making.ts';
import { archiveRenderersOf } from '../../lambdas/runtime/rendering.ts';
import { readWording } from '../../lambdas/runtime/wording.ts';
import type { Installation } from './installation.ts';
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
  const templates = fileURLToPath(new URL('../../templates', import.meta.url));
  const wording = readWording(templates, configuration);
  return {
    links,
    ...archiveRenderersOf(wording),
  };
}
