import type { Instant } from '../foundation/instant.ts';
import { everyPublication } from '../readers/ending.ts';
import type { EndingKeeper } from '../readers/ending-keeper.ts';
import { isDaily } from './once-a-day.ts';

/**
 * Keeps endings that are not kept yet, of addresses and of publications, also of those that freeze no audience any more. Once a day, since
 * it reads every reader's row: as a rule each ending was kept at once. Answers how many it kept.
 */
export async function keepEndingsOnceADay(
  keeper: Pick<EndingKeeper, 'keepEndings'>,
  publications: readonly string[],
  now: Instant,
): Promise<number> {
  if (!isDaily(now, '00:00')) return 0;
  let kept = 0;
  for (const publication of [everyPublication, ...publications])
    kept += await keeper.keepEndings(publication);
  return kept;
}
