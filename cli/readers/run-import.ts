import { type Instant, secondsBetween } from '../../core/foundation/instant.ts';
import type { Identified } from '../../core/readers/admission/import-people.ts';
import { ProgressBar } from '../../local/terminal/progress-bar.ts';
import { peopleOf, type Survey, type TableOfPeople } from './table-of-people.ts';

/** How people of a table are looked at and written, some at a time; both answer what comes, or came, of each. */
export type Work<Said, Fate extends string> = {
  look(people: readonly Identified<Said>[]): Promise<Fate[]>;
  write(people: readonly Identified<Said>[]): Promise<Fate[]>;
  /** When somebody agreed, where that is of interest: of those to whom one of these is to happen. */
  agreedAt?(said: Said): Instant;
  changes: readonly Fate[];
};

/** How many of whom; and of those that are to be changed: how many in each publication, and how old their agreements are. */
export type Tally = {
  fates: Map<string, number>;
  publications: Map<string, number>;
  ages: { oldest: Instant; youngest: Instant; overAYear: number; overTwoYears: number } | null;
};

type Row = { publication: string; address: string };

/** Looks at, or writes, everybody of a table. Of people it holds some at a time. */
export async function goThrough<Said extends Row, Fate extends string>(
  table: TableOfPeople<Said>,
  survey: Survey,
  work: Work<Said, Fate>,
  how: 'look' | 'write',
): Promise<Tally> {
  const tally: Tally = { fates: new Map(), publications: new Map(), ages: null };
  const bar = new ProgressBar(how === 'look' ? 'Looking' : 'Writing', survey.best.size);
  let done = 0;
  try {
    for await (const people of peopleOf(table, survey)) {
      const fates = await work[how](people);
      for (const [index, person] of people.entries()) {
        const fate = fates[index];
        if (fate === undefined) continue;
        add(tally.fates, fate);
        if (!work.changes.includes(fate)) continue;
        add(tally.publications, person.publication);
        const at = work.agreedAt?.(person);
        if (at !== undefined) tally.ages = agedBy(tally.ages, at, table.terms.now);
      }
      done += people.length;
      bar.show(done);
    }
  } finally {
    bar.clear();
  }
  return tally;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const yearInSeconds = 365.25 * 24 * 3600;

function agedBy(ages: Tally['ages'], at: Instant, now: Instant): NonNullable<Tally['ages']> {
  const { oldest, youngest, overAYear, overTwoYears } = ages ?? {
    ...{ oldest: at, youngest: at, overAYear: 0, overTwoYears: 0 },
  };
  const years = secondsBetween(at, now) / yearInSeconds;
  return {
    oldest: at < oldest ? at : oldest,
    youngest: at > youngest ? at : youngest,
    overAYear: overAYear + Number(years > 1),
    overTwoYears: overTwoYears + Number(years > 2),
  };
}
