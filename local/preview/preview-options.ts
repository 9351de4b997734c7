import type { Instant } from '../../core/foundation/instant.ts';
import { instant, port, text } from '../terminal/options.ts';
import type { Program } from '../terminal/read-options.ts';

/** What `npm run preview` was asked for. */
export type PreviewOptions = {
  /** Where to serve; 0 takes a free one. */
  port: number;
  /** Id of the publication that is shown first; null for the first of the list. */
  publication: string | null;
  /** The time that the next edition is counted from; null for that of the clock. */
  at: Instant | null;
};

const defaultPort = 8026;

/** `npm run preview`, as its help describes it. */
export const previewProgram: Program<PreviewOptions> = {
  command: 'npm run preview',
  about: [
    'Shows the next edition in the browser, from what this machine has filed with the files of facts/ that are not filed yet on top; without an installation on this machine, the first edition of all article files. Again whenever facts/, templates/, cdk.json or what is filed change, until Ctrl-C.',
    'Files, seals and mails nothing, and writes no file.',
  ],
  options: {
    port: port(`the port of 127.0.0.1; ${defaultPort} unless given, 0 takes a free one`, defaultPort),
    publication: text('ID', 'show that publication first; the page changes between all', {
      expected: 'the id of a publication behind it',
      todo: 'add the id, as cdk.json has it',
    }),
    at: instant(
      'show the edition that comes next after then, such as 2026-12-08T09:00:00Z; now unless given',
    ),
  },
  examples: ['npm run preview', 'npm run preview -- --port 0 --at 2026-12-08T09:00:00Z'],
};
