import type { Reader } from '../../readers/reader.ts';
import type { DeliveryKey } from '../ledger/delivery.ts';
import {
  type DeliveryContext,
  deliverToReader,
  type Outgoing,
  type ReaderReport,
} from './deliver-to-reader.ts';
import type { Halt } from './mailer.ts';
import type { Stopwatch } from './pace.ts';

/** What working through readers needs. */
export type WorkContext = DeliveryContext & {
  watch: Stopwatch;
  /** Milliseconds until the worker is ended. */
  timeLeft: () => number;
  /** Most readers at a time. */
  atATime: number;
  /** Why the worker may begin no further reader, if somebody held or stopped the edition meanwhile. */
  brake: () => Promise<string | undefined>;
};

/** One reader to be delivered to; undefined where there is no such reader any more. */
export type Work = { key: DeliveryKey; reader: Reader | undefined };

/**
 * How the work ended. `settled`: nobody waits (some deliveries may be uncertain). `open`: another worker holds some deliveries.
 * `out of time`: the worker has to end. `braked`: somebody held or stopped the edition. `halted`: an answer of SES holds for everybody.
 */
export type WorkReport =
  | { end: 'settled' }
  | { end: 'open'; count: number }
  | { end: 'out of time' | 'braked'; reason: string }
  | { end: 'halted'; stop: Halt };

/** A worker with less than this left starts no further reader. */
const reserveMilliseconds = 60_000;
/** An unreached reader is tried again after this, and after twice as long each time, up to the longest. */
const firstPause = 1_000;
const longestPause = 8_000;
/** If more readers than this are rejected in a row, the mistake is not in their addresses but ours. */
const rejectedInARowAtMost = 20;

/** What the workers on one list share. */
type Shared = {
  waiting: Work[];
  open: number;
  rejected: { key: DeliveryKey; attempt: string }[];
  end: WorkReport | undefined;
};

/**
 * Delivers to readers in order, several at a time, at the pace of the account. Once an answer holds for all, it begins no further
 * reader, and waits for those it has begun.
 */
export async function workThrough(
  context: WorkContext,
  outgoing: Outgoing,
  work: readonly Work[],
): Promise<WorkReport> {
  const shared: Shared = { waiting: [...work], open: 0, rejected: [], end: undefined };
  const begun = Array.from({ length: context.atATime }, () => worker(context, outgoing, shared));
  const ended = await Promise.allSettled(begun);
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
  if (shared.end) return shared.end;
  return shared.open === 0 ? { end: 'settled' } : { end: 'open', count: shared.open };
}

async function worker(context: WorkContext, outgoing: Outgoing, shared: Shared): Promise<void> {
  try {
    for (let next = shared.waiting.shift(); next && !shared.end; next = shared.waiting.shift()) {
      const reason = await context.brake();
      if (reason !== undefined) shared.end ??= { end: 'braked', reason };
      if (shared.end) return;
      const report = await deliverPatiently(context, outgoing, next, shared);
      if (report) await note(context, report, next.key, shared);
    }
  } catch (error) {
    shared.waiting = [];
    throw error;
  }
}

/** Tries a reader again while the answer is temporary and time is left; undefined if the work ended instead. */
async function deliverPatiently(
  context: WorkContext,
  outgoing: Outgoing,
  { key, reader }: Work,
  shared: Shared,
): Promise<ReaderReport | undefined> {
  let pause = firstPause;
  let reason = 'the worker has no time left';
  while (!shared.end) {
    if (context.timeLeft() < reserveMilliseconds + context.pace.wait()) {
      shared.end ??= { end: 'out of time', reason };
      return undefined;
    }
    const report = await deliverToReader(context, outgoing, key, reader);
    if (report.stop?.outcome !== 'throttled' && report.stop?.outcome !== 'unreached') return report;
    reason = `${report.stop.outcome}: ${report.stop.reason}`;
    if (report.stop.outcome === 'throttled') context.pace.throttled();
    else {
      await context.watch.sleep(Math.max(0, Math.min(pause, context.timeLeft() - reserveMilliseconds)));
      pause = Math.min(pause * 2, longestPause);
    }
  }
  return undefined;
}

async function note(
  context: WorkContext,
  report: ReaderReport,
  key: DeliveryKey,
  shared: Shared,
): Promise<void> {
  const { state, attempt, stop } = report;
  if (stop) shared.end ??= { end: 'halted', stop };
  else if (state === 'claimed') shared.open += 1;
  if (state === 'accepted' && attempt) {
    context.pace.accepted();
    shared.rejected = [];
  }
  if (state === 'rejected' && attempt) shared.rejected.push({ key, attempt });
  const blamed = shared.end?.end === 'halted' && shared.end.stop.outcome === 'refused';
  if (blamed || shared.rejected.length > rejectedInARowAtMost) await blameOurselves(context, shared);
}

/** Holds the edition and lets the rejected readers wait again: no reader is blamed for our mistake. */
async function blameOurselves({ deliveries }: WorkContext, shared: Shared): Promise<void> {
  const reason = `more than ${rejectedInARowAtMost} readers in a row were rejected: look at the sender and its domain before the readers`;
  shared.end ??= { end: 'halted', stop: { outcome: 'refused', reason } };
  for (const { key, attempt } of shared.rejected.splice(0)) await deliveries.release(key, attempt);
}
