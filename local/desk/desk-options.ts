import { port, text } from '../terminal/options.ts';
import type { Program } from '../terminal/read-options.ts';

/** What `npm run desk` was asked for. */
export type DeskOptions = {
  /** Where to serve; 0 takes a free one. */
  port: number;
  /** The stack in which "File on AWS" files; null for the project's own. */
  stack: string | null;
};

const defaultPort = 8027;

/** `npm run desk`, as its help describes it. */
export const deskProgram: Program<DeskOptions> = {
  command: 'npm run desk',
  about: [
    'Shows the articles of drafts/ and facts/ in the browser, to be written beside their captured texts, checked on each pause, and filed, until Ctrl-C. The preview of the next edition is a page of it.',
    'Only this machine reaches it. It keeps each change in drafts/ at once, writes into facts/ when you say so, and files when you say so.',
  ],
  options: {
    port: port(`the port of 127.0.0.1; ${defaultPort} unless given, 0 takes a free one`, defaultPort),
    stack: text('NAME', 'the stack in which "File on AWS" files; that of cdk.json unless given', {
      expected: 'the name of a stack behind it',
      todo: 'add the name, as CloudFormation has it',
    }),
  },
  examples: ['npm run desk', 'npm run desk -- --port 0'],
};
