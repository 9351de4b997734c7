import * as z from 'zod';
import { addressMistake } from '../foundation/web-address.ts';

/** A letter or digit that can be seen; some letters are blank, such as the Hangul fillers. */
const visibleLetter = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u;

/**
 * Text that a reader sees: no control or bidirectional override characters, which could forge what stands around it, and
 * something to be seen, as a claim by nobody about nothing has no source.
 */
export const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(
      /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u,
      'one line of text, without control or direction characters',
    )
    .refine(value => value.trim() === value, 'no white space at the ends')
    .refine(value => value.trim() === '' || visibleLetter.test(value), {
      error: 'at least one letter or digit that can be seen',
      params: { todo: 'write the text, or leave the field out if it may be left out' },
    });

/** A date as precise as it is known: a year, a month or a day. */
export const partialDate = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, {
    error: 'a date as precise as it is known: 2022, 2022-10 or 2022-10-17',
    abort: true,
  })
  .refine(isOnCalendar, 'a day or month that the calendar has');

/** A whole day, such as `2026-11-23`. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'a day such as 2026-11-23', abort: true })
  .refine(isOnCalendar, 'a day that the calendar has');

/** A link that readers may follow: nothing but https, and nothing that rendering would refuse (see `addressMistake`). */
export const httpsUrl = z
  .string()
  .max(2000, { abort: true })
  .superRefine((value, context) => {
    const mistake = addressMistake(value);
    if (!mistake) return;
    const { expected, todo } = mistake;
    context.addIssue({ code: 'custom', message: expected, params: { todo } });
  })
  .meta({ format: 'uri', pattern: '^https://[^\\s"<>]+$' });

/** A language tag such as `en`, `zh-Hans` or `pt-BR`. */
export const language = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/,
    'a language tag (BCP 47) such as en or zh-Hans',
  );

const places = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** Codes that Unicode keeps for programs: no place at all, and invented ones. */
const noPlaces = new Set(['ZZ', 'XA', 'XB', 'QO']);

/** A country code (ISO 3166) that names a place of today. */
export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: 'a country code (ISO 3166) such as CN', abort: true })
  .superRefine((code, context) => {
    const today = new Intl.Locale(`und-${code}`).region;
    if (today === code && !noPlaces.has(code) && places.of(code) !== undefined) return;
    const todo =
      today === undefined || today === code
        ? 'use the code of a country'
        : `use ${today}, for ${places.of(today)}`;
    context.addIssue({
      code: 'custom',
      message: 'a country code (ISO 3166) that names a place',
      params: { todo },
    });
  });

/** A SHA-256 as `hash.ts` writes it. */
export const sha256Digits = z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits');

function isOnCalendar(value: string): boolean {
  const parsed = new Date(`${value}${'-01-01'.slice(0, 10 - value.length)}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}
