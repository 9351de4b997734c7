import { flag, wholeNumber } from '../../local/terminal/options.ts';
import type { Program } from '../../local/terminal/read-options.ts';

/** What `npm run bench:load` was asked for. */
export type LoadOptions = {
  readers: number;
  sliceSize: number;
  /** Without the smaller audience to compare with. */
  alone: boolean;
  json: boolean;
};

/** The audience that a larger one's memory is compared with. */
export const baselineReaders = 1000;

const readersAtMost = 1_000_000;
/** As the settings of a publication have it. */
const sliceSizeAtMost = 1000;
const defaults = { readers: 10_000, sliceSize: 100 };

/** `npm run bench:load`, as its help describes it. */
export const loadProgram: Program<LoadOptions> = {
  command: 'npm run bench:load',
  about: [
    'Publishes to made-up readers on the embedded cloud, with the functions as they are deployed, each in a process of its own. Says what a message costs, how much memory the functions took, and whether every reader is accounted for.',
    'Keeps everything in a temporary folder, and removes it. Needs Linux, whose /proc tells what a process took.',
    'Exit codes: 1 when a reader is not accounted for or the memory grows with the audience, 2 when what was asked for cannot be done.',
  ],
  options: {
    readers: wholeNumber(
      `publish to N readers (1 to ${readersAtMost}), and to ${baselineReaders} before them to compare the memory with; ${defaults.readers} unless given`,
      { least: 1, most: readersAtMost, initial: defaults.readers },
    ),
    sliceSize: wholeNumber(`readers a slice (1 to ${sliceSizeAtMost}); ${defaults.sliceSize} unless given`, {
      least: 1,
      most: sliceSizeAtMost,
      initial: defaults.sliceSize,
    }),
    alone: flag(`leave out the ${baselineReaders} readers to compare with`),
    json: flag('print JSON'),
  },
  elsewhere: 'TMPDIR names it',
  examples: ['npm run bench:load', 'npm run bench:load -- --readers 100000 --json'],
};
