import type { Instant } from '../foundation/instant.ts';
import { everyPublication } from '../readers/ending.ts';
import type { EndingKeeper } from '../readers/ending-keeper.ts';

/** One sweep in each five minutes: so one a day falls here. */
const [from, to] = ['00:00', '00:05'];

/**
 * Keeps endings that are not kept yet, of addresses and of publications, also of those that freeze no audience any more. Once a day, since
 * it reads every reader's row: as a rule each ending was kept at once. Answers how many it kept.
 */
export async function keepEndingsOnceADay(
  keeper: Pick<EndingKeeper, 'keepEndings'>,
  publications: readonly string[],
  now: Instant,
): Promise<number> {
  const minute = now.slice('2026-11-23T'.length, '2026-11-23T00:00'.length);
  if (minute < from || minute >= to) return 0;
  let kept = 0;
  for (const publication of [everyPublication, ...publications])
    kept += await keeper.keepEndings(publication);
  return kept;
}
