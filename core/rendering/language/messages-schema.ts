import * as z from 'zod';
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

/** The messages of one language: none missing, none unknown, each with exactly the placeholders that the code fills. */
export const messagesSchema = z.strictObject({
  locale: z.string().refine(isLocale, 'a locale such as en-GB'),
  direction: z.enum(['ltr', 'rtl']),
  words: z.strictObject({
    webVersion: plain,
    leave: plain,
    leaveOnce: plain,
    archive: plain,
    contents: plain,
    inBrief: plain,
    corrections: plain,
    daysAhead: plain,
    views: plain,
    viewsNote: plain,
    right: plain,
    sources: plain,
    about: plain,
    method: plain,
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
    named: message('number', 'date'),
    instant: message('day', 'time'),
    next: message('date'),
    facts: plural('n'),
    sources: plural('n'),
    minutes: plural('n'),
    summary: message('facts', 'sources', 'minutes'),
    coversSince: message('from', 'to', 'zone'),
    coversAll: message('to', 'zone'),
    coversFirst: message('from', 'to', 'zone'),
    coversLess: message('from', 'to', 'zone', 'end'),
    empty: plain,
    onlyCorrections: plain,
  }),
  older: z.strictObject({ heading: plain, note: plural(), item: message('letter', 'publisher', 'date') }),
  fact: z.strictObject({
    credit: message('who', 'source'),
    source: message('letter', 'publisher'),
    also: message('sources'),
    alsoWho: message('source', 'who'),
    quoted: message('text'),
    late: plain,
    follows: message('number'),
    sameAs: message('number'),
    instrument: message('text'),
    citation: message('text'),
    places: message('text'),
    occurred: message('text'),
    remark: message('remark', 'by'),
    inferred: message('date', 'because'),
  }),
  corrections: z.strictObject({
    correction: plain,
    retraction: plain,
    where: message('edition'),
    corrected: message('edition', 'later'),
    since: message('edition'),
    whose: message('publisher', 'number'),
    stands: message('publisher', 'others'),
    day: message('date', 'what'),
    withdrawn: plain,
    reason: message('reason'),
  }),
  more: z.strictObject({
    of: z.strictObject({
      facts: plural('n'),
      corrections: plural('n'),
      daysAhead: plural('n'),
      sources: plural('n'),
    }),
    onWeb: message('count'),
    inText: message('count'),
    web: plain,
    shortenedOnWeb: message('shown', 'all', 'left', 'web'),
    shortenedInText: message('shown', 'all', 'left'),
  }),
  source: z.strictObject({
    original: message('title'),
    noLink: plain,
    link: plain,
    published: message('date'),
    retrieved: message('date'),
    capture: message('hash'),
  }),
  about: z.strictObject({
    late: plural('n'),
    noneLate: plain,
    gap: plural('n'),
    previous: message('number'),
    first: plain,
  }),
  foot: z.strictObject({
    why: message('title', 'since'),
    whyPage: message('title'),
    error: message('address'),
    errorSubject: message('title', 'number'),
  }),
  subject: z.strictObject({
    numbered: message('headline', 'number'),
    titled: message('headline', 'title', 'number'),
    labelled: message('label', 'text'),
    nobody: z.strictObject({ unnamed: plain, unclear: plain }),
    nobodys: z.strictObject({ unnamed: message('label'), unclear: message('label') }),
    now: message('was', 'is'),
    both: message('first', 'second'),
    corrected: message('text', 'number'),
    to: message('text', 'number'),
    details: message('text', 'number'),
    withdrawn: message('text', 'number'),
    day: message('date', 'text'),
    labelledDay: message('date', 'label', 'text'),
    quiet: z.strictObject({
      day: plain,
      week: plain,
      month: plain,
      between: message('from', 'to'),
      first: plain,
    }),
  }),
  preheader: z.strictObject({
    counts: message('facts', 'sources'),
    joined: message('first', 'second'),
    reason: message('text'),
    empty: message('date'),
  }),
  banner: z.strictObject({
    heading: plain,
    correction: message('number', 'edition'),
    retraction: message('number', 'edition'),
    correctionOf: message('publisher', 'number', 'edition'),
    retractionOf: message('publisher', 'number', 'edition'),
  }),
  archivePage: z.strictObject({
    heading: message('title'),
    editions: plural('n'),
    kept: plain,
    former: plain,
    feeds: plain,
    feedAtom: plain,
    feedJson: plain,
    data: plain,
    dataFile: plain,
  }),
  leavePage: z.strictObject({
    ask: z.strictObject({ ...pageText, heading: message('title'), button: plain }),
    left: z.strictObject({ ...pageText, heading: message('title') }),
    unknown: z.strictObject(pageText),
    contact: message('address'),
  }),
});

function isLocale(text: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(text).length === 1;
  } catch {
    return false;
  }
}
