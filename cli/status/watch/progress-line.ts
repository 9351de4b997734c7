import { styleText } from 'node:util';
import { aboutText } from '../../../core/foundation/time-words/durations.ts';
import { columnsOf } from '../../../core/foundation/wrap.ts';
import type { Counts } from './delivery-count.ts';

/** What is shown of a delivery at one moment. */
export type Progress = {
  /** Such as `No. 12`. */
  name: string;
  /** Null before the audience is frozen. */
  counts: Counts | null;
  /** Seconds that the rest takes at the pace of the last minute; null while there is none. */
  left: number | null;
  /** What it waits for, if it is not being mailed. */
  note: string | null;
};

const widest = 40;
const narrowest = 10;

/**
 * A delivery in one line of at most so many columns: a bar of all who have an outcome, their number, and how long the rest takes. What a narrow
 * terminal has no room for is left out: first the failures, then the time, then the bar.
 * @param styled whether the bar may have a colour.
 */
export function progressLine(progress: Progress, columns: number, styled: boolean): string {
  const { name, counts } = progress;
  if (counts === null) return cut([name, progress.note ?? ''], columns);
  const settled = settledOf(counts);
  const all = settled + counts.waiting + counts.claimed;
  const share = all === 0 ? 1 : settled / all;
  const number = `${settled.toLocaleString('en')} of ${all.toLocaleString('en')}`;
  const end = progress.note ?? (progress.left === null ? '' : `${aboutText(progress.left)} left`);
  const texts = [number, `${Math.floor(share * 100)} %`, end, failuresText(counts)].filter(
    text => text !== '',
  );
  // As wide whatever stands beside it, so that it grows and never shrinks.
  const width = Math.min(widest, Math.floor(columns / 3));
  for (let shown = width < narrowest ? 0 : texts.length; shown > 0; shown -= 1) {
    const beside = texts.slice(0, shown).join('  ');
    if (columnsOf(`${name}    ${beside}`) + width <= columns)
      return `${name}  ${bar(share, width, styled)}  ${beside}`;
  }
  return cut([name, number], columns);
}

/** The same for a log, without a bar: `1,200 of 4,312 (27 %), about 25 minutes left`. */
export function plainProgress({ name, counts, left, note }: Progress): string {
  if (counts === null) return `${name}: ${note ?? ''}`;
  const settled = settledOf(counts);
  const all = settled + counts.waiting + counts.claimed;
  const percent = all === 0 ? 100 : Math.floor((settled / all) * 100);
  const end = note ?? (left === null ? '' : `${aboutText(left)} left`);
  const failures = failuresText(counts);
  return [
    `${name}: ${settled.toLocaleString('en')} of ${all.toLocaleString('en')} (${percent} %)`,
    ...[end, failures].filter(text => text !== ''),
  ].join(', ');
}

/** Who has an outcome: nothing more is done for them. */
export function settledOf({ accepted, rejected, uncertain, withheld }: Counts): number {
  return accepted + rejected + uncertain + withheld;
}

function failuresText({ rejected, uncertain, withheld }: Counts): string {
  const kinds = [
    [rejected, 'refused'],
    [uncertain, 'uncertain'],
    [withheld, 'left out'],
  ] as const;
  return kinds
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count.toLocaleString('en')} ${what}`)
    .join(', ');
}

/** Full only when all is done. */
function bar(share: number, width: number, styled: boolean): string {
  const filled = Math.floor(share * width);
  const full = '█'.repeat(filled);
  return `${styled ? styleText('green', full, { validateStream: false }) : full}${'░'.repeat(width - filled)}`;
}

function cut(texts: readonly string[], columns: number): string {
  return texts
    .filter(text => text !== '')
    .join('  ')
    .slice(0, Math.max(0, columns));
}
