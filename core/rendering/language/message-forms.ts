import * as z from 'zod';
import { placeholdersOf } from './wording.ts';

/** A message that must have exactly these placeholders: a missing one would silently drop what readers need. */
export function message(...names: string[]) {
  const wanted = [...names].sort().join(', ');
  const expected = wanted === '' ? 'a text without placeholders' : `a text with the placeholders ${wanted}`;
  return z
    .string()
    .min(1)
    .refine(text => placeholdersOf(text).join(', ') === wanted, expected);
}

/** Plural forms; the number may be left out of a form ("a fact") but not of `other`. */
export function plural(...names: string[]) {
  const form = message(...names).optional();
  return z.strictObject({
    zero: form,
    one: form,
    two: form,
    few: form,
    many: form,
    other: message(...names),
  });
}

/** A message that says the same whatever it is about. */
export const plain = message();

/** A locale that this Node knows. */
export const locale = z.string().refine(isLocale, 'a locale such as en-GB');

function isLocale(text: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(text).length === 1;
  } catch {
    return false;
  }
}
