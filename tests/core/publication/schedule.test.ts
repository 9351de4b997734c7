import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, toInstant } from '../../../core/foundation/instant.ts';
import {
  cronExpression,
  describeSchedule,
  localDate,
  occurrenceAfter,
  occurrenceAtOrBefore,
  type Schedule,
  scheduleMistake,
} from '../../../core/publication/schedule.ts';

const zones = [
  'UTC',
  'Europe/Brussels',
  'America/New_York',
  'Asia/Shanghai',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
];
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Before all instants of these tests. */
const start = toInstant('2019-12-31T00:00:00Z');
const anInstant = fc
  .integer({ min: Date.UTC(2020, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 })
  .map(seconds => toInstant(new Date(seconds * 1000).toISOString()));
const aTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${pad(h)}:${pad(m)}`);
/** A schedule without its time and zone. */
const aDay = fc.oneof(
  fc.constant({ every: 'day' as const }),
  fc.constantFrom(...weekdays).map(on => ({ every: 'week' as const, on })),
  fc
    .oneof(fc.integer({ min: 1, max: 28 }), fc.constant('last' as const))
    .map(on => ({ every: 'month' as const, on })),
);
const aSchedule: fc.Arbitrary<Schedule> = fc
  .tuple(aDay, aTime, fc.constantFrom(...zones))
  .map(([days, at, timeZone]) => ({ ...days, at, timeZone }))
  .filter(schedule => scheduleMistake(schedule, start, 'test', '').length === 0);

describe('schedule', () => {
  it('agrees with an independent calculation, in every zone, across changes of the clocks', () => {
    fc.assert(
      fc.property(aSchedule, anInstant, (schedule, instant) => {
        expect(occurrenceAtOrBefore(schedule, instant)).toBe(searchBackwards(schedule, instant));
      }),
      { numRuns: 150 },
    );
  });

  it('has no occurrence between one and the next, and none at the same time twice', () => {
    fc.assert(
      fc.property(aSchedule, anInstant, (schedule, instant) => {
        const next = occurrenceAfter(schedule, instant);
        expect(next > instant).toBe(true);
        const before = toInstant(new Date(Date.parse(next) - 1000).toISOString());
        expect(occurrenceAtOrBefore(schedule, before) <= instant).toBe(true);
        expect(occurrenceAtOrBefore(schedule, next)).toBe(next);
      }),
    );
  });

  it('keeps the local time when the clocks change', () => {
    const schedule: Schedule = { every: 'week', on: 'monday', at: '07:00', timeZone: 'Europe/Brussels' };
    expect(occurrenceAtOrBefore(schedule, '2026-10-24T00:00:00Z' as Instant)).toBe('2026-10-19T05:00:00Z');
    expect(occurrenceAfter(schedule, '2026-10-24T00:00:00Z' as Instant)).toBe('2026-10-26T06:00:00Z');
  });

  it('refuses a local time that one of its own days to come lacks, and names the day', () => {
    const lacking = (schedule: object, now = '2026-11-29T12:00:00Z') =>
      scheduleMistake(
        { every: 'day', at: '02:30', timeZone: 'Europe/Brussels', ...schedule } as Schedule,
        toInstant(now),
        'cdk.json',
        'schedule',
      ).map(({ path, found }) => `${path} ${found.match(/\d{4}-\d\d-\d\d/)}`);
    expect(lacking({})).toEqual(['schedule.at 2027-03-28']);
    expect(lacking({}, '2027-03-28T00:00:00Z')).toEqual(['schedule.at 2027-03-28']);
    // The clocks have gone forward at 01:00 UTC; the time that stands in for the one that the day lacks is still to come, then not.
    expect(lacking({}, '2027-03-28T01:10:00Z')).toEqual(['schedule.at 2027-03-28']);
    expect(lacking({}, '2027-03-28T01:30:00Z')).toEqual(['schedule.at 2028-03-26']);
    expect(lacking({ at: '03:00' })).toEqual([]);
    expect(lacking({ at: '02:00' })).toEqual(['schedule.at 2027-03-28']);
    expect(lacking({ at: '02:15', timeZone: 'Australia/Lord_Howe' })).toHaveLength(1);
    // The clocks go forward on Sundays.
    expect(lacking({ every: 'week', on: 'monday' })).toEqual([]);
    expect(lacking({ every: 'week', on: 'sunday' })).toEqual(['schedule.at 2027-03-28']);
    // The last Sunday of March is never before the 25th.
    expect(lacking({ every: 'month', on: 24 })).toEqual([]);
    expect(lacking({ every: 'month', on: 25 })).toEqual(['schedule.at 2029-03-25']);
    expect(lacking({ every: 'month', on: 28 })).toEqual(['schedule.at 2027-03-28']);
    expect(lacking({ every: 'month', on: 'last' })).toEqual(['schedule.at 2030-03-31']);
    // Where the clocks change no more, what they did in the past does not count.
    expect(lacking({ timeZone: 'America/Mexico_City' })).toEqual([]);
    expect(lacking({ timeZone: 'America/Mexico_City' }, '2021-01-01T00:00:00Z')).toEqual([
      'schedule.at 2021-04-04',
    ]);
    // Cairo skips the first hour of a Friday; Samoa once skipped a whole day.
    expect(lacking({ every: 'week', on: 'friday', at: '00:30', timeZone: 'Africa/Cairo' })).toHaveLength(1);
    expect(lacking({ every: 'week', on: 'thursday', at: '00:30', timeZone: 'Africa/Cairo' })).toEqual([]);
    expect(lacking({ at: '12:00', timeZone: 'Pacific/Apia' }, '2011-12-29T12:00:00Z')).toEqual([
      'schedule.at 2011-12-30',
    ]);
  });

  it('says nothing of the hour exactly if every occurrence in the years to come has its local time', () => {
    const shifting = [
      'Europe/Brussels',
      'Africa/Cairo',
      'Australia/Lord_Howe',
      'America/Havana',
      'America/Nuuk',
    ];
    const zoned = fc.constantFrom(...shifting, 'America/Mexico_City', 'Africa/Casablanca', 'Asia/Gaza');
    const nightly = fc.tuple(fc.constantFrom(0, 1, 2, 3, 22, 23), fc.constantFrom(0, 15, 30));
    const now = toInstant('2026-11-29T12:00:00Z');
    fc.assert(
      fc.property(zoned, nightly, aDay, (timeZone, [hour, minute], days) => {
        const schedule = { ...days, at: `${pad(hour)}:${pad(minute)}`, timeZone } as Schedule;
        const accepted = scheduleMistake(schedule, now, 'cdk.json', 'schedule').length === 0;
        expect(accepted).toBe(keepsItsTime(schedule, now));
      }),
      { numRuns: 40 },
    );
  }, 300_000);

  it('names editions by the local date, not the UTC one', () => {
    expect(localDate('2026-11-22T23:30:00Z' as Instant, 'Asia/Shanghai')).toBe('2026-11-23');
    expect(localDate('2026-11-23T03:30:00Z' as Instant, 'America/New_York')).toBe('2026-11-22');
  });

  it('writes the cron expression that EventBridge Scheduler reads', () => {
    const at = { at: '07:05', timeZone: 'UTC' };
    expect(cronExpression({ every: 'day', ...at })).toBe('cron(5 7 * * ? *)');
    expect(cronExpression({ every: 'week', on: 'sunday', ...at })).toBe('cron(5 7 ? * SUN *)');
    expect(cronExpression({ every: 'month', on: 28, ...at })).toBe('cron(5 7 28 * ? *)');
    expect(cronExpression({ every: 'month', on: 'last', ...at })).toBe('cron(5 7 L * ? *)');
  });

  it('describes itself in words', () => {
    expect(describeSchedule({ every: 'week', on: 'monday', at: '07:00', timeZone: 'Europe/Brussels' })).toBe(
      'every week on Monday at 07:00 (Europe/Brussels)',
    );
  });
});

/** Whether every occurrence of twenty years has the local time of the schedule, asking Intl (not Temporal) for it. */
function keepsItsTime(schedule: Schedule, now: Instant): boolean {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: schedule.timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
  });
  const end = toInstant('2046-11-29T12:00:00Z');
  for (let time = occurrenceAfter(schedule, now); time <= end; time = occurrenceAfter(schedule, time))
    if (format.format(Date.parse(time)) !== schedule.at) return false;
  return true;
}

/** By trial: minute after minute backwards, asking Intl (not Temporal) for the local time. */
function searchBackwards(schedule: Schedule, instant: Instant): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: schedule.timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'long',
  });
  const local = (time: number) =>
    Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value.toLowerCase()]));
  const fits = (time: number) => {
    const parts = local(time);
    if (`${parts.hour}:${parts.minute}` !== schedule.at) return false;
    if (schedule.every === 'week') return parts.weekday === schedule.on;
    if (schedule.every === 'month' && schedule.on === 'last')
      return local(time + 36 * 3600e3).month !== parts.month && Number(parts.day) >= 28 && isLastDay(parts);
    return schedule.every === 'day' || Number(parts.day) === schedule.on;
  };
  const minute = 60_000;
  let time = Math.floor(Date.parse(instant) / minute) * minute;
  while (!fits(time)) time -= jump(local(time), schedule.at);
  // The hour that comes twice: the earlier one counts, unless only the later lies before the instant and is not the occurrence.
  for (const back of [30, 60])
    if (fits(time - back * minute)) return new Date(time - back * minute).toISOString().replace('.000', '');
  return new Date(time).toISOString().replace('.000', '');
}

/** Minutes backwards to the local time of the schedule or, from there, half an hour: coarse steps that skip no occurrence. */
function jump(parts: Record<string, string>, at: string): number {
  const behind =
    Number(parts.hour) * 60 + Number(parts.minute) - (Number(at.slice(0, 2)) * 60 + Number(at.slice(3)));
  const minutes = ((behind % 1440) + 1440) % 1440;
  return (minutes > 120 ? minutes - 90 : 1) * 60_000;
}

function isLastDay(parts: Record<string, string>): boolean {
  return new Date(Date.UTC(Number(parts.year), Number(parts.month), 0)).getUTCDate() === Number(parts.day);
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
