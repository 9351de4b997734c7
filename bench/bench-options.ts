import { flag, text, wholeNumber } from '../local/terminal/options.ts';
import type { Program } from '../local/terminal/read-options.ts';

/** What `npm run bench` was asked for. */
export type BenchOptions = {
  /** A folder of the archive with one edition; null takes the made-up one. */
  edition: string | null;
  rounds: number;
  /** Processor time that each contender is measured for in a round. */
  milliseconds: number;
  json: boolean;
};

const roundsAtMost = 1_000;
const millisecondsAtMost = 10_000;
const defaults = { rounds: 9, milliseconds: 300 };

/** `npm run bench`, as its help describes it. */
export const benchProgram: Program<BenchOptions> = {
  command: 'npm run bench',
  about: [
    'Measures how fast messages are made, side by side with the code that people usually write. Sends nothing.',
    'Exit codes: 1 when a bar is not met, 2 when what was asked for cannot be done.',
  ],
  options: {
    edition: text(
      'DIR',
      'measure an edition of the archive instead of the made-up one: a folder with manifest.json, message.eml, digest.html and digest.txt',
      { expected: 'a folder of the archive', todo: 'name one that holds an edition' },
    ),
    rounds: wholeNumber(
      `measure in N alternating rounds (1 to ${roundsAtMost}); ${defaults.rounds} unless given`,
      { least: 1, most: roundsAtMost, initial: defaults.rounds },
    ),
    milliseconds: wholeNumber(
      `processor time for each contender in a round (1 to ${millisecondsAtMost}); ${defaults.milliseconds} unless given`,
      { least: 1, most: millisecondsAtMost, initial: defaults.milliseconds },
    ),
    json: flag('print the figures as JSON'),
  },
  elsewhere: '--edition names it',
  examples: ['npm run bench', 'npm run bench -- --rounds 3 --json'],
};
