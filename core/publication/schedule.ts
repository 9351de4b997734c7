import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { Mistake } from '../foundation/errors.ts';
import { type Instant, toInstant } from '../foundation/instant.ts';
import { meantPeriod, periods, weekdays } from './calendar-words.ts';
import { timeZone } from './time-zones.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a local time such as 07:00');
const onWeek = z.enum(weekdays);
const onMonth = z.union([z.int().min(1).max(28), z.literal('last')]);

/** What is no record at all has no fields that could contradict each other. */
function isRecord({ value }: { value: unknown }): boolean {
  return typeof value === 'object' && value !== null;
}

/** Reads each field by itself, so that a wrong one hides no other. */
const fieldsSchema = z
  .strictObject({ every: z.enum(periods), on: z.unknown().optional(), at: time, timeZone })
  .refine(({ every, on }) => meantPeriod(every) !== 'week' || onWeek.safeParse(on).success, {
    path: ['on'],
    error: 'a day from "monday" to "sunday"',
    when: isRecord,
  })
  .refine(({ every, on }) => meantPeriod(every) !== 'month' || onMonth.safeParse(on).success, {
    path: ['on'],
    error: 'a day from 1 to 28, or "last"',
    when: isRecord,
  })
  .refine(({ every, on }) => meantPeriod(every) !== 'day' || on === undefined, {
    path: ['on'],
    error: 'no such field beside "every": "day"',
    params: { todo: 'remove it' },
    when: isRecord,
  });

/** When a publication appears: local wall-clock time in a named zone. */
export const scheduleSchema = fieldsSchema.pipe(
  z.discriminatedUnion('every', [
    z.strictObject({ every: z.literal('day'), at: z.string(), timeZone: z.string() }),
    z.strictObject({ every: z.literal('week'), on: onWeek, at: z.string(), timeZone: z.string() }),
    z.strictObject({ every: z.literal('month'), on: onMonth, at: z.string(), timeZone: z.string() }),
  ]),
);
/** When a publication appears. */
export type Schedule = z.infer<typeof scheduleSchema>;

/** Rules of zones further ahead are guesses. */
const yearsAhead = 20;

/**
 * A local time that one of the schedule's own days lacks (the spring hour) would be an edition without a time. Days from now on count,
 * for twenty years.
 */
export function scheduleMistake(schedule: Schedule, now: Instant, source: string, path: string): Mistake[] {
  const day = firstDayWithout(schedule, now);
  if (!day) return [];
  return [
    {
      source,
      path: `${path}.at`,
      expected: `a local time that each day of the schedule has in ${schedule.timeZone}`,
      found: `"${schedule.at}", which ${day} lacks when the clocks go forward`,
      todo: 'choose a time outside the hour that the clocks skip, such as 07:00',
    },
  ];
}

/** The latest occurrence at or before the instant. */
export function occurrenceAtOrBefore(schedule: Schedule, instant: Instant): Instant {
  let day = localDay(schedule, instant);
  while (!matches(schedule, day) || occurrenceOn(schedule, day) > instant) day = day.subtract({ days: 1 });
  return occurrenceOn(schedule, day);
}

/**
 * The first occurrence after the instant.
 *
 * @example
 * const schedule = { every: 'week', on: 'monday', at: '07:00', timeZone: 'Europe/Brussels' } as const;
 * occurrenceAfter(schedule, toInstant('2026-11-20T12:00:00Z')); // 2026-11-23T06:00:00Z
 */
export function occurrenceAfter(schedule: Schedule, instant: Instant): Instant {
  let day = localDay(schedule, instant);
  while (!matches(schedule, day) || occurrenceOn(schedule, day) <= instant) day = day.add({ days: 1 });
  return occurrenceOn(schedule, day);
}

/** The occurrence on a local day, such as `2026-11-23`; undefined if that is no day of the schedule. */
export function occurrenceOnDay(schedule: Schedule, day: string): Instant | undefined {
  const date = Temporal.PlainDate.from(day);
  return matches(schedule, date) ? occurrenceOn(schedule, date) : undefined;
}

/** The local calendar date of an instant in a zone, such as `2026-11-23`: the name of an edition. */
export function localDate(instant: Instant, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The schedule as EventBridge Scheduler's cron expression; the zone is passed beside it. */
export function cronExpression(schedule: Schedule): string {
  const [hour, minute] = schedule.at.split(':').map(Number);
  const clock = `${minute} ${hour}`;
  if (schedule.every === 'day') return `cron(${clock} * * ? *)`;
  if (schedule.every === 'week') return `cron(${clock} ? * ${schedule.on.slice(0, 3).toUpperCase()} *)`;
  return `cron(${clock} ${schedule.on === 'last' ? 'L' : schedule.on} * ? *)`;
}

/**
 * How the names of a stack's schedules in EventBridge Scheduler begin, each before the publication's id. With a sign that neither has: a
 * stack `a-b` and a publication `c` are not a stack `a` and a publication `b-c`.
 */
export function scheduleNamePrefix(stackName: string): string {
  return `${stackName}_`;
}

/** The schedule in words, for operators: `every week on Monday at 07:00 (Europe/Brussels)`. */
export function describeSchedule(schedule: Schedule): string {
  const place = `at ${schedule.at} (${schedule.timeZone})`;
  if (schedule.every === 'day') return `every day ${place}`;
  if (schedule.every === 'week')
    return `every week on ${schedule.on[0]?.toUpperCase()}${schedule.on.slice(1)} ${place}`;
  return schedule.on === 'last'
    ? `on the last day of every month ${place}`
    : `on day ${schedule.on} of every month ${place}`;
}

function matches(schedule: Schedule, day: Temporal.PlainDate): boolean {
  if (schedule.every === 'day') return true;
  if (schedule.every === 'week') return weekdays[day.dayOfWeek - 1] === schedule.on;
  return day.day === (schedule.on === 'last' ? day.daysInMonth : schedule.on);
}

/** In the hour that comes twice in autumn the first one counts. */
function occurrenceOn(schedule: Schedule, day: Temporal.PlainDate): Instant {
  const local = day.toZonedDateTime({ timeZone: schedule.timeZone, plainTime: schedule.at });
  return toInstant(local.toInstant().toString());
}

/** The local day that the instant falls on. */
function localDay(schedule: Schedule, instant: Instant): Temporal.PlainDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(schedule.timeZone).toPlainDate();
}

/** Only around a change of the clocks can a day lack a time: the day on which it happens, or the one before, if it skips midnight. */
function firstDayWithout(schedule: Schedule, now: Instant): string | undefined {
  const { at, timeZone: zone } = schedule;
  const start = Temporal.Instant.from(now).toZonedDateTimeISO(zone);
  const end = start.add({ years: yearsAhead }).toPlainDate();
  for (const date of changeDays(start.subtract({ days: 1 }), end)) {
    for (const day of [date.subtract({ days: 1 }), date]) {
      const moved = day.toZonedDateTime({ timeZone: zone, plainTime: at });
      if (Temporal.ZonedDateTime.compare(moved, start) <= 0 || !matches(schedule, day)) continue;
      if (moved.toPlainTime().toString().slice(0, 5) !== at || !moved.toPlainDate().equals(day))
        return day.toString();
    }
  }
  return undefined;
}

function* changeDays(start: Temporal.ZonedDateTime, end: Temporal.PlainDate): Generator<Temporal.PlainDate> {
  let change = start.getTimeZoneTransition('next');
  while (change && Temporal.PlainDate.compare(change.toPlainDate(), end) <= 0) {
    yield change.toPlainDate();
    change = change.getTimeZoneTransition('next');
  }
}
