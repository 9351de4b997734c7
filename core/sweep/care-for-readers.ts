import { type Instant, plusHours } from '../foundation/instant.ts';
import { everyPublication } from '../readers/ending.ts';
import type { EndingKeeper } from '../readers/ending-keeper.ts';
import { endSoftBounced, type Mailed, type SoftBounceContext } from './end-soft-bounced.ts';
import { completeErasures, type ForgettingContext, forgetEnded } from './forget-readers.ts';

/** What looking after the readers needs. */
export type ReadersCare = SoftBounceContext &
  ForgettingContext & { keeper: Pick<EndingKeeper, 'keepEndings'> };

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
    'completing erasures': async () => ({
      erased: isDaily(now, '00:20') ? await completeErasures(care, publications) : 0,
    }),
    'mail that came back': async () => ({ bounced: await endAll(care, mailed, now) }),
  };
}

/** Whether the one sweep a day that does some work is this one: there is one in each five minutes, and one of them falls there. */
function isDaily(now: Instant, from: string): boolean {
  const start = `${now.slice(0, '2026-11-23T'.length)}${from}:00Z` as Instant;
  return now >= start && now < plusHours(start, 5 / 60);
}

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

async function endAll(care: ReadersCare, mailed: readonly Mailed[], now: Instant): Promise<number> {
  if (!isDaily(now, '00:10')) return 0;
  let ended = 0;
  for (const publication of mailed) ended += await endSoftBounced(care, publication, now);
  return ended;
}
