import { amendFact } from '../../../core/filing/amend-fact.ts';
import { readExactText } from '../../../lambdas/runtime/read-text.ts';
import { describeAmendment } from '../../facts/describe-amendment.ts';
import { factIdMistakes } from '../../facts/fact-operand.ts';
import { hintLines } from '../../facts/hints.ts';
import { loadAmendment } from '../../facts/load-amendment.ts';
import { topicsOf } from '../../facts/load-filings.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';

/** `facts correct`: puts a filed fact right, in public if readers have seen it. */
export const factsCorrect: Command<World> = {
  name: 'facts correct',
  operands: [
    { name: '<FACT>', about: 'id of the filed fact, such as my-article.4' },
    { name: '<FILE>', about: 'the correction: the whole fact as it should be, and why' },
  ],
  options: ['capture'],
  summary: 'correct a filed fact, and tell readers',
  about: [
    'FILE holds the whole fact as it should have been, and the reason, in words for readers:',
    '  {\n    "fact": "my-article.4",\n    "reason": "The date was that of the draft.",\n' +
      '    "corrected": { "id": "my-article.4", … }\n  }',
    'Courant checks it as strictly as an article file, and compares evidence and quote with the captured text that it keeps. ' +
      'Where it keeps none, give the text with --capture.',
    'What the text does not bear out has a note, as with facts add: the file accepts it under "accepted", or nothing is filed.',
    'Sealed editions stay as they are: the next edition says what was wrong and what is right. If no edition has carried the ' +
      'fact yet, the correction simply takes its place. Filing the same again changes nothing.',
  ],
  examples: ['courant facts correct my-article.4 correction.json'],
  check: ({ operands: [fact = ''] }) => factIdMistakes(fact),
  async run({ operands: [fact = '', path = ''], options }, world) {
    const configuration = await world.configuration();
    const { file, mistakes } = await loadAmendment(path, fact, 'correction', topicsOf(configuration));
    for (const hint of hintLines([{ path, file }], configuration.publications)) world.print(hint);
    const capture = options.capture === undefined ? undefined : readExactText(options.capture);
    return withInstallation(world, options, async installation => {
      const amended = await amendFact(installation, file, capture, mistakes);
      for (const line of describeAmendment(installation, amended, world.columns)) world.print(line);
      return 0;
    });
  },
};
