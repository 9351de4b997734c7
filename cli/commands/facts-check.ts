import { articlePaths, choiceMistakes, passedOver } from '../facts/article-paths.ts';
import { checkFactsFiles } from '../facts/check-files.ts';
import { topicsOf } from '../facts/load-filings.ts';
import type { Command } from '../program/command.ts';

/** `facts check`: needs no installation. */
export const factsCheck: Command = {
  name: 'facts check',
  operands: 'FILE…',
  options: ['capture'],
  summary: 'find every mistake in article files, without filing them',
  about: [
    'Checks article files as filing them would, and files nothing: every mistake of every file is named, with its',
    'place, what is expected, what stands there and what to do. With --capture the evidence and quotes are compared',
    'with the captured text too. Needs no installation and no account. Ends with 1 if anything is wrong.',
    'Facts that say nearly the same, in one file or in several, are noted, and so are names of facts that none of the files',
    'has; a note is no mistake, and nothing is merged. Corrections and retractions are checked too, as far as that goes',
    'without the log: with --capture the evidence and quote of a correction. A retraction has neither: give no --capture.',
  ].join('\n'),
  check: ({ operands, options }) => choiceMistakes(operands, options.capture),
  async run({ operands, options }, world) {
    const { articles, schemas } = articlePaths(operands);
    const topics = topicsOf(await world.configuration());
    for (const path of schemas) world.print(passedOver(path));
    return checkFactsFiles(articles, { capture: options.capture, topics, print: line => world.print(line) });
  },
};
