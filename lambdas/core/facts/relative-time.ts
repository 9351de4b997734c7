import type { Mistake } from '../errors.ts';

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
 * Finds words in an English statement that mean another time to whoever reads it later, such as "this week" or "on Sunday",
 * in the order of the text. A weekday with its date is none, nor is a name such as "Black Friday".
 */
export function relativeTimeWords(statement: string): string[] {
  return patterns
    .flatMap(pattern => [...statement.matchAll(pattern)])
    .sort((a, b) => a.index - b.index)
    .map(match => match[0].replace(/^[.!?:] /, ''));
}

/**
 * Finds such words wherever words of ours are in English, by language tag or plain. Takes whatever a person wrote, so that
 * other mistakes hide none of these.
 */
export function relativeTimeMistakes(words: unknown, source: string, path: string): Mistake[] {
  return englishOf(words).flatMap(([language, text]) =>
    relativeTimeWords(text).map(found => ({
      source,
      path: language === '' ? path : `${path}.${language}`,
      expected: 'no words whose meaning depends on the day on which they are read',
      found: JSON.stringify(found),
      todo: 'write the date as far as it is known, or name the event instead',
    })),
  );
}

/** With the language tag; empty for plain text, which is English. */
function englishOf(words: unknown): [string, string][] {
  if (typeof words === 'string') return [['', words]];
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).filter(
    (entry): entry is [string, string] => /^en(-|$)/.test(entry[0]) && typeof entry[1] === 'string',
  );
}
