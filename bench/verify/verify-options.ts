import { flag, wholeNumber } from '../../local/terminal/options.ts';
import type { Program } from '../../local/terminal/read-options.ts';

/** What `npm run bench:verify` was asked for. */
export type VerifyOptions = { editions: number; json: boolean };

/** `npm run bench:verify`, as its help describes it. */
export const verifyProgram: Program<VerifyOptions> = {
  command: 'npm run bench:verify',
  about: [
    'Publishes a made-up weekly on the embedded cloud, verifies its archive as a copy in a folder, and compares what that costs with what it costs to read the same files and take their SHA-256: in processor time, so that other processes disturb as little as possible.',
    'Keeps everything in a temporary folder, and removes it.',
    'Exit codes: 1 when a thousand such editions would take too long, or anything is found; 2 when what was asked for cannot be done.',
  ],
  options: {
    editions: wholeNumber('publish N editions (20 to 5000); 100 unless given', {
      least: 20,
      most: 5000,
      initial: 100,
    }),
    json: flag('print JSON'),
  },
  elsewhere: 'TMPDIR names it',
  examples: ['npm run bench:verify', 'npm run bench:verify -- --editions 1000'],
};
