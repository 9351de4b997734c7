import { canonicalJson } from '../../foundation/canonical-json.ts';
import { sha256 } from '../../foundation/hash.ts';
import type { Publication } from '../../publication/configuration.ts';
import { formOf, type Imprint } from '../../publication/retired.ts';
import type { FoldContext } from './fold-context.ts';

/**
 * How pages, lists, feeds and the calendar are made, beside templates, words and configuration. Whoever changes the bytes that the same templates give raises it: what
 * was made before is then not held against what would be made by now.
 */
const making = 1;

type Named = Pick<FoldContext, 'renderer' | 'links'>;

/** With what pages of editions and months are made: templates, words, and all that the configuration says on them. Empty where the templates have no name. */
export function pagesRenderer({ renderer, links }: Named, imprint: Imprint): string {
  return renderer === undefined ? '' : nameOf({ renderer, ...onPages(imprint, links) });
}

/** The same for the lists, feeds, calendar and the page for searching, which say more of the configuration. */
export function frontRenderer({ renderer, links }: Named, imprint: Imprint & Partial<Publication>): string {
  if (renderer === undefined) return '';
  const { formerly = null, schedule = null, topics = [] } = imprint;
  const named = topics.map(({ id, title }) => ({ id, title }));
  return nameOf({ renderer, ...onPages(imprint, links), formerly, schedule, topics: named });
}

function onPages(imprint: Imprint, links: Named['links']) {
  const { id, title, description, language, postalAddress } = imprint;
  const { archive } = links;
  return { id, title, description, language, postalAddress, archive, form: formOf(imprint, links) };
}

function nameOf(made: object): string {
  return sha256(canonicalJson({ making, ...made })).slice(0, 16);
}
