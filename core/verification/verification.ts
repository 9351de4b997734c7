import { counted } from '../foundation/counts.ts';
import type { TableLook } from './judge-table.ts';
import type { JudgedMonths } from './made/judge-months.ts';
import type { Making } from './made/making.ts';
import type { Finding } from './seen/finding.ts';
import type { TakenDownEdition } from './seen/taken-down-seen.ts';
import type { Today } from './warn-of-age.ts';

/** What a verification came to: what it looked at, what it could not look at, what is wrong. */
export type Verification = {
  publication: string;
  editions: number;
  /** The newest edition, and the SHA-256 of its manifest; null where there is none. */
  newest: { edition: string; number: number; manifest: string } | null;
  /** How many of each; `again` are pages, lists and data that were made again, and came out the same. */
  looked: {
    seals: number;
    files: number;
    receipts: number;
    records: number;
    captures: number;
    again: number;
  };
  /** What this look could not see, a sentence each. */
  notLooked: string[];
  /** What is no damage, and somebody should look at: that the newest edition is older than the schedule allows. */
  warnings: string[];
  /** Editions that are sealed and not listed yet: no damage, if they are new. */
  unfinished: string[];
  /** Editions of which files were taken down, whose hashes are known. */
  takenDown: TakenDownEdition[];
  findings: Finding[];
};

/** What a verification has beside what it looks at. */
export type VerifyContext = {
  /** Told after each edition, for progress. */
  onEdition?: (done: number, of: number) => void;
  /** The editions table, where there is one to compare with. */
  table?: TableLook | undefined;
  /** The time, by which it is told whether a newer edition is due; without it nobody looks. */
  today?: Today | undefined;
  /** What makes pages and lists again; without it they are known by their hashes alone. */
  making?: Making | undefined;
};

/** What of pages, lists and data is known by its hash alone, a sentence each. */
export function notMadeAgain({ notAgain, open }: JudgedMonths, isKnown: boolean): string[] {
  const why = isKnown
    ? 'they were made with other templates, words or another configuration than are here, or lack what they are made of'
    : 'the configuration is not known here';
  return [
    ...(notAgain > 0
      ? [
          `${counted(notAgain, 'page or list', 'pages and lists')}, other than by the hash that the month names (not re-rendered): ${why}`,
        ]
      : []),
    ...(open.length > 0
      ? [`whether what differs from its hash is what folding began and did not end: ${open.join(', ')}`]
      : []),
  ];
}

/** What of taking down nobody can see without the records. */
export const onlyMonthsSay = 'whether what the months say was taken down was: the records of it are not here';
