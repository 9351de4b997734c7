import { counted } from '../counts.ts';

/** From large to small; each is a whole number of the next. */
const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

const instantly = 'less than a second';

/**
 * How long something takes or took, in words and in two units at the most: `45 seconds`, `4 minutes 10 seconds`, `23 hours 59 minutes`,
 * `3 days 4 hours`. A day has 24 hours here, whatever the clocks do. It is rounded to the smaller unit that is shown.
 * @param seconds the sign is left out; less than a half is `less than a second`.
 */
export function durationText(seconds: number): string {
  const { index, count, rest } = inTwoUnits(seconds);
  const larger = shown(count, index);
  return rest === 0 ? larger : `${larger} ${shown(rest, index + 1)}`;
}

/**
 * The same for what is only about right: `45 seconds`, `4 minutes`, `23 hours`, `3 days`. Of one minute, hour or day the smaller unit is shown
 * too, as there it still makes a difference, in tens: `1 hour 20 minutes`.
 */
export function roughDurationText(seconds: number): string {
  const { index, count } = inTwoUnits(seconds);
  const smaller = sizeOf(index + 1);
  const step =
    count > 1 ? sizeOf(index) : smaller < 3600 && index < units.length - 1 ? 10 * smaller : smaller;
  return durationText(Math.round(Math.abs(seconds) / step) * step);
}

/** The same in a sentence: `about 4 minutes`; `less than a second`. */
export function aboutText(seconds: number): string {
  const text = roughDurationText(seconds);
  return text === instantly ? text : `about ${text}`;
}

/** The same for a narrow column, by one unit alone, of which there are two at least from hours on: `45 s`, `119 min`, `22 h`, `3 d`. */
export function narrowDurationText(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(whole / 3600);
  return hours < 48 ? `${hours} h` : `${Math.round(whole / 86_400)} d`;
}

/** The largest unit of which there is one, and how many of it and of the next smaller one, to which the duration is rounded. */
function inTwoUnits(seconds: number): { index: number; count: number; rest: number } {
  const whole = Math.abs(seconds);
  const found = units.findIndex(([, size]) => whole >= size);
  const index = found < 0 ? units.length - 1 : found;
  const step = units[index + 1]?.[1] ?? 1;
  const rounded = Math.round(whole / step) * step;
  // 59.6 seconds are a minute.
  if (index > 0 && rounded >= sizeOf(index - 1)) return { index: index - 1, count: 1, rest: 0 };
  const size = sizeOf(index);
  return { index, count: Math.floor(rounded / size), rest: (rounded % size) / step };
}

function sizeOf(index: number): number {
  return units[index]?.[1] ?? 1;
}

function shown(count: number, index: number): string {
  return count === 0 ? instantly : counted(count, units[index]?.[0] ?? 'second');
}
