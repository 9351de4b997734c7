/** Controls, and the characters that turn the direction of what stands around them, which could forge a line. */
const unseen = /[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/**
 * One line of text that shows what it holds: each run of controls becomes a space, a half of a surrogate pair becomes
 * U+FFFD, direction overrides disappear. Joiners stay, which emoji and Indic scripts need.
 */
export function visibleText(text: string): string {
  return visiblePart(text).trim();
}

/** `visibleText` of a part of a line: white space at its ends may be the joint to its neighbours, and stays. */
export function visiblePart(text: string): string {
  return text.toWellFormed().replace(unseen, run => (/\s|\p{Cc}/u.test(run) ? ' ' : ''));
}

/** Applies `visiblePart` to every string of a value made of objects and arrays; the keys stay. */
export function visibleStrings<Value>(value: Value): Value {
  return cleaned(value) as Value;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return visiblePart(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleaned(inner)]));
}
