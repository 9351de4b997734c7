import type * as z from 'zod';
import type { Mistake } from './errors.ts';

type Issue = z.core.$ZodIssue;

/** What to do about a value, by its place and the record that holds it; undefined when nothing better is known than to correct it. */
export type Advise = (path: readonly PropertyKey[], value: unknown, holder: unknown) => string | undefined;

/**
 * Turns Zod's issues into mistakes that name the place, what was expected, what was found, and what to do.
 * @param advise asked where the check that failed gives no advice of its own.
 */
export function mistakesOf(
  error: z.ZodError,
  input: unknown,
  source: string,
  advise: Advise = () => undefined,
): Mistake[] {
  return error.issues.flatMap(issue => mistakesOfIssue(issue, input, source, advise));
}

/** A mistake that a check of ours found, with the value that stands at its path. */
export function mistakeAt(
  { path, expected, todo }: { path: readonly PropertyKey[]; expected: string; todo: string },
  input: unknown,
  source: string,
): Mistake {
  return { source, path: pathText(path), expected, found: show(valueAt(input, path)), todo };
}

function mistakesOfIssue(issue: Issue, input: unknown, source: string, advise: Advise): Mistake[] {
  const meant = meantOf(issue);
  if (meant) return meant.flatMap(inner => mistakesOfIssue(inner, input, source, advise));
  if (issue.code !== 'unrecognized_keys') {
    return [{ source, path: pathText(issue.path), ...explain(issue, input, advise) }];
  }
  return issue.keys.map(key => ({
    source,
    path: pathText([...issue.path, key]),
    expected: 'no such field',
    found: show(key),
    todo: 'remove it, or correct its spelling',
  }));
}

/**
 * The mistakes of the one form that the writer meant, where a field takes several forms: for a record with a wrong field, only that field.
 * That the record is not a text either would help nobody. Undefined if the input has none of the forms, or could be meant for several.
 */
function meantOf(issue: Issue): Issue[] | undefined {
  if (issue.code !== 'invalid_union') return undefined;
  const fitting = issue.errors.filter(form => !form.some(isOfAnotherForm));
  const [meant, ...others] = fitting;
  if (!meant || others.length > 0) return undefined;
  return meant.map(inner => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function isOfAnotherForm({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

function explain(issue: Issue, input: unknown, advise: Advise): Omit<Mistake, 'source' | 'path'> {
  const value = valueAt(input, issue.path);
  const found = show(issue.code === 'invalid_key' ? issue.path.at(-1) : value);
  if (value === undefined) {
    return { expected: expectation(issue), found: 'nothing', todo: 'add this field' };
  }
  const todo = advice(issue) ?? advise(issue.path, value, valueAt(input, issue.path.slice(0, -1)));
  return { expected: expectation(issue), found, todo: todo ?? 'correct the value' };
}

/** A check of ours may carry its own advice, as `params: { todo }`. */
function advice(issue: Issue): string | undefined {
  const todo = issue.code === 'custom' ? issue.params?.todo : undefined;
  return typeof todo === 'string' ? todo : undefined;
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeExpected(issue);
    case 'invalid_value':
      return issue.values.length === 1
        ? show(issue.values[0])
        : `one of ${issue.values.map(show).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `at least ${issue.minimum} ${issue.origin === 'string' ? 'characters' : 'entries'}`
        : `${issue.minimum} or more`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}`
        : `${issue.maximum} or less`;
    case 'invalid_key':
      return `as the name of the field: ${issue.issues.map(expectation).join('; ')}`;
    default:
      return issue.message;
  }
}

/** A schema may say in its own words what it expects, such as texts by language; Zod's are the default. */
function typeExpected({ expected, message }: Issue & { code: 'invalid_type' }): string {
  if (!message.startsWith('Invalid input')) return message;
  return expected === 'record' ? 'an object of values by name, such as { "name": … }' : expected;
}

/** Longer names are none of ours, and more than a message should hold. */
const nameAtMost = 60;

/** Writes a Zod path as people write JSON paths: `facts[2].attribution.who`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const name = within(nameAtMost, String(part));
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      value === null || value === undefined ? undefined : (value as Record<PropertyKey, unknown>)[part],
    input,
  );
}

function show(value: unknown): string {
  return within(80, written(value));
}

/** What is nested more deeply than the machine can follow has no text. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'a value that cannot be written, such as one nested too deeply';
  }
}

function within(length: number, text: string): string {
  return text.length > length ? `${text.slice(0, length - 3)}…` : text;
}

/** What a person wrote where a record should be, field by field, none of which need be there or have the right form. */
export type Loose = Readonly<Record<string, unknown>>;

/** A value as a record whose fields can be looked at, whatever it is: one without fields where it is none. So a check passes over what the schema reports. */
export function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}
