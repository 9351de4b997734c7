import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { Mistake } from '../foundation/errors.ts';
import { type Instant, toInstant } from '../foundation/instant.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a local time such as 07:00');
/** The scheduler is told the zone as it is written, and is not known to read any other spelling. */
const timeZone = z.string().superRefine((zone, context) => {
  const spelled = ianaSpelling(zone);
  if (zone === spelled) return;
  const todo = spelled === undefined ? 'correct the value' : `write ${spelled}`;
  const message = 'an IANA time zone such as Europe/Brussels, spelled as IANA does';
  context.addIssue({ code: 'custom', message, params: { todo } });
});

/** When a publication appears: local wall-clock time in a named zone. */
export const scheduleSchema = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day'), at: time, timeZone }),
  z.strictObject({ every: z.literal('week'), on: z.enum(weekdays), at: time, timeZone }),
  z.strictObject({
    every: z.literal('month'),
    on: z.union([z.int().min(1).max(28), z.literal('last')], 'a day from 1 to 28, or "last"'),
    at: time,
    timeZone,
  }),
]);
/** When a publication appears. */
export type Schedule = z.infer<typeof scheduleSchema>;

/**
 * A local time that is skipped on some day of the zone (the spring hour) would be an edition without a time.
 * Transitions of the years 2020 to 2040 are looked at: zone rules further ahead are guesses anyway.
 */
export function scheduleMistake(schedule: Schedule, source: string, path: string): Mistake[] {
  const day = firstDayWithout(schedule);
  if (!day) return [];
  return [
    {
      source,
      path: `${path}.at`,
      expected: `a local time that every day has in ${schedule.timeZone}`,
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

/** A zone's name in IANA's capitals; undefined for what is no named zone, such as an offset. */
function ianaSpelling(zone: string): string | undefined {
  try {
    const { timeZoneId } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return timeZoneId.includes('/') || timeZoneId === 'UTC' ? timeZoneId : undefined;
  } catch {
    return undefined;
  }
}

function firstDayWithout({ at, timeZone: zone }: Schedule): string | undefined {
  let transition = Temporal.PlainDate.from('2020-01-01').toZonedDateTime(zone).getTimeZoneTransition('next');
  while (transition && transition.year <= 2040) {
    for (const day of [transition.toPlainDate().subtract({ days: 1 }), transition.toPlainDate()]) {
      const moved = day.toZonedDateTime({ timeZone: zone, plainTime: at });
      if (moved.toPlainTime().toString().slice(0, 5) !== at || !moved.toPlainDate().equals(day))
        return day.toString();
    }
    transition = transition.getTimeZoneTransition('next');
  }
  return undefined;
}
