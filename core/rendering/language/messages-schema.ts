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
    joint: plain,
    webVersion: plain,
    leave: plain,
    archive: plain,
    skip: plain,
    contents: plain,
    inBrief: plain,
    corrections: plain,
    daysAhead: plain,
    views: plain,
    right: plain,
    said: plain,
    source: plain,
    sources: plain,
    about: plain,
    method: plain,
    dates: plain,
    numbers: plain,
    primarySource: plain,
    files: plain,
    fileDigest: plain,
    fileManifest: plain,
    forwarded: plain,
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
    named: z.strictObject({
      said: message('who'),
      reported: message('who'),
      background: message('who'),
      other: message('who'),
    }),
    own: z.strictObject({
      said: message('source'),
      reported: message('source'),
      background: message('source'),
      thought: message('source'),
      other: message('source'),
    }),
    unnamed: message('source', 'who'),
    unclear: message('source'),
    alone: z.strictObject({ unnamed: message('who'), unclear: plain }),
    nobodyNamed: plain,
    whoUnclear: plain,
    on: message('said', 'date'),
    in: message('said', 'date'),
    elsewhere: z.strictObject({
      named: message('who'),
      'the article itself': plain,
      unnamed: message('who'),
      unclear: plain,
    }),
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
    onlySource: message('publisher'),
    coversSince: message('from', 'to', 'zone'),
    coversAll: message('to', 'zone'),
    empty: plain,
    onlyCorrections: plain,
    forecasts: plain,
    views: plain,
  }),
  older: z.strictObject({
    caveat: message('what'),
    only: message('publisher', 'date'),
    onlyTells: message('publisher'),
    item: message('source', 'date'),
    tells: message('source'),
    letters: message('letters'),
  }),
  fact: z.strictObject({
    before: message('labels'),
    foreign: message('language'),
    source: message('letter'),
    onlySource: plain,
    also: message('sources'),
    alsoWho: message('source', 'who'),
    alsoAbove: message('numbers'),
    above: message('numbers'),
    quoted: message('text'),
    late: plain,
    updates: message('number'),
    updatesFrom: message('number', 'label'),
    sameAs: message('number'),
    instrument: message('text'),
    citation: message('text'),
    places: message('text'),
    happened: z.strictObject({ on: message('date'), in: message('date') }),
    dated: message('date'),
    remark: message('remark', 'by'),
    inferred: message('date'),
    because: message('date', 'because'),
    ground: message('because'),
    whom: message('who'),
  }),
  corrections: z.strictObject({
    correction: plain,
    retraction: plain,
    joint: plain,
    where: message('number', 'edition'),
    corrected: message('edition'),
    since: message('edition'),
    whose: message('publisher', 'number'),
    was: message('text'),
    gone: message('text'),
    wasSaid: message('text'),
    more: plain,
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
    gap: plural('n'),
    ground: message('numbers', 'because'),
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
    head: message('title', 'number'),
    first: message('subject', 'lead'),
    next: message('subject', 'lead'),
    labelled: message('label', 'text'),
    corrections: plural('n'),
    empty: plain,
    emptyUntil: message('date'),
  }),
  preheader: z.strictObject({
    leading: message('label', 'text'),
    counts: message('facts', 'sources'),
    leadAndCounts: message('lead', 'counts'),
    retracted: message('text'),
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
