import type { Instant } from '../foundation/instant.ts';
import type { EndingKeeper } from '../readers/ending-keeper.ts';
import { endSoftBounced, type Mailed, type SoftBounceContext } from './end-soft-bounced.ts';
import { completeErasures, type ForgettingContext, forgetEnded } from './forget-readers.ts';
import { keepEndingsOnceADay } from './keep-endings.ts';
import { isDaily } from './once-a-day.ts';

/** What looking after the readers needs. */
export type ReadersCare = SoftBounceContext &
  ForgettingContext & { keeper: Pick<EndingKeeper, 'keep' | 'keepEndings'> };

/**
 * What the sweep does about readers, step by step: each has a name, and answers what it did, to be noted, or nothing. None depends on
 * another, and a failure of one is no reason to leave out the next.
 * @param mailed publications that appear, with their editions. @param others ids of those that did.
 */
export function stepsForReaders(
  care: ReadersCare,
  mailed: readonly Mailed[],
  others: readonly string[],
  now: Instant,
): Record<string, () => Promise<Record<string, number>>> {
  const publications = [...mailed.map(({ id }) => id), ...others];
  return {
    'keeping endings': async () => ({ kept: await keepEndingsOnceADay(care.keeper, publications, now) }),
    'forgetting addresses': async () => ({ forgotten: await forgetEnded(care, now) }),
    'completing erasures': async () => ({ erased: await completeErasures(care, publications, now) }),
    'mail that came back': async () => ({ bounced: await endAll(care, mailed, now) }),
  };
}

async function endAll(care: ReadersCare, mailed: readonly Mailed[], now: Instant): Promise<number> {
  if (!isDaily(now, '00:10')) return 0;
  let ended = 0;
  for (const publication of mailed) ended += await endSoftBounced(care, publication, now);
  return ended;
}
