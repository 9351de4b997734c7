import * as z from 'zod';
import { InvalidInputError } from '../errors.ts';
import { mistakesOf } from '../mistakes.ts';
import { placeholdersOf } from './wording.ts';

const plain = message();

/** A message that must have exactly these placeholders: a missing one would silently drop what readers need. */
function message(...names: string[]) {
  const wanted = [...names].sort().join(', ');
  const expected = wanted === '' ? 'a text without placeholders' : `a text with the placeholders ${wanted}`;
  return z
    .string()
    .min(1)
    .refine(text => placeholdersOf(text).join(', ') === wanted, expected);
}

/** Plural forms; the number may be left out of a form ("a fact") but not of `other`. */
function plural(...names: string[]) {
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

const label = z.strictObject({ text: plain, inSubject: plain.nullable() });
const pageText = { heading: plain, text: plain };

const messagesSchema = z.strictObject({
  locale: z.string().refine(isLocale, 'a locale such as en-GB'),
  direction: z.enum(['ltr', 'rtl']),
  words: z.strictObject({
    webVersion: plain,
    leave: plain,
    leaveOnce: plain,
    archive: plain,
    inBrief: plain,
    views: plain,
    viewsNote: plain,
    empty: plain,
    sources: plain,
    about: plain,
    method: plain,
    late: plain,
    noLink: plain,
    primarySource: plain,
    files: plain,
    fileDigest: plain,
    fileManifest: plain,
  }),
  labels: z.strictObject({
    proposed: label,
    final: label,
    'in force': label,
    suspended: label,
    revoked: label,
    measure: label,
    planned: label,
    said: label,
    reported: label,
    expected: label,
    view: label,
    background: label,
  }),
  attribution: z.strictObject({
    named: message('who'),
    'the article itself': plain,
    unnamed: message('who'),
    unclear: message('who'),
  }),
  articleTypes: z.strictObject({
    commentary: plain,
    news: plain,
    official: plain,
    research: plain,
    company: plain,
    other: plain,
  }),
  edition: z.strictObject({
    number: message('number'),
    facts: plural('n'),
    sources: plural('n'),
    minutes: plural('n'),
    summary: message('facts', 'sources', 'minutes'),
    coversSince: message('from', 'to', 'zone'),
    coversAll: message('to', 'zone'),
  }),
  older: z.strictObject({ heading: plain, note: plural(), item: message('letter', 'publisher', 'date') }),
  fact: z.strictObject({
    source: message('letter'),
    instrument: message('text'),
    citation: message('text'),
    places: message('text'),
    occurred: message('text'),
    remark: message('remark', 'by'),
    inferred: message('date', 'because'),
  }),
  source: z.strictObject({
    published: message('date'),
    retrieved: message('date'),
    capture: message('hash'),
  }),
  about: z.strictObject({
    late: plural('n'),
    noneLate: plain,
    previous: message('number'),
    first: plain,
  }),
  foot: z.strictObject({
    why: message('title'),
    whyPage: message('title'),
    error: message('address'),
    errorSubject: message('title', 'number'),
  }),
  subject: z.strictObject({
    head: message('title', 'number'),
    labelled: message('label', 'text'),
    empty: plain,
  }),
  preheader: z.strictObject({ leading: message('label', 'text'), empty: plain }),
  archivePage: z.strictObject({
    heading: message('title'),
    editions: plural('n'),
    kept: plain,
    feeds: plain,
    feedAtom: plain,
    feedJson: plain,
    data: plain,
    dataFile: plain,
  }),
  banner: z.strictObject({
    heading: plain,
    correction: message('number', 'edition', 'date'),
    retraction: message('number', 'edition', 'date'),
  }),
  leavePage: z.strictObject({
    ask: z.strictObject({ ...pageText, heading: message('title'), button: plain }),
    left: z.strictObject({ ...pageText, heading: message('title') }),
    unknown: z.strictObject(pageText),
    contact: message('address'),
  }),
});

/** Every word that readers see and that is not a fact, in one language. */
export type Messages = z.infer<typeof messagesSchema>;

/**
 * Checks the messages of one language: none missing, none unknown, each with exactly the placeholders that the code fills.
 * @param source where they were read, such as `templates/messages/en.json`.
 * @throws InvalidInputError with every mistake at once.
 */
export function parseMessages(input: unknown, source: string): Messages {
  const result = messagesSchema.safeParse(input);
  if (!result.success) throw new InvalidInputError('The messages', mistakesOf(result.error, input, source));
  return result.data;
}

/**
 * The messages of a language out of the template sources.
 * @param sources path below `templates/` ▸ text.
 * @throws InvalidInputError when the language has no file, the file is no JSON, or a message is wrong.
 */
export function messagesFrom(sources: Readonly<Record<string, string>>, language: string): Messages {
  const path = `messages/${language}.json`;
  const text = sources[path];
  const place = { source: `templates/${path}`, path: '' };
  if (text === undefined) {
    const todo = `translate templates/messages/en.json into templates/${path}`;
    const mistake = { ...place, expected: `the messages in "${language}"`, found: 'no such file', todo };
    throw new InvalidInputError('The messages', [mistake]);
  }
  return parseMessages(jsonOf(text, place), place.source);
}

function jsonOf(text: string, place: { source: string; path: string }): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const mistake = { ...place, expected: 'JSON', found: String(error), todo: 'correct the file' };
    throw new InvalidInputError('The messages', [mistake]);
  }
}

function isLocale(text: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(text).length === 1;
  } catch {
    return false;
  }
}
