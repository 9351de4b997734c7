import type { Instant } from '../../core/foundation/instant.ts';
import { flag, instant, port, wholeNumber } from '../terminal/options.ts';
import type { Program } from '../terminal/read-options.ts';

/** What `npm start` was asked for. */
export type StartOptions = {
  at: Instant | null;
  /** How many editions of each publication. */
  editions: number;
  readers: number | null;
  reset: boolean;
  serve: boolean;
  /** Where to serve; 0 takes a free one. */
  port: number;
};

const defaultPort = 8025;
/** A year of a weekly. */
const editionsAtMost = 52;
const readersAtMost = 1_000_000;

/** `npm start`, as its help describes it. */
export const startProgram: Program<StartOptions> = {
  command: 'npm start',
  about: [
    'Publishes the newest due edition of each publication, from the facts in facts/, on this machine only. A second run changes nothing and mails nobody.',
    'Without --at, no edition comes before the day on which its facts were captured: a series then runs ahead of today.',
    'Keeps everything in .courant/, or in the folder that COURANT_DIRECTORY names. Needs no account, and can reach none.',
  ],
  options: {
    at: instant('publish as of then, such as 2026-12-08T09:00:00Z; now unless given'),
    editions: wholeNumber(
      `publish the last N editions, one after the other (1 to ${editionsAtMost}): first the facts, then the corrections in facts/corrections/, then what is left to say`,
      { least: 1, most: editionsAtMost, initial: 1 },
    ),
    readers: wholeNumber('add N made-up readers to each publication first (1 to 1,000,000)', {
      least: 1,
      most: readersAtMost,
      initial: null,
    }),
    reset: flag('forget everything that earlier runs made, then publish'),
    serve: flag(
      'publish, then show all of it in the browser until Ctrl-C: archive, inbox, pages of readers, and a button for the next edition',
    ),
    port: port(
      `with --serve: the port of 127.0.0.1; ${defaultPort} unless given, 0 takes a free one`,
      defaultPort,
    ),
  },
  elsewhere: 'COURANT_DIRECTORY names it',
  examples: ['npm start', 'npm start -- --reset --editions 3', 'npm start -- --serve'],
  check: given =>
    given.has('port') && !given.has('serve')
      ? [
          {
            found: '--port without --serve',
            expected: '--port beside --serve',
            todo: 'add --serve, or remove --port',
          },
        ]
      : [],
};
