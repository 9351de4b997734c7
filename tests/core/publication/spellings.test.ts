import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../core/foundation/errors.ts';
import { parseConfiguration } from '../../../core/publication/configuration.ts';
import { logRetentions } from '../../../core/publication/settings.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';

const week = { every: 'week', on: 'monday', at: '07:00', timeZone: 'Europe/Brussels' };
const month = { ...week, every: 'month', on: 1 };
const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** What to do about each mistake of a configuration with these fields, by its path below the publication or the settings. */
function advice(publication: object, settings: object = {}): Record<string, string> {
  const [first] = aConfiguration().publications;
  const input = { ...aConfiguration(), publications: [{ ...first, ...publication }], settings };
  try {
    parseConfiguration(input, 'cdk.json');
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return Object.fromEntries(
      error.mistakes.map(({ path, todo }) => [
        path.replace(/^(publications\[0\]|settings)\.(schedule\.)?/, ''),
        todo,
      ]),
    );
  }
  return {};
}

const inAnyCase = (...texts: string[]) => fc.mixedCase(fc.constantFrom(...texts));

describe('what a person would try', () => {
  it('is answered for every field of a schedule at once', () => {
    expect(
      advice({
        schedule: { every: 'weekly', on: 'Monday', at: '7:00', timeZone: 'brussels' },
        language: 'EN',
      }),
    ).toEqual({
      every: 'write "week"',
      on: 'write "monday"',
      at: 'write "07:00"',
      timeZone: 'write Europe/Brussels',
      language: 'write "en"',
    });
  });

  it('hides no field that a schedule does not have', () => {
    expect(advice({ schedule: { ...week, at: '7:00', hour: 7 } })).toEqual({
      at: 'write "07:00"',
      hour: 'remove it, or correct its spelling',
    });
    expect(advice({ schedule: { ...week, every: 'day' } })).toEqual({ on: 'remove it' });
    expect(advice({ schedule: { ...week, every: 'daily', at: '7:00' } })).toEqual({
      every: 'write "day"',
      on: 'remove it',
      at: 'write "07:00"',
    });
  });

  it.each([
    ['day', ['daily', 'days', 'every day', 'Day ']],
    ['week', ['weekly', 'weeks', 'every week', 'each week', 'Week ']],
    ['month', ['monthly', 'months', 'every month', 'Month ']],
  ])('for every %s', (period, tried) => {
    fc.assert(
      fc.property(inAnyCase(...tried), every => {
        expect(advice({ schedule: { ...week, every } }).every).toBe(`write "${period}"`);
      }),
    );
  });

  it('for a day of the week: any case, shortened to two letters or more, or in the plural', () => {
    const tried = fc
      .constantFrom(...names)
      .chain(day =>
        fc
          .tuple(
            fc.mixedCase(
              fc.oneof(
                fc.integer({ min: 2, max: day.length }).map(length => day.slice(0, length)),
                fc.constant(`${day}s`),
                fc.constant(`${day.slice(0, 3)}.`),
              ),
            ),
            fc.constantFrom('', ' '),
          )
          .map(([on, space]) => ({ day, on: on + space })),
      )
      .filter(({ day, on }) => day !== on);
    fc.assert(
      fc.property(tried, ({ day, on }) => {
        expect(advice({ schedule: { ...week, on } })).toEqual({ on: `write "${day}"` });
      }),
    );
  });

  it('for a day of the month: what some months lack is their last, and a number stands without quotation marks', () => {
    for (const on of [29, 30, 31, '29', '31', '31st', 'end', 'Last', 'last day', 'end of month', 'L', -1])
      expect(advice({ schedule: { ...month, on } }), String(on)).toEqual({ on: 'write "last"' });
    for (const [on, day] of [
      ['1', 1],
      ['1st', 1],
      ['the 2nd', 2],
      ['15th', 15],
      ['28', 28],
      ['15.', 15],
    ] as const)
      expect(advice({ schedule: { ...month, on } }), on).toEqual({ on: `write ${day}` });
    for (const on of [0, 32, 1.5, 'monday', null, [], true])
      expect(advice({ schedule: { ...month, on } }), String(on)).toEqual({ on: 'correct the value' });
    expect(advice({ schedule: { ...month, on: undefined } })).toEqual({ on: 'add this field' });
    expect(advice({ schedule: { ...week, on: 31 } })).toEqual({ on: 'correct the value' });
  });

  it('for a time, with any sign or none, with seconds, or on a clock of twelve hours', () => {
    const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(clock, fc.nat({ max: 8 }), ([hour, minute], style) => {
        const m = String(minute).padStart(2, '0');
        const h = String(hour).padStart(2, '0');
        const twelve = `${hour % 12 || 12}`;
        const half = hour < 12 ? 'am' : 'PM';
        const tried = [
          `${h}.${m}`,
          `${h}${m}`,
          `${h}:${m}:00`,
          `${h}h${m}`,
          `${twelve}:${m}${half}`,
          `${twelve}.${m} ${half}`,
          `${twelve}:${m} ${half[0]}.m.`,
          `${hour}:${m} `,
          `${hour}：${m}`,
        ][style];
        expect(advice({ schedule: { ...week, at: tried } }), tried).toEqual({ at: `write "${h}:${m}"` });
      }),
    );
    for (const at of ['7', 7, '7am', '7 a.m.', '07h', '700', '7h00'])
      expect(advice({ schedule: { ...week, at } }), String(at)).toEqual({ at: 'write "07:00"' });
    expect(advice({ schedule: { ...week, at: 'noon' } })).toEqual({ at: 'write "12:00"' });
    for (const at of ['24:00', '7:60', '13pm', '0am', '12345', 'morning', '', null, -1])
      expect(advice({ schedule: { ...week, at } }), String(at)).toEqual({ at: 'correct the value' });
  });

  it.each([
    [
      'zh-Hans',
      ['zh', 'ZH', 'zh-CN', 'zh_CN', 'zh-hans', 'zh-Hans-CN', 'cmn', 'Chinese', 'Simplified Chinese'],
    ],
    ['en', ['EN', 'en-US', 'en_GB', 'eng', 'English', 'en ']],
  ])('for the language %s', (tag, tried) => {
    for (const language of tried)
      expect(advice({ language }), language).toEqual({ language: `write "${tag}"` });
  });

  it.each(['zh-TW', 'zh-Hant', 'fr', '', 'a b', 7])('does not take %j for another language', language => {
    expect(advice({ language })).toEqual({ language: 'correct the value' });
  });

  it('for the days that logs are kept: the nearest that CloudWatch takes, the longer of two', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 12_000 }), fc.boolean(), (days, quoted) => {
        const taken = (logRetentions as readonly number[]).includes(days);
        const told = advice({}, { logRetentionDays: quoted ? String(days) : days }).logRetentionDays;
        if (taken && !quoted) {
          expect(told).toBeUndefined();
          return;
        }
        const written = Number(told?.replace('write ', ''));
        const distance = Math.abs(written - days);
        for (const other of logRetentions)
          expect(
            Math.abs(other - days) > distance || (Math.abs(other - days) === distance && other <= written),
          ).toBe(true);
      }),
    );
    expect(advice({}, { logRetentionDays: 'never' })).toEqual({ logRetentionDays: 'write 9999' });
    expect(advice({}, { logRetentionDays: null })).toEqual({ logRetentionDays: 'correct the value' });
  });
});
