import { flag, wholeNumber } from '../../local/terminal/options.ts';
import type { Program } from '../../local/terminal/read-options.ts';

/** What `npm run bench:age` was asked for. */
export type AgeOptions = {
  /** How many editions the archive is to have in the end. */
  editions: number;
  json: boolean;
};

/** Editions from the eleventh on are young: those before them have too little behind them. */
export const youngFrom = 11;
/** So many editions are measured when the archive is young, and as many when it is old. */
export const measured = 30;

const editionsAtLeast = youngFrom - 1 + 2 * measured;
const editionsAtMost = 20_000;
const initial = 1_000;

/** `npm run bench:age`, as its help describes it. */
export const ageProgram: Program<AgeOptions> = {
  command: 'npm run bench:age',
  about: [
    `Publishes a made-up weekly for years on the embedded cloud, with the functions as they are deployed, and compares what its last ${measured} editions cost with what editions ${youngFrom} to ${youngFrom + measured - 1} did: calls, and bytes that went to and fro. The same for a sweep with nothing to do, and for courant status.`,
    'Keeps everything in a temporary folder, and removes it.',
    'Exit codes: 1 when something costs more with age, 2 when what was asked for cannot be done.',
  ],
  options: {
    editions: wholeNumber(
      `publish N editions (${editionsAtLeast} to ${editionsAtMost}); ${initial} unless given`,
      {
        least: editionsAtLeast,
        most: editionsAtMost,
        initial,
      },
    ),
    json: flag('print JSON'),
  },
  elsewhere: 'TMPDIR names it',
  examples: ['npm run bench:age', 'npm run bench:age -- --editions 200'],
};
