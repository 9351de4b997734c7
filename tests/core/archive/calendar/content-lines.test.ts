import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { calendarText, contentLines } from '../../../../core/archive/calendar/content-lines.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom(
      '\\',
      ';',
      ',',
      ':',
      '"',
      '\n',
      '\r',
      'n',
      'N',
      ' ',
      '\t',
      '\u0000',
      '\u0085',
      '中',
      '😀',
      '\ud800',
      'a',
    ),
    maxLength: 300,
  }),
);
/** What a calendar can hold of a text. */
const holdable = (given: string) =>
  given
    .toWellFormed()
    .replace(/\r\n|\r/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ');

describe('lines of a calendar', () => {
  it('hold any text, which an independent parser reads as it was', () => {
    fc.assert(
      fc.property(text, given => {
        const lines = contentLines([
          { name: 'BEGIN', value: 'VEVENT' },
          { name: 'SUMMARY', parameters: { LANGUAGE: 'en' }, value: calendarText(given) },
          { name: 'END', value: 'VEVENT' },
        ]);
        const component = new ICAL.Component(ICAL.parse(lines));
        expect(component.getFirstPropertyValue('summary')).toBe(holdable(given));
      }),
    );
  });

  it('are at most 75 octets long, end in CRLF, and cut no character', () => {
    fc.assert(
      fc.property(text, given => {
        const lines = contentLines([{ name: 'SUMMARY', value: calendarText(given) }]);
        expect(lines.endsWith('\r\n')).toBe(true);
        const each = lines.slice(0, -2).split('\r\n');
        for (const line of each) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
          expect(line.isWellFormed()).toBe(true);
        }
        for (const line of each.slice(1)) expect(line.startsWith(' ')).toBe(true);
        expect(each.map((line, index) => (index === 0 ? line : line.slice(1))).join('')).toBe(
          `SUMMARY:${calendarText(given)}`,
        );
      }),
    );
  });

  it('quote a parameter that would end early, and let none end a line', () => {
    const line = contentLines([{ name: 'X', parameters: { A: 'a;b:"c"\r\n' }, value: 'v' }]);
    expect(line).toBe('X;A="a;b: c   ":v\r\n');
  });
});
