import { type Instant, plusHours } from '../foundation/instant.ts';
import type { Publication } from '../publication/configuration.ts';
import { type Before, type EditionKey, isCovered, type Plan, planEdition } from '../publication/plan.ts';
import { localDate } from '../publication/schedule.ts';
import type { Seal, Seals } from './seal.ts';

/** The seal of the newest edition, after which there is no other seal; undefined while there is none. */
export async function newestSeal(seals: Seals, publication: string): Promise<Seal | undefined> {
  const newest = (await seals.links(publication)).at(-1);
  return newest === undefined ? undefined : seals.read(publication, newest);
}

/** The seal of an edition, by its name; undefined if there is none. */
export async function sealOfEdition(
  seals: Seals,
  { publication, edition }: EditionKey,
): Promise<Seal | undefined> {
  const links = await seals.links(publication);
  const next = links.indexOf(edition);
  const link = next === -1 ? links.at(-1) : links[next - 1];
  const seal = link === undefined ? undefined : await seals.read(publication, link);
  return seal?.plan.edition === edition ? seal : undefined;
}

/** The seal whose window ends at a time; undefined if there is none. Its name is the local date, whatever the zone was. */
export async function sealOfTime(
  seals: Seals,
  publication: string,
  time: Instant,
): Promise<Seal | undefined> {
  for (const hours of [0, -24, 24]) {
    const edition = plusHours(time, hours).slice(0, '2026-11-23'.length);
    const seal = await sealOfEdition(seals, { publication, edition });
    if (seal?.plan.window.to === time) return seal;
  }
  return undefined;
}

/** What a scheduled time comes to, by the chain as it is now. */
export type Found =
  /** Its edition is sealed; `later` editions may be as well. */
  | { outcome: 'sealed'; seal: Seal; later: boolean }
  /** Another edition covers the time, so it makes none. */
  | { outcome: 'covered'; by: Plan; newest: Seal | undefined }
  /** It makes an edition. `former` is the newest seal under the publication's former id, for a first edition. */
  | { outcome: 'planned'; plan: Plan; newest: Seal | undefined; former: Seal | undefined };

/** What finding or planning an edition needs. */
export type ChainContext = {
  seals: Seals;
  /** From when a publication that has no edition yet covers what is filed; asked for only then. */
  firstSight(publication: string, scheduledTime: Instant): Promise<Instant>;
};

/**
 * Finds the sealed edition of a scheduled time, or the one that covers it; else plans one. Reads the chain, writes nothing.
 *
 * @example
 * const found = await findOrPlan({ seals, firstSight }, publication, toInstant('2026-11-23T06:00:00Z'));
 * if (found.outcome === 'planned') console.log(found.plan.edition); // 2026-11-23
 */
export async function findOrPlan(
  { seals, firstSight }: ChainContext,
  publication: Publication,
  scheduledTime: Instant,
): Promise<Found> {
  const { id, formerly, schedule } = publication;
  const newest = await newestSeal(seals, id);
  const former = newest || formerly === undefined ? undefined : await newestSeal(seals, formerly);
  const before = newest ?? former;
  if (!before || !isCovered(publication, scheduledTime, before.plan)) {
    const after: Before = newest
      ? { newest: newest.plan }
      : former
        ? { former: former.plan }
        : { firstSight: await firstSight(id, scheduledTime) };
    const plan = planEdition(publication, scheduledTime, after);
    return { outcome: 'planned', plan, newest, former };
  }
  if (!newest) return { outcome: 'covered', by: before.plan, newest };
  // The zone may have been changed since: the newest edition is known by its time, others by the name that the time gives.
  const edition = localDate(scheduledTime, schedule.timeZone);
  const named =
    newest?.plan.window.to === scheduledTime
      ? newest
      : await sealOfEdition(seals, { publication: id, edition });
  if (named?.plan.window.to !== scheduledTime) return { outcome: 'covered', by: before.plan, newest };
  return { outcome: 'sealed', seal: named, later: named !== newest };
}
