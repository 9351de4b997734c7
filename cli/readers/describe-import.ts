import { counted } from '../../core/foundation/counts.ts';
import { labelled } from '../program/layout.ts';
import type { Tally } from './run-import.ts';
import type { InvalidRow, Survey } from './table-of-people.ts';

/** So many rows with mistakes are shown; of the others there is a count. */
export const invalidShown = 20;

/** What is said of each thing that may come of somebody, before it is done and after. */
export type FateWords = Readonly<Record<string, readonly [label: string, before: string, after: string]>>;

/** How people who are to be readers fare. */
export const peopleWords: FateWords = {
  new: ['New', 'become readers', 'became readers'],
  again: ['Back', 'had ended, and agreed after that', 'are readers again: they agreed after they had ended'],
  known: ['Known', 'read it already: nothing changes', 'read it already: nothing was changed'],
  left: ['Left', 'left, and did not agree after that: they stay away', 'left: they stay away'],
  bounced: ['Bounced', 'their mail came back: they stay away', 'their mail came back: they stay away'],
  complained: ['Complained', 'complained about the mail: they stay away', 'complained: they stay away'],
  erased: [
    'Erased',
    'were erased at their wish, and did not agree after that: they stay away',
    'were erased: they stay away',
  ],
};

/** How people fare who left an older tool. */
export const optOutWords: FateWords = {
  noted: [
    'Noted',
    'never read it here; no later import brings them back',
    'no later import brings them back',
  ],
  leaves: ['Leave', 'read it here, and get no more mail', 'got mail until now, and get no more'],
  stays: ['Stay', 'agreed after they had left: they stay', 'agreed after they had left: they stay'],
  known: ['Known', 'had ended here too', 'had ended here too'],
};

const leftOutWords: Readonly<Record<string, string>> = {
  'another publication': 'of another publication: left out',
  'not active': 'not active by their state: left out; --ended takes them',
  active: 'active by their state: left out',
};

/** What a first reading and a look at everybody say, in lines: nothing is written yet. */
export function surveyLines(
  name: string,
  survey: Survey,
  { fates, ages }: Tally,
  words: FateWords,
): string[] {
  const count = (label: string, number: number, text: string) =>
    number === 0 ? [] : [labelled(label, `${number.toLocaleString('en').padStart(7)}  ${text}`)];
  return [
    `${name}: ${counted(survey.rows, 'row')}`,
    ...Object.entries(words).flatMap(([fate, [label, before]]) => count(label, fates.get(fate) ?? 0, before)),
    ...count('Doubles', survey.doubles, 'the same person once more: the latest date counts'),
    ...[...survey.leftOut].flatMap(([why, number]) => count('Left out', number, leftOutWords[why] ?? why)),
    ...count('Invalid', survey.invalid, 'cannot be taken'),
    ...(ages
      ? [
          labelled('Agreed', `between ${ages.oldest} and ${ages.youngest}`),
          labelled(
            '',
            `${counted(ages.overAYear, 'of them', 'of them')} more than a year ago, ${ages.overTwoYears.toLocaleString('en')} more than two`,
          ),
        ]
      : []),
    ...(survey.ignored.length > 0
      ? [labelled('Not read', `columns ${survey.ignored.map(each => JSON.stringify(each)).join(', ')}`)]
      : []),
  ];
}

/** What was done, in lines. */
export function doneLines({ fates }: Tally, words: FateWords): string[] {
  return Object.entries(words).flatMap(([fate, [label, , after]]) => {
    const number = fates.get(fate) ?? 0;
    return number === 0 ? [] : [labelled(label, `${number.toLocaleString('en').padStart(7)}  ${after}`)];
  });
}

/** A row that cannot be taken, in lines. */
export function invalidLines({ line, faults }: InvalidRow): string[] {
  return faults.map(
    ({ column, expected, found }) => `line ${line}: ${column}: expected ${expected}; found ${found}`,
  );
}

/** A survey for programs. */
export function surveyObject(
  survey: Survey,
  { fates, ages, publications }: Tally,
  words: FateWords,
): Record<string, unknown> {
  const { rows, invalid, doubles, ignored, leftOut } = survey;
  return {
    rows,
    ...Object.fromEntries(Object.keys(words).map(fate => [fate, fates.get(fate) ?? 0])),
    ...{ doubles, invalid, leftOut: Object.fromEntries(leftOut) },
    ...{ ignored, publications: Object.fromEntries(publications), ages },
  };
}
