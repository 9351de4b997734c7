import { canonicalJson } from '../foundation/canonical-json.ts';
import { sha256 } from '../foundation/hash.ts';
import type { Schedule } from '../publication/schedule.ts';

/** What tells a schedule from every other: only times after it was first seen as it is can be missing. */
export function scheduleFingerprint(schedule: Schedule): string {
  return sha256(canonicalJson(schedule));
}
