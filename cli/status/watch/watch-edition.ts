import type { EditionRow } from '../../../core/delivery/progress/editions.ts';
import { type Instant, secondsBetween } from '../../../core/foundation/instant.ts';
import { dayAndTimeText } from '../../../core/foundation/time-words/days.ts';
import type { Installation } from '../../installation/installation.ts';
import type { Patience } from '../../program/live-line.ts';
import { type EditionStatus, type Phase, phaseOf } from '../edition-status.ts';
import { type Counts, DeliveryCount } from './delivery-count.ts';
import { type Progress, settledOf } from './progress-line.ts';

/** Seconds between two looks at an edition that is being mailed, and at one that waits for something else. */
const lookEvery = { busy: 5, idle: 30 } as const;
/** The pace is that of so many seconds: long enough to be steady, short enough to follow. */
const paceOverSeconds = 60;

/** How a watch ended. */
export type WatchEnd = 'closed' | 'held' | 'interrupted' | 'standing still';

/** What watching reads; it writes nothing. */
export type WatchSources = Pick<
  Installation,
  'editions' | 'slices' | 'deliveries' | 'clock' | 'configuration' | 'carryOn'
>;

/** What is known of the edition at the beginning. */
export type Watched = Pick<EditionStatus, 'due' | 'timeZone' | 'row'> & { number: number };

/**
 * Shows an edition's progress again and again until it is closed, held, or somebody presses Ctrl-C. Each look reads the edition's row and,
 * while it is mailed, the first slices that are not done. Where nothing runs by itself it looks once: nobody else can be at work.
 */
export async function watchEdition(
  sources: WatchSources,
  watched: Watched,
  patience: Pick<Patience, 'isInterrupted'>,
  show: (progress: Progress, at: Instant) => void,
): Promise<WatchEnd> {
  const { editions, clock } = sources;
  const pace = new Pace();
  let count: DeliveryCount | undefined;
  for (;;) {
    const row = (await editions.read(watched.row)) ?? watched.row;
    if (row.state === 'closed') return 'closed';
    count = await countedAgain(sources, row, count);
    const now = clock.now();
    const { phase, progress } = progressOf({ ...watched, row }, count?.counts ?? null, pace, now);
    show(progress, now);
    if (phase === 'held') return 'held';
    if (sources.carryOn !== null) return 'standing still';
    const isBusy = phase === 'delivering' || phase === 'sealed';
    if (await patience.isInterrupted(isBusy ? lookEvery.busy : lookEvery.idle)) return 'interrupted';
  }
}

/** Nobody can be counted before the audience is frozen; then it is counted whole once. */
async function countedAgain(
  sources: WatchSources,
  row: EditionRow,
  count: DeliveryCount | undefined,
): Promise<DeliveryCount | undefined> {
  if (!row.audience) return undefined;
  if (!count) return DeliveryCount.of(sources, row, sources.configuration.settings.lanes);
  await count.look();
  return count;
}

function progressOf(
  watched: Watched,
  counts: Counts | null,
  pace: Pace,
  now: Instant,
): { phase: Phase; progress: Progress } {
  const phase = phaseOf({ ...watched, counts: counts ?? {} }, now);
  if (counts) pace.note(now, settledOf(counts));
  const left = phase === 'delivering' && counts ? pace.left(counts) : null;
  return {
    phase,
    progress: { name: `No. ${watched.number}`, counts, left, note: noteOf(phase, watched, now) },
  };
}

/** What an edition waits for that is not being mailed. */
function noteOf(phase: Phase, { row: { notBefore }, timeZone }: Watched, now: Instant): string | null {
  switch (phase) {
    case 'sealed':
      return 'its delivery has not begun yet';
    case 'resting':
      return `goes on ${dayAndTimeText(notBefore ?? now, now, timeZone)}: the quota of SES is used up`;
    case 'held':
      return 'held';
    case 'uncertain':
      return 'waits for what SES tells of the uncertain ones';
    case 'ending':
      return 'is being ended';
    case 'closing':
      return 'its receipt comes next';
    case 'delivering':
    case 'closed':
      return null;
  }
}

/** How fast readers get their outcome, over the last minute. */
class Pace {
  #samples: { at: Instant; settled: number }[] = [];

  note(at: Instant, settled: number): void {
    this.#samples.push({ at, settled });
    // One that is older stays: the pace is that since it.
    while (this.#samples[1] && secondsBetween(this.#samples[1].at, at) >= paceOverSeconds)
      this.#samples.shift();
  }

  /** Seconds until all have one; null while nobody got one. */
  left({ waiting, claimed }: Counts): number | null {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.settled <= first.settled) return null;
    const perSecond = (last.settled - first.settled) / Math.max(1, secondsBetween(first.at, last.at));
    return (waiting + claimed) / perSecond;
  }
}
