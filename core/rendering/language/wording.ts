import { CourantError } from '../../foundation/errors.ts';

/** A message in the forms that a language's plurals need; `other` is always there. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

const placeholder = /\{([a-z]+)\}/gi;

/** Names of the placeholders of a message, each once, in alphabetical order: `According to {who}` has `who`. */
export function placeholdersOf(message: string): string[] {
  return [...new Set([...message.matchAll(placeholder)].map(match => match[1] ?? ''))].sort();
}

/**
 * Puts values into a message. Values are never searched for placeholders themselves, so that a fact may hold braces.
 * @throws MissingValueError when the message has a placeholder that no value is given for.
 */
export function fill(message: string, values: Readonly<Record<string, string>>): string {
  return pieces(message, values).join('');
}

/**
 * A message cut at its placeholders, a value in the place of each.
 * @throws MissingValueError when the message has a placeholder that no value is given for.
 */
export function pieces<Value>(message: string, values: Readonly<Record<string, Value>>): (string | Value)[] {
  // Every second piece is the name of a placeholder, as the pattern captures it.
  return message
    .split(placeholder)
    .map((piece, index) => (index % 2 === 0 ? piece : givenFor(piece, message, values)));
}

function givenFor<Value>(name: string, message: string, values: Readonly<Record<string, Value>>): Value {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new MissingValueError(message, name, Object.keys(values));
  return value;
}

/** A text as it stands between quotation marks of ours: its own become the inner ones, in English and in Chinese. */
export function inQuotes(text: string): string {
  return text.replaceAll('“', '‘').replaceAll('”', '’');
}

/** Chooses the form that a language uses for `n` things and puts the number in, written as the locale writes it. */
export function fillPlural(forms: Plural, n: number, locale: string): string {
  const form = forms[new Intl.PluralRules(locale).select(n)] ?? forms.other;
  return fill(form, { n: new Intl.NumberFormat(locale).format(n) });
}

/** A message has a placeholder that the code does not fill. */
export class MissingValueError extends CourantError {
  constructor(message: string, name: string, known: readonly string[]) {
    super(
      `message "${message}": {${name}} has no value. Expected one of ${known.map(word => `{${word}}`).join(', ')}; ` +
        'correct the message under templates/messages/.',
    );
  }
}
