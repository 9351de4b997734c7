import * as z from 'zod';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { sha256 } from '../foundation/hash.ts';
import { type Instant, instantSchema } from '../foundation/instant.ts';
import type { Schedule } from '../publication/schedule.ts';

/** When a schedule was first seen as it is: only later times can be missing. `fingerprint` says which schedule. */
export const timetableSchema = z.object({ fingerprint: z.string(), since: instantSchema });
/** A timetable, read. */
export type Timetable = z.infer<typeof timetableSchema>;

/** The timetables of publications. */
export interface Timetables {
  /** From when a publication's schedule counts: the time at which it was first seen as it is, which another fingerprint says. */
  since(publication: string, fingerprint: string, now: Instant): Promise<Instant>;
  /** What was written down of a publication's schedule when it was first seen as it then was; undefined before that. */
  read(publication: string): Promise<Timetable | undefined>;
}

/** What tells a schedule from every other: only times after it was first seen as it is can be missing. */
export function scheduleFingerprint(schedule: Schedule): string {
  return sha256(canonicalJson(schedule));
}
