import type { Deliveries, Delivery } from '../delivery/ledger/delivery.ts';
import type { EditionRow } from '../delivery/progress/editions.ts';
import { type AudienceSources, audienceOf, type Census } from '../delivery/receipt/census.ts';
import type { Ownership } from '../edition/ownership.ts';
import { type Instant, secondsBetween } from '../foundation/instant.ts';
import type { Configuration } from '../publication/configuration.ts';

/** SES's events that feedback has not noted yet. */
export interface FeedbackQueue {
  /** How many queue messages wait, are in hand, or were put aside as dead letters. */
  waiting(): Promise<number>;
}

/** What came of the deliveries that were open. */
export type Settled = {
  /** Claims whose worker must have ended: they are uncertain now. */
  orphaned: number;
  /** Deliveries that wait again, as SES surely did not take them. */
  released: number;
  /** Uncertain for over three hours: only an operator or a late event settles them. */
  stuck: number;
};

/** No worker lives as long as this: Lambda ends one after 15 minutes at the latest. */
export const workerSeconds = 30 * 60;
/** Silence means nothing before this much time after the claim. */
export const silenceSeconds = 3 * 3600;

/**
 * Settles deliveries that have been claimed or uncertain for long. It never guesses. SES's silence about an attempt means that SES
 * did not take the message only if all of this holds: SES spoke of every other message of the edition that it took, at least one such event
 * came at all, no event waits to be noted, and SES speaks to this stack: of what was claimed before it took the stores over, events may
 * wait, or lie dead, where it does not look.
 */
export async function settleSilent(
  ports: AudienceSources & {
    deliveries: Pick<Deliveries, 'settle' | 'release'>;
    feedbackQueue: FeedbackQueue;
    ownership: Pick<Ownership, 'tookOverAt'>;
  },
  row: EditionRow,
  census: Census,
  now: Instant,
  settle: Configuration['settings']['settle'],
): Promise<Settled> {
  const settled: Settled = { orphaned: 0, released: 0, stuck: 0 };
  if (census.claimed + census.uncertain === 0) return settled;
  const conclusive = settle === 'retry' && census.sent > 0 && census.unsent === 0 && (await isQuiet(ports));
  const tookOverAt = conclusive ? await ports.ownership.tookOverAt() : null;
  for await (const { deliveries } of audienceOf(ports, row)) {
    for (const delivery of deliveries) {
      const heard = conclusive && isOurs(delivery, tookOverAt);
      await settleOne(ports.deliveries, delivery, secondsSinceClaim(delivery, now), heard, settled);
    }
  }
  return settled;
}

/** A worker of the older stack may have been at its slice still when the stores were taken over. */
function isOurs({ claimedAt }: Delivery, tookOverAt: Instant | null): boolean {
  return tookOverAt === null || (claimedAt !== null && secondsBetween(tookOverAt, claimedAt) > workerSeconds);
}

async function isQuiet({ feedbackQueue }: { feedbackQueue: FeedbackQueue }): Promise<boolean> {
  return (await feedbackQueue.waiting()) === 0;
}

async function settleOne(
  deliveries: Pick<Deliveries, 'settle' | 'release'>,
  delivery: Delivery,
  age: number,
  conclusive: boolean,
  settled: Settled,
): Promise<void> {
  const { state, attempt } = delivery;
  if (attempt === null || (state !== 'claimed' && state !== 'uncertain')) return;
  if (age > silenceSeconds && conclusive) {
    await deliveries.release(delivery, attempt);
    settled.released += 1;
  } else if (state === 'claimed' && age > workerSeconds) {
    await deliveries.settle(delivery, attempt, { state: 'uncertain', reason: orphaned });
    settled.orphaned += 1;
  } else if (age > silenceSeconds) settled.stuck += 1;
}

const orphaned = 'the worker ended before it noted the outcome';

function secondsSinceClaim({ claimedAt }: Delivery, now: Instant): number {
  return claimedAt === null ? 0 : secondsBetween(claimedAt, now);
}
