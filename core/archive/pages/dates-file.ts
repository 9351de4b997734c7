import type { VersionedFile } from '../../edition/archive.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import type { Imprint } from '../../publication/retired.ts';
import type { RenderDates } from '../../rendering/pages/dates-page.ts';
import type { MadeFile } from '../replace-files.ts';
import type { Digests } from '../standing/standings.ts';

const path = 'all/dates.html';

/** The page of the days ahead. */
export function datesFile(publication: string): VersionedFile {
  return { publication, path };
}

/** Makes it by what the newest edition told. None without words for it. @param calendar whether there is a calendar of them */
export async function makeDates(
  { renderDates, digests }: { renderDates?: RenderDates; digests: Digests },
  { id, title, description, language, postalAddress }: Imprint,
  newest: PastEdition | undefined,
  calendar: boolean,
): Promise<MadeFile[]> {
  if (!renderDates || !newest) return [];
  const { edition, number } = newest.manifest;
  const content = renderDates({
    publication: { id, title, description, language, postalAddress },
    ...{ edition: { edition, number }, told: await digests(newest), calendar },
  });
  return [{ publication: id, path, content }];
}
