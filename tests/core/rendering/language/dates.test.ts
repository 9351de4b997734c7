import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../../core/foundation/instant.ts';
import { dateText, dayText, instantTexts, zoneText } from '../../../../core/rendering/language/dates.ts';
import { directionOf } from '../../../../core/rendering/language/runs.ts';
import { visibleText } from '../../../../core/rendering/language/visible-text.ts';

describe('dates', () => {
  it('are no more precise than what is known', () => {
    expect(dateText('2022', 'en-GB')).toBe('2022');
    expect(dateText('2022-10', 'en-GB')).toBe('October 2022');
    expect(dateText('2022-10-17', 'en-GB')).toBe('17 October 2022');
    expect(dateText('2022-10', 'zh-Hans')).toBe('2022年10月');
  });

  it('bear their weekday where they name an edition', () => {
    expect(dayText('2026-11-23', 'en-GB')).toBe('Monday 23 November 2026');
    expect(dayText('2026-11-23', 'en-US')).toBe('Monday November 23, 2026');
  });

  it('stand on the wall clock of the zone, midnight as 00', () => {
    const at = toInstant('2026-11-22T23:00:00Z');
    expect(instantTexts(at, 'en-GB', 'Europe/Brussels')).toEqual({
      day: 'Monday 23 November 2026',
      time: '00:00',
    });
    expect(instantTexts(at, 'zh-CN', 'Asia/Shanghai')).toEqual({
      day: '2026年11月23日星期一',
      time: '07:00',
    });
    expect(zoneText(at, 'en-GB', 'Europe/Brussels')).toBe('Central European Time');
    expect(zoneText(toInstant('2026-07-01T00:00:00Z'), 'en-GB', 'Europe/Brussels')).toBe(
      'Central European Time',
    );
  });
});

describe('the direction of a language', () => {
  it.each([
    ['en', 'ltr'],
    ['ar', 'rtl'],
    ['he-IL', 'rtl'],
    ['zh-Hans', 'ltr'],
    ['ug-Cyrl', 'ltr'],
    ['az-Arab', 'rtl'],
  ])('of %s is %s', (language, direction) => expect(directionOf(language)).toBe(direction));
});

describe('visible text', () => {
  it('keeps what belongs to letters and drops what only acts on others', () => {
    expect(visibleText('\u202Eevil\u202C')).toBe('evil');
    expect(visibleText('a\r\n\tb')).toBe('a b');
    expect(visibleText('a\u0007\u202Eb')).toBe('a b');
    expect(visibleText('👩‍🚀 क्‍ष')).toBe('👩‍🚀 क्‍ष');
    expect(visibleText('\ud83d')).toBe('\ufffd');
  });
});
