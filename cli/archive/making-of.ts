import { retiredImprint } from '../../core/edition/imprint.ts';
import type { Seal } from '../../core/edition/seal.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { Links } from '../../core/publication/links.ts';
import type { Imprint, Named } from '../../core/publication/retired.ts';
import type { Making } from '../../core/verification/made/making.ts';

/** What makes pages and lists again, for a verification, under the imprints that a configuration knows. */
export function makingOf(configuration: Named, rendering: Omit<Making, 'imprintsOf'>): Making {
  const { publications } = configuration;
  return {
    ...rendering,
    imprintsOf: (id, newest) => [
      ...publications.filter(one => one.id === id || one.formerly === id),
      ...(newest ? asRetired(configuration, newest) : []),
    ],
  };
}

/** As the sweep lists a publication that makes no editions any more; of a seal that says nothing of it there is none. */
function asRetired(configuration: Named, newest: Seal): Imprint[] {
  try {
    return [retiredImprint(configuration, newest)];
  } catch (error) {
    if (error instanceof CourantError) return [];
    throw error;
  }
}

/** Where links of an archive lead, as far as a configuration alone says: undefined where only the deployed stack knows it. */
export function linksBy({
  publicArchive,
  site,
}: Pick<Configuration, 'publicArchive' | 'site'>): Links | undefined {
  const own = site && `https://${site.domain}`;
  if (own !== undefined) return { subscriptions: own, archive: publicArchive ? own : null };
  // Pages of a private archive lead nowhere.
  return publicArchive ? undefined : { subscriptions: '', archive: null };
}
