import type { Instant } from '../foundation/instant.ts';
import type { Publication } from '../publication/configuration.ts';
import type { Seal, Seals } from './seal.ts';

/** The newest sealed edition: the one after which no seal stands. Undefined while there is none. */
export async function newestSeal(seals: Seals, publication: string): Promise<Seal | undefined> {
  const newest = (await seals.links(publication)).at(-1);
  return newest === undefined ? undefined : seals.read(publication, newest);
}

/** The newest edition under the id that a publication had before, if it had one. */
export async function formerSeal(
  seals: Seals,
  { formerly }: Pick<Publication, 'formerly'>,
): Promise<Seal | undefined> {
  return formerly === undefined ? undefined : newestSeal(seals, formerly);
}

/** The sealed edition of a name; undefined if there is none. */
export async function sealOfEdition(
  seals: Seals,
  publication: string,
  edition: string,
): Promise<Seal | undefined> {
  const links = await seals.links(publication);
  const next = links.indexOf(edition);
  const link = next === -1 ? links.at(-1) : links[next - 1];
  const seal = link === undefined ? undefined : await seals.read(publication, link);
  return seal?.plan.edition === edition ? seal : undefined;
}

/** The sealed edition whose window ends at a time; undefined if that time made none. */
export async function sealOfTime(
  seals: Seals,
  publication: string,
  edition: string,
  to: Instant,
): Promise<Seal | undefined> {
  const seal = await sealOfEdition(seals, publication, edition);
  return seal?.plan.window.to === to ? seal : undefined;
}
