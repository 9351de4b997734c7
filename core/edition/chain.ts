import { type Instant, plusHours, toInstant } from '../foundation/instant.ts';
import type { Publication } from '../publication/configuration.ts';
import { type Before, type EditionKey, isCovered, type Plan, planEdition } from '../publication/plan.ts';
import { localDate } from '../publication/schedule.ts';
import type { Seal, Seals } from './seal.ts';

/** Sorts after every name of an edition; the first link is listed whatever is asked for. */
const afterAllNames = '9999';
/** Days of a chain that are listed to find its end, or an edition's place: more than lie between two editions of any schedule, and then more again. */
const listedDays = [100, 1000] as const;

/**
 * The editions after which a seal exists, in chain order, from some time before `near` on, where so many of those are: what that costs
 * does not grow with the chain. Else from longer before, or all of them.
 */
export async function linksNear(
  seals: Pick<Seals, 'links'>,
  publication: string,
  near: Instant | undefined,
  atLeast = 1,
): Promise<(string | null)[]> {
  if (near !== undefined)
    for (const days of listedDays) {
      const found = await seals.links(publication, dayBefore(near, days));
      // Every list has the first link, so where that is missing there is none.
      if (found.length === 0 || found.filter(link => link !== null).length >= atLeast) return found;
    }
  return seals.links(publication);
}

/** The same from some months before `near` on, and none where the chain had ended by then. */
export async function lastLinks(
  seals: Pick<Seals, 'links'>,
  publication: string,
  near: Instant,
): Promise<string[]> {
  const found = await seals.links(publication, dayBefore(near, listedDays[0]));
  return found.filter(link => link !== null);
}

function dayBefore(near: Instant, days: number): string {
  return plusHours(near, -24 * days).slice(0, '2026-11-23'.length);
}

/** Whether a publication has sealed an edition under an id, by a list of one. */
export async function hasEditions(seals: Pick<Seals, 'links'>, publication: string): Promise<boolean> {
  return (await seals.links(publication, afterAllNames)).length > 0;
}

/**
 * The seal of the newest edition, after which there is no other seal; undefined while there is none.
 * @param near a time not long after which the newest edition may be, so that the end of the chain alone is listed.
 */
export async function newestSeal(
  seals: Seals,
  publication: string,
  near?: Instant,
): Promise<Seal | undefined> {
  const newest = (await linksNear(seals, publication, near)).at(-1);
  return newest === undefined ? undefined : seals.read(publication, newest);
}

/** The seal of an edition, by its name; undefined if there is none. */
export async function sealOfEdition(
  seals: Seals,
  { publication, edition }: EditionKey,
): Promise<Seal | undefined> {
  const before = (links: readonly (string | null)[]) =>
    links.findLast(link => link !== null && link < edition);
  const near = await linksNear(seals, publication, middayOf(edition));
  // What is listed from near may begin with the edition itself; then only the whole list has the one before.
  const links = before(near) === undefined ? await seals.links(publication) : near;
  const link = before(links) ?? links.find(first => first === null);
  const seal = link === undefined ? undefined : await seals.read(publication, link);
  return seal?.plan.edition === edition ? seal : undefined;
}

/** A time on the day of an edition; undefined of a name that is no day. */
function middayOf(edition: string): Instant | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(edition) ? toInstant(`${edition}T12:00:00Z`) : undefined;
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
  const newest = await newestSeal(seals, id, scheduledTime);
  const former =
    newest || formerly === undefined ? undefined : await newestSeal(seals, formerly, scheduledTime);
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
