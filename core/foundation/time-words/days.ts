import { Temporal } from 'temporal-polyfill';
import { type Instant, secondsBetween } from '../instant.ts';
import { roughDurationText } from './durations.ts';

/** A point in time as people of a zone say it, for the terminal and for mail to the operator, in English. */

/** Days by name are understood up to this far; the seventh would have the name of today. */
const namedWithinDays = 6;

/**
 * The day of a point in time, as people of the zone say it: `today`, `tomorrow`, `yesterday`, `on Monday` within six days, before or after;
 * then `on Monday 30 November`, with the year where it is another one than now.
 */
export function dayText(then: Instant, now: Instant, timeZone: string): string {
  const day = localDay(then, timeZone);
  const today = localDay(now, timeZone);
  const away = daysFrom(today, day);
  if (away === 0) return 'today';
  if (Math.abs(away) === 1) return away === 1 ? 'tomorrow' : 'yesterday';
  const name = day.toLocaleString('en', { weekday: 'long' });
  if (Math.abs(away) <= namedWithinDays) return `on ${name}`;
  const year = day.year === today.year ? '' : ` ${day.year}`;
  return `on ${name} ${day.day} ${day.toLocaleString('en', { month: 'long' })}${year}`;
}

/** Day and time on the zone's clocks: `on Monday at 07:00`, `today at 15:12`. */
export function dayAndTimeText(then: Instant, now: Instant, timeZone: string): string {
  return `${dayText(then, now, timeZone)} at ${clockText(then, timeZone)}`;
}

/** The time on the zone's clocks, such as `07:00`; `07:00 UTC` where no people's clocks are meant. Seconds are cut off. */
export function clockText(then: Instant, timeZone: string): string {
  const time = Temporal.Instant.from(then).toZonedDateTimeISO(timeZone).toPlainTime();
  return `${time.toString().slice(0, 5)}${timeZone === 'UTC' ? ' UTC' : ''}`;
}

/** Both, as a sentence tells them: `on Monday at 07:00, in 3 days`; `today at 07:00, 10 minutes ago`. Without the latter if it is now. */
export function whenText(then: Instant, now: Instant, timeZone: string): string {
  const away = then === now ? '' : `, ${awayText(then, now, timeZone)}`;
  return `${dayAndTimeText(then, now, timeZone)}${away}`;
}

/** From so many hours on people count days, not hours. */
const countedInDaysFromHours = 48;

/**
 * How far away a point in time is: `now`, `in 40 seconds`, `in 1 hour 20 minutes`, `5 hours ago`; from 48 hours on in days of the zone's
 * calendar, as `in 3 days` from Friday noon is Monday, early or late, and whatever the clocks do on the way.
 */
export function awayText(then: Instant, now: Instant, timeZone: string): string {
  const seconds = secondsBetween(now, then);
  if (seconds === 0) return 'now';
  const away = Math.abs(seconds);
  const days = Math.abs(daysFrom(localDay(now, timeZone), localDay(then, timeZone)));
  const text = away >= countedInDaysFromHours * 3600 ? `${days} days` : roughDurationText(away);
  return seconds > 0 ? `in ${text}` : `${text} ago`;
}

function localDay(instant: Instant, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate();
}

function daysFrom(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  return from.until(to, { largestUnit: 'days' }).days;
}
