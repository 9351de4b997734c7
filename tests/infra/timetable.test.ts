import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../core/foundation/instant.ts';
import { occurrenceAfter, type Schedule } from '../../core/publication/schedule.ts';
import { examplePublication, exampleTemplate } from './example-app.ts';
import { readable, resources } from './readable.ts';

const schedules: Schedule[] = [
  { every: 'week', on: 'monday', at: '07:00', timeZone: 'Europe/Brussels' },
  { every: 'day', at: '18:45', timeZone: 'Asia/Shanghai' },
  { every: 'month', on: 'last', at: '06:05', timeZone: 'America/New_York' },
];
const publications = schedules.map((schedule, index) => ({
  ...examplePublication,
  id: `publication-${index}`,
  schedule,
}));
const template = exampleTemplate({ publications });
const found = [...resources(template, 'AWS::Scheduler::Schedule')]
  .filter(([id]) => id.startsWith('Timetable'))
  .map(([, { Properties }]) => Properties);

describe('the timetable', () => {
  it('has other names than that of a stack and a publication that join to the same words', () => {
    const names = (stackName: string, id: string) =>
      [
        ...resources(
          exampleTemplate({ stackName, publications: [{ ...examplePublication, id }] }),
          'AWS::Scheduler::Schedule',
        ).values(),
      ].map(({ Properties }) => Properties.Name);
    const all = [...names('courant', 'next-weekly'), ...names('courant-next', 'weekly')];
    expect(new Set(all).size).toBe(4);
    expect(new Set([...names('courant', 'sweep')]).size).toBe(2);
  });

  it('has one schedule a publication, in its own zone, at the exact minute', () => {
    expect(
      found.map(schedule => [
        schedule.Name,
        schedule.ScheduleExpression,
        schedule.ScheduleExpressionTimezone,
      ]),
    ).toEqual([
      ['courant_publication-0', 'cron(0 7 ? * MON *)', 'Europe/Brussels'],
      ['courant_publication-1', 'cron(45 18 * * ? *)', 'Asia/Shanghai'],
      ['courant_publication-2', 'cron(5 6 L * ? *)', 'America/New_York'],
    ]);
    for (const schedule of found) {
      expect(schedule.FlexibleTimeWindow).toEqual({ Mode: 'OFF' });
      expect(schedule.State).toBe('ENABLED');
    }
  });

  it('tells publish which publication, and the time that was scheduled rather than the time it is', () => {
    expect(found.map(({ Target }) => JSON.parse(Target.Input))).toEqual(
      publications.map(({ id }) => ({ publication: id, scheduledTime: '<aws.scheduler.scheduled-time>' })),
    );
  });

  it('starts publish under a role of its own, tries again for an hour, and puts aside what it cannot start', () => {
    for (const { Target } of found) {
      expect(readable(Target.Arn)).toBe('<PublishpublishFunction.Arn>');
      expect(readable(Target.RoleArn)).toBe('<TimetableRole.Arn>');
      expect(Target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 3 });
      expect(readable(Target.DeadLetterConfig.Arn)).toBe('<FailedRuns.Arn>');
    }
  });
});

describe('the cron expression', () => {
  it('names the local minute, hour and weekday of the occurrences that are reckoned with', () => {
    const weekly = schedules[0] as Schedule & { every: 'week' };
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2034-01-01'), noInvalidDate: true }),
        date => {
          const next = occurrenceAfter(weekly, toInstant(date.toISOString()));
          const parts = new Intl.DateTimeFormat('en-GB', {
            timeZone: weekly.timeZone,
            weekday: 'short',
            hour: '2-digit',
            minute: '2-digit',
          }).format(new Date(next));
          expect(parts).toMatch(/^Mon,? 07:00$/);
        },
      ),
    );
  });
});
