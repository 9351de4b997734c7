import * as z from 'zod';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { sha256 } from '../foundation/hash.ts';
import { type Instant, instantSchema } from '../foundation/instant.ts';
import type { Schedule } from '../publication/schedule.ts';

/** When the sweep first saw a schedule: only later times can be missing. `fingerprint` tells which schedule. */
export const timetableSchema = z.object({ fingerprint: z.string(), since: instantSchema });
/** A timetable, read. */
export type Timetable = z.infer<typeof timetableSchema>;

/** The timetables of publications. */
export interface Timetables {
  /** From when a publication's schedule counts: the time at which its fingerprint was first seen, which is `now` for a new one. */
  since(publication: string, fingerprint: string, now: Instant): Promise<Instant>;
  /** The stored timetable of a publication; undefined before the first sweep. */
  read(publication: string): Promise<Timetable | undefined>;
}

/** A hash that tells a schedule from every other. */
export function scheduleFingerprint(schedule: Schedule): string {
  return sha256(canonicalJson(schedule));
}
