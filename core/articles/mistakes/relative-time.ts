import type { Mistake } from '../../foundation/errors.ts';
import { loose } from '../../foundation/mistakes.ts';
import { chineseRelativeTime } from './chinese-relative-time.ts';

const unit = '(?:days?|weeks?|weekends?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies))';
/** What may stand between "the next" and "years". */
const amount =
  '(?:\\d[\\d.,]*(?:[–-]\\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty|' +
  'hundred|an?|few|several|couple|or|to|and|of|half|full|calendar|financial|fiscal|working)';
const month = '(?:January|February|March|April|May|June|July|August|September|October|November|December)';
const weekday = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
/** What makes a weekday one day for ever, `Sunday 16 October 2022`, or part of a name. */
const fixed = `(?!,? (?:the )?(?:\\d|${month})| (?:Times|Telegraph|Mirror|Express|Mail|Post|Herald)\\b)`;

const patterns = [
  /\b(?:yesterday|tomorrow|tonight|nowadays|recently|lately)\b/i,
  // Capitalised in the middle of a sentence it is a name, such as a newspaper's.
  /\btoday\b/,
  /(?:^|[.!?:] )Today\b/,
  new RegExp(
    `\\b(?:this|last|next|coming|past|previous|current|recent) (?:${amount} ){0,5}${unit}(?![\\w-])`,
    'i',
  ),
  new RegExp(`\\b(?:this|last|next) (?:${month}|spring|summer|autumn|winter)\\b(?! \\d)`, 'i'),
  new RegExp(`\\b${unit} ago\\b`, 'i'),
  new RegExp(
    `\\b(?:on|by|since|until|till|before|after|from|this|last|next|of|in) (?:the |early |late )?${weekday}\\b${fixed}`,
    'i',
  ),
  new RegExp(`^${weekday}\\b${fixed}`),
].map(({ source, flags }) => new RegExp(source, `${flags}g`));

/**
 * Finds words in a statement that mean another time to a later reader, such as "this week" or 去年, in the order of the
 * text. A weekday with its date does not count, nor does a name such as "Black Friday".
 * @param language tag of the statement: English and Chinese are understood; in any other language nothing is found.
 */
export function relativeTimeWords(statement: string, language = 'en'): string[] {
  const find = finders.find(({ languages }) => languages.test(language))?.find ?? (() => []);
  return find(statement)
    .sort((a, b) => a.index - b.index)
    .map(({ words }) => words);
}

const finders = [
  { languages: /^en(-|$)/, find: englishRelativeTime },
  { languages: /^zh(-|$)/, find: chineseRelativeTime },
];

function englishRelativeTime(text: string): { index: number; words: string }[] {
  return patterns
    .flatMap(pattern => [...text.matchAll(pattern)])
    .map(match => ({ index: match.index, words: match[0].replace(/^[.!?:] /, '') }));
}

/**
 * Finds words such as "this week" in an editor's words: by language tag, or plain, which is English. Takes whatever a person wrote, so
 * that other mistakes hide none of these.
 */
export function relativeTimeMistakes(words: unknown, source: string, path: string): Mistake[] {
  return textsOf(words, path).flatMap(([place, text, language]) =>
    relativeTimeWords(text, language).map(found => ({
      source,
      path: place,
      expected: 'no words whose meaning depends on the day on which they are read',
      found: JSON.stringify(found),
      todo: 'write the date as far as it is known, or name the event instead',
    })),
  );
}

/** Finds words such as "this week" in all of an editor's words in a fact: statement, headline, what its dates are, the remark why it matters. */
export function relativeTimeMistakesIn(fact: unknown, source: string, path: string): Mistake[] {
  const { statement, short, dates, why } = loose(fact);
  const days = Array.isArray(dates) ? dates : [];
  return [
    ...relativeTimeMistakes(statement, source, `${path}.statement`),
    ...relativeTimeMistakes(short, source, `${path}.short`),
    ...days.flatMap((day: unknown, index) =>
      relativeTimeMistakes(loose(day).what, source, `${path}.dates[${index}].what`),
    ),
    ...relativeTimeMistakes(loose(why).remark, source, `${path}.why.remark`),
  ];
}

/** Each with its place and its language. */
function textsOf(words: unknown, path: string): [string, string, string?][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([language, text]) =>
    typeof text === 'string' ? [[`${path}.${language}`, text, language] as [string, string, string]] : [],
  );
}
