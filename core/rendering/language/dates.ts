import type { Instant } from '../../foundation/instant.ts';
import { localDate } from '../../publication/schedule.ts';

const precisions: Record<number, Intl.DateTimeFormatOptions> = {
  4: { year: 'numeric' },
  7: { year: 'numeric', month: 'long' },
  10: { year: 'numeric', month: 'long', day: 'numeric' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** To make a format takes longer than to format hundreds of dates, and an edition has hundreds of the same few kinds. */
export function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return format;
}

/** A date as precisely as it is known: `2022` ▸ 2022, `2022-10` ▸ October 2022, `2022-10-17` ▸ 17 October 2022. */
export function dateText(date: string, locale: string): string {
  const start = `${date}${'-01-01'.slice(0, 10 - date.length)}`;
  return formatOf(locale, { ...precisions[date.length], timeZone: 'UTC' }).format(
    new Date(`${start}T00:00:00Z`),
  );
}

/** A month beside which the year is known: `2026-11` ▸ November. */
export function monthText(month: string, locale: string): string {
  const format = formatOf(locale, { month: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** The same in few letters, for a line beside other things: 16 Oct 2022; Oct 2022. */
export function shortDateText(date: string, locale: string): string {
  const start = `${date}${'-01-01'.slice(0, 10 - date.length)}`;
  const precision = precisions[date.length];
  const options: Intl.DateTimeFormatOptions = {
    ...precision,
    ...(precision?.month && { month: 'short' }),
    timeZone: 'UTC',
  };
  return formatOf(locale, options).format(new Date(`${start}T00:00:00Z`));
}

/** A whole day with its weekday: `2026-11-23` ▸ Monday 23 November 2026. */
export function dayText(date: string, locale: string): string {
  const format = formatOf(locale, { ...precisions[10], weekday: 'long', timeZone: 'UTC' });
  return withoutFirstComma(format.format(new Date(`${date}T00:00:00Z`)));
}

/** Day and time of a point in time on the wall clock of a zone: Monday 23 November 2026; 07:00. */
export function instantTexts(
  instant: Instant,
  locale: string,
  timeZone: string,
): { day: string; time: string } {
  const at = new Date(instant);
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  return {
    day: dayText(localDate(instant, timeZone), locale),
    time: formatOf(locale, clock).format(at),
  };
}

/** A day beside which the year is known: `2026-12-01` ▸ 1 December. */
export function dayOfYearText(date: string, locale: string): string {
  const format = formatOf(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** Whole days from one date to another, both as 2026-11-23; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

/** How far a day is away, in words: today, tomorrow, in 8 days. */
export function daysAwayText(days: number, locale: string): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

/** The name that people give a zone, without summer or winter: Central European Time. */
export function zoneText(instant: Instant, locale: string, timeZone: string): string {
  const format = formatOf(locale, { timeZoneName: 'longGeneric', timeZone });
  const part = format.formatToParts(new Date(instant)).find(({ type }) => type === 'timeZoneName');
  return part?.value ?? timeZone;
}

/** Versions of the locale data differ in whether a comma follows the weekday; the digest's bytes must not. */
function withoutFirstComma(text: string): string {
  return text.replace(/^([^\s,]+), /u, '$1 ');
}
