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
  scheduleSchema,
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

const anInstant = fc
  .integer({ min: Date.UTC(2020, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 })
  .map(seconds => toInstant(new Date(seconds * 1000).toISOString()));
const aTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${pad(h)}:${pad(m)}`);
const aSchedule: fc.Arbitrary<Schedule> = fc
  .tuple(aTime, fc.constantFrom(...zones))
  .chain(([at, timeZone]) =>
    fc.oneof(
      fc.constant({ every: 'day' as const, at, timeZone }),
      fc.constantFrom(...weekdays).map(on => ({ every: 'week' as const, on, at, timeZone })),
      fc
        .oneof(fc.integer({ min: 1, max: 28 }), fc.constant('last' as const))
        .map(on => ({ every: 'month' as const, on, at, timeZone })),
    ),
  )
  .filter(schedule => scheduleMistake(schedule, 'test', '').length === 0);

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

  it('refuses a local time that the spring change skips, and names the day', () => {
    const [mistake] = scheduleMistake(
      { every: 'day', at: '02:30', timeZone: 'Europe/Brussels' },
      'cdk.json',
      'schedule',
    );
    expect(mistake).toMatchObject({ path: 'schedule.at', found: expect.stringContaining('2020-03-29') });
    expect(scheduleMistake({ every: 'day', at: '03:00', timeZone: 'Europe/Brussels' }, '', '')).toEqual([]);
    expect(scheduleMistake({ every: 'day', at: '02:30', timeZone: 'Asia/Shanghai' }, '', '')).toEqual([]);
    expect(
      scheduleMistake({ every: 'day', at: '02:15', timeZone: 'Australia/Lord_Howe' }, '', ''),
    ).toHaveLength(1);
  });

  it('takes every zone of IANA as IANA spells it, and names that spelling to who writes another', () => {
    const read = (timeZone: string) => scheduleSchema.safeParse({ every: 'day', at: '07:00', timeZone });
    const known = Intl.supportedValuesOf('timeZone').filter(zone => zone.includes('/'));
    const links = ['UTC', 'Etc/UTC', 'Etc/GMT+5', 'Asia/Calcutta', 'Europe/Kyiv', 'US/Eastern'];
    expect(known.length).toBeGreaterThan(300);
    for (const zone of [...known, ...links]) expect(read(zone).success, zone).toBe(true);
    fc.assert(
      fc.property(fc.constantFrom(...known, ...links), fc.infiniteStream(fc.boolean()), (zone, upper) => {
        const other = Array.from(zone, letter =>
          upper.next().value ? letter.toUpperCase() : letter.toLowerCase(),
        ).join('');
        fc.pre(other !== zone);
        expect(read(other).error?.issues).toMatchObject([{ params: { todo: `write ${zone}` } }]);
      }),
    );
  });

  it.each([
    '',
    'Brussels',
    'Europe/Nowhere',
    '+01:00',
    'GMT',
    'EST',
    ' Europe/Brussels',
    'Europe/Brussels\n',
  ])('takes no schedule in %j', timeZone => {
    const { error } = scheduleSchema.safeParse({ every: 'day', at: '07:00', timeZone });
    expect(error?.issues).toMatchObject([
      { path: ['timeZone'], message: expect.stringContaining('IANA'), params: { todo: 'correct the value' } },
    ]);
  });

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
