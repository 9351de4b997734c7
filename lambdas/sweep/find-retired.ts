import type { Seals } from '../../core/edition/seal.ts';
import { type Named, namedIds, retiredIds } from '../../core/publication/retired.ts';

/** A publication that makes no edition any more; `named` where the configuration says so. */
export type FoundRetired = { id: string; named: boolean };

/**
 * Finds every publication that makes no edition any more: those that the configuration retires or names as a former id, and those that
 * sealed editions and stand nowhere in it, which whoever took them out of the list may not have meant. One LIST a sweep.
 */
export async function findRetired({
  configuration,
  seals,
}: {
  configuration: Named;
  seals: Pick<Seals, 'publications'>;
}): Promise<FoundRetired[]> {
  const named = new Set(namedIds(configuration));
  const unknown = (await seals.publications()).filter(id => !named.has(id));
  return [
    ...retiredIds(configuration).map(id => ({ id, named: true })),
    ...unknown.map(id => ({ id, named: false })),
  ];
}

/** Counts and logs a publication that stands nowhere in the configuration. */
export function noteUnknown(
  { note }: { note: (what: string, about: object) => void },
  report: { unknown: number },
  publication: string,
): void {
  report.unknown += 1;
  note('unknown publication', {
    publication,
    todo: 'add it to "retired" in cdk.json: courant status says how',
  });
}
