import type { DeliveryKey } from '../ports.ts';
import {
  type DeliveryContext,
  deliverToReader,
  type Outgoing,
  type ReaderReport,
} from './deliver-to-reader.ts';
import { type Halt, isFinal } from './delivery.ts';
import type { Reader } from './reader.ts';

/** What working through readers needs. */
export type WorkContext = DeliveryContext & {
  /** Milliseconds until the worker is ended. */
  timeLeft: () => number;
  /** Waits so many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
};

/** How far the work came: all settled, some left open that nobody may touch now, out of time, or stopped by an answer. */
export type WorkReport =
  | { end: 'settled' }
  | { end: 'open'; count: number }
  | { end: 'out of time'; reason: string }
  | { end: 'halted'; stop: Halt };

/** A worker with less than this left starts no further reader. */
const reserveMilliseconds = 60_000;
/** A throttled or unreached reader is tried again after this, and after twice as long each time, up to the longest. */
const firstPause = 1_000;
const longestPause = 8_000;
/** So many readers rejected in a row are no accident of their addresses but a mistake of ours. */
const rejectedInARowAtMost = 20;

/** Delivers to readers one after the other, slowing down as long as the mail service asks for it. */
export async function workThrough(
  context: WorkContext,
  outgoing: Outgoing,
  work: readonly { key: DeliveryKey; reader: Reader | undefined }[],
): Promise<WorkReport> {
  let open = 0;
  let rejected: { key: DeliveryKey; attempt: string }[] = [];
  for (const { key, reader } of work) {
    const report = await deliverPatiently(context, outgoing, key, reader);
    if (report === 'out of time') return { end: 'out of time', reason: 'the worker has no time left' };
    if (report.stop) return ended(report.stop);
    if (report.state === 'rejected' && report.attempt) rejected.push({ key, attempt: report.attempt });
    if (report.state === 'accepted') rejected = [];
    if (rejected.length > rejectedInARowAtMost) return giveBack(context, rejected);
    if (!isFinal(report.state)) open += 1;
  }
  return open === 0 ? { end: 'settled' } : { end: 'open', count: open };
}

/** Tries a reader again while the answer is one that passes, and time is left. */
async function deliverPatiently(
  context: WorkContext,
  outgoing: Outgoing,
  key: DeliveryKey,
  reader: Reader | undefined,
): Promise<ReaderReport | 'out of time'> {
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    if (context.timeLeft() < reserveMilliseconds) return 'out of time';
    const report = await deliverToReader(context, outgoing, key, reader);
    if (!report.stop || !passes(report.stop) || context.timeLeft() < reserveMilliseconds + pause)
      return report;
    await context.pause(pause);
  }
}

function passes({ outcome }: Halt): boolean {
  return outcome === 'throttled' || outcome === 'unreached';
}

function ended(stop: Halt): WorkReport {
  if (passes(stop)) return { end: 'out of time', reason: `${stop.outcome}: ${stop.reason}` };
  return { end: 'halted', stop };
}

/** A reader is never blamed for our mistake: whoever was rejected in the row is waiting again. */
async function giveBack(
  { deliveries }: WorkContext,
  rejected: readonly { key: DeliveryKey; attempt: string }[],
): Promise<WorkReport> {
  for (const { key, attempt } of rejected) await deliveries.release(key, attempt);
  const reason = `more than ${rejectedInARowAtMost} readers in a row were rejected: look at the sender and its domain before the readers`;
  return { end: 'halted', stop: { outcome: 'refused', reason } };
}
