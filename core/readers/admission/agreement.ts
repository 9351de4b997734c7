import { type Instant, plusHours, toInstant } from '../../foundation/instant.ts';

/** How a date or time may be written, for messages. */
export const momentForm = 'a date such as 2024-03-01, or a time such as 2024-03-01T10:00:00Z';

/** On earth it is at most so many hours later than in UTC. */
const furthestEast = 14;

/**
 * Reads when somebody agreed or left, as a person wrote it: a date (its beginning in UTC), or a time with its offset; without one, as many
 * tools write it (`2024-03-01 10:00:00`), in UTC. Today's date may be tomorrow's in UTC: it counts as now. What can be read in several ways,
 * such as 03/01/2024, is not read.
 * @returns `ahead` for what lies in the future; undefined for what is no such text.
 */
export function statedMoment(text: string, now: Instant): Instant | 'ahead' | undefined {
  const stated = text.trim();
  const isDate = /^\d{4}-\d\d-\d\d$/.test(stated);
  const zoneless = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(stated);
  if (!isDate && !zoneless && !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(stated)) return undefined;
  let at: Instant;
  try {
    at = toInstant(isDate ? `${stated}T00:00:00Z` : zoneless ? `${stated}Z` : stated);
  } catch {
    return undefined;
  }
  if (at <= now) return at;
  return isDate && at <= plusHours(now, furthestEast) ? now : 'ahead';
}
