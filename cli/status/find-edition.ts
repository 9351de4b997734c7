import { sealOfEdition } from '../../core/edition/chain.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { type Imprint, makesEditions } from '../../core/publication/retired.ts';
import { editionNames } from '../archive/editions.ts';
import { NoSuchEditionError } from '../archive/verified-files.ts';
import type { Installation } from '../installation/installation.ts';
import { type LeftOutEdition, leftOutEdition } from './decided/left-out-edition.ts';
import { type EditionStatus, editionStatus } from './edition-status.ts';
import { comesNext, currentTimetable, type MissingEdition } from './timetable.ts';

/**
 * An edition that was named: sealed, with what is known of it, or due and not there, or left out by an operator, before its time or after
 * it; `next` is when the one was or is due that comes out next by itself.
 */
export type FoundEdition =
  | { status: EditionStatus; missing?: undefined; leftOut?: undefined }
  | { missing: MissingEdition; leftOut?: undefined; next: Instant; publication: Publication }
  | { leftOut: LeftOutEdition; missing?: undefined };

/** Finds an edition by its date. @throws NoSuchEditionError naming those that there are */
export async function findEdition(
  installation: Installation,
  publication: Imprint,
  edition: string,
): Promise<FoundEdition> {
  const key = { publication: publication.id, edition };
  if (await sealOfEdition(installation.seals, key)) return { status: await editionStatus(installation, key) };
  // It is a mistake, or its seal is gone, though the next one names it: then alone is the whole chain listed.
  const sealed = await editionNames(installation, publication.id);
  if (sealed.includes(edition)) return { status: await editionStatus(installation, key) };
  // Of one that makes no editions any more none is missing.
  if (!makesEditions(publication)) throw new NoSuchEditionError(key, sealed);
  const timetable = await currentTimetable(installation, publication);
  const { missing, standing } = timetable;
  const due = missing.find(one => one.edition === edition);
  if (due) return { missing: due, next: comesNext(timetable), publication };
  const leftOut = leftOutEdition(publication, standing, edition);
  if (leftOut) return { leftOut };
  const known = [...sealed, ...missing.map(one => one.edition)];
  throw new NoSuchEditionError(key, known);
}
