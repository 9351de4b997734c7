import type { Instant } from '../../foundation/instant.ts';
import { instantTexts } from '../../rendering/language/dates.ts';

/** Operators read English: so do alarms, the runbook and the command line. */
export const operatorLocale = 'en-GB';

/** A count as it stands in a table: `4,312`. */
export function grouped(count: number): string {
  return count.toLocaleString(operatorLocale);
}

/** A point in time on the clock that logs have: `24 November 2026, 06:41 UTC`. */
export function momentText(instant: Instant): string {
  const { day, time } = instantTexts(instant, operatorLocale, 'UTC');
  return `${day.replace(/^\S+ /, '')}, ${time} UTC`;
}
