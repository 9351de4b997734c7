import { type Instant, plusHours, secondsBetween } from '../../foundation/instant.ts';
import type { EditionRow, Editions } from './editions.ts';

/**
 * Counts the forecast of an edition from now on, when an operator lets it go on: else it would be behind its first one, and the
 * alarm for that would ring, in the moment in which it moves again.
 * @param due when the edition was due.
 */
export async function expectAnew(
  editions: Pick<Editions, 'expect'>,
  { publication, edition, expectedBy }: EditionRow,
  due: Instant,
  now: Instant,
): Promise<void> {
  const seconds = Math.max(0, secondsBetween(due, expectedBy ?? due));
  await editions.expect(publication, edition, plusHours(now, seconds / 3600));
}
