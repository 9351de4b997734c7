import * as z from 'zod';
import { CourantError } from '../foundation/errors.ts';
import { type Instant, instantSchema, plusHours } from '../foundation/instant.ts';

/** From when a publication that has no edition yet covers what is filed. Written once, and read by every later version. */
export const sightingSchema = z.object({
  format: z.literal(1),
  publication: z.string(),
  since: instantSchema,
});
/** A sighting, read. */
export type Sighting = z.infer<typeof sightingSchema>;

/** The sightings of publications, one each. */
export interface Sightings {
  read(publication: string): Promise<Sighting | undefined>;
  /** Writes the sighting of a publication unless there is one. */
  write(sighting: Sighting): Promise<'written' | 'taken'>;
}

/** Where it stands when a publication was first seen; `timetables` know it of installations from before there were sightings. */
export type SightContext = {
  sightings: Sightings;
  timetables: { read(publication: string): Promise<{ since: Instant } | undefined> };
};

/**
 * A publication begins so long before it was first seen. A deployment takes minutes, half an hour where it makes a distribution, and
 * its last part is what sees: the first sweep comes up to five minutes later. What an editor filed in between, when the buckets were
 * there already, must not be lost. No program has the deployment's own time: a template that holds it would differ with every synth.
 */
const marginHours = 1;

/**
 * From when a publication without editions covers what is filed: as it was written down, or else as it would be now. Reads only.
 * @param now asked for only if nothing is written down.
 */
export async function firstSight(
  context: Pick<SightContext, 'timetables'> & { sightings: Pick<Sightings, 'read'> },
  publication: string,
  now: () => Promise<Instant>,
): Promise<Instant> {
  return (await context.sightings.read(publication))?.since ?? asOfNow(context, publication, now);
}

async function asOfNow(
  { timetables }: Pick<SightContext, 'timetables'>,
  publication: string,
  now: () => Promise<Instant>,
): Promise<Instant> {
  const times = [await now(), (await timetables.read(publication))?.since ?? []].flat();
  return plusHours(times.reduce(earlier), -marginHours);
}

/**
 * As `firstSight`, and writes it down unless somebody else has, whose word then counts. So it is the same for everybody from then on,
 * whatever becomes of the tables.
 * @throws LostSightingError
 */
export async function noteFirstSight(
  context: SightContext,
  publication: string,
  now: () => Promise<Instant>,
): Promise<Instant> {
  const known = await context.sightings.read(publication);
  if (known) return known.since;
  const since = await asOfNow(context, publication, now);
  if ((await context.sightings.write({ format: 1, publication, since })) === 'written') return since;
  const other = await context.sightings.read(publication);
  if (!other) throw new LostSightingError(publication);
  return other.since;
}

/** The earlier of two instants. */
export function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}

/** The store refused a sighting because it has one, and then had none. */
export class LostSightingError extends CourantError {
  constructor(publication: string) {
    super(
      `archive bucket: expected seen/${publication}.json, which was there a moment ago, found nothing. Nothing was published. Sightings ` +
        'are never deleted: look who may delete in the archive bucket, then publish again.',
    );
  }
}
