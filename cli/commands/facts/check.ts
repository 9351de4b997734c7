import { systemClock } from '../../../lambdas/runtime/system-clock.ts';
import { articlePaths, choiceMistakes, skippedSchema } from '../../facts/article-paths.ts';
import { checkFactsFiles } from '../../facts/check-files.ts';
import { topicsOf } from '../../facts/load-filings.ts';
import type { World } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';

/** `facts check`: needs no installation. */
export const factsCheck: Command<World> = {
  name: 'facts check',
  operands: [
    {
      name: '<FILE...>',
      about: 'article files, additions, corrections or retractions, such as facts/*.json',
    },
  ],
  options: ['capture'],
  summary: 'find every mistake in article files; file nothing',
  about: [
    'Courant checks files as it does before filing, and names every mistake of every file: where it is, what is expected, what ' +
      'stands there and what to do. The command ends with 1 if anything is wrong. It needs no installation and no account.',
    'With --capture Courant compares evidence and quotes with the captured text too. A retraction has neither, so it takes no ' +
      '--capture. Filing compares a correction or retraction with the fact log; this check does not.',
    'With --capture Courant notes, too, what the text does not bear out: figures and dates that it does not have, speakers, rules and citations ' +
      'that it does not name, evidence that is too short or stands in it twice, and more certainty than the passage has. Each note shows the ' +
      'statement and the passage. Such a fact is not filed until the file accepts the note, with a reason and a name, and the command ends with 1.',
    'Courant notes facts that say nearly the same, and names of facts that none of the files has. Such a note is no mistake, and ' +
      'nothing is merged.',
    'A hint shows what readers would miss: a headline for a fact that may lead, words in the language of a publication, a language tag for ' +
      'which no edition looks, a day ahead that is no whole sentence. You may leave it as it is.',
  ],
  examples: ['courant facts check facts/*.json', 'courant facts check article.json --capture article.txt'],
  check: ({ operands, options }) => choiceMistakes(operands, options.capture),
  async run({ operands, options }, world) {
    const { articles, schemas } = articlePaths(operands);
    const configuration = await world.configuration();
    const { publications } = configuration;
    for (const path of schemas) world.print(skippedSchema(path));
    const print = (line: string) => world.print(line);
    return checkFactsFiles(articles, {
      capture: options.capture,
      topics: topicsOf(configuration),
      publications,
      now: (world.clock ?? systemClock).now(),
      print,
    });
  },
};
