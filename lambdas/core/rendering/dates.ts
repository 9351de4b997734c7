import type { Instant } from '../instant.ts';

const precisions: Record<number, Intl.DateTimeFormatOptions> = {
  4: { year: 'numeric' },
  7: { year: 'numeric', month: 'long' },
  10: { year: 'numeric', month: 'long', day: 'numeric' },
};

/** A date as precisely as it is known: `2022` ▸ 2022, `2022-10` ▸ October 2022, `2022-10-17` ▸ 17 October 2022. */
export function dateText(date: string, locale: string): string {
  const start = `${date}${'-01-01'.slice(0, 10 - date.length)}`;
  return new Intl.DateTimeFormat(locale, { ...precisions[date.length], timeZone: 'UTC' }).format(
    new Date(`${start}T00:00:00Z`),
  );
}

/** A whole day with its weekday: `2026-11-23` ▸ Monday 23 November 2026. */
export function dayText(date: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { ...precisions[10], weekday: 'long', timeZone: 'UTC' });
  return withoutFirstComma(format.format(new Date(`${date}T00:00:00Z`)));
}

/** A point in time on the wall clock of a zone: Monday 23 November 2026, 07:00. */
export function instantText(instant: Instant, locale: string, timeZone: string): string {
  const at = new Date(instant);
  const day = new Intl.DateTimeFormat(locale, { ...precisions[10], weekday: 'long', timeZone }).format(at);
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  return `${withoutFirstComma(day)}, ${new Intl.DateTimeFormat(locale, clock).format(at)}`;
}

/** The name that people give a zone, without summer or winter: Central European Time. */
export function zoneText(instant: Instant, locale: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeZoneName: 'longGeneric', timeZone });
  const part = format.formatToParts(new Date(instant)).find(({ type }) => type === 'timeZoneName');
  return part?.value ?? timeZone;
}

/** Versions of the locale data differ in whether a comma follows the weekday; the digest's bytes must not. */
function withoutFirstComma(text: string): string {
  return text.replace(/^([^\s,]+), /u, '$1 ');
}
