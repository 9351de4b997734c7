import { amendFact } from '../../core/filing/amend-fact.ts';
import { readExactText } from '../../lambdas/runtime/read-text.ts';
import { describeAmendment } from '../facts/describe-amendment.ts';
import { factIdMistakes } from '../facts/fact-operand.ts';
import { loadAmendment } from '../facts/load-amendment.ts';
import { topicsOf } from '../facts/load-filings.ts';
import { withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';

/** `facts correct`: puts a filed fact right, in public if readers have seen it. */
export const factsCorrect: Command = {
  name: 'facts correct',
  operands: 'FACT FILE',
  options: ['capture'],
  summary: 'put a filed fact right; readers who were told otherwise are told so',
  about: [
    'Files a correction of a fact, named by its id such as my-article.4. FILE holds the whole fact as it should have been,',
    'and why, in words for readers:',
    '',
    '  { "fact": "my-article.4", "reason": "The date was that of the draft.", "corrected": { "id": "my-article.4", … } }',
    '',
    'It is checked as strictly as an article file, its evidence and quote too, against the captured text that the store',
    'keeps; --capture gives the text where it keeps none. Sealed editions stay as they are: the next edition says what was',
    'wrong and what is right. Of a fact that no edition has carried yet, it simply takes the place. Filing the same again',
    'changes nothing.',
  ].join('\n'),
  check: ({ operands: [fact = ''] }) => factIdMistakes(fact),
  async run({ operands: [fact = '', path = ''], options }, world) {
    const file = await loadAmendment(path, fact, 'correction', topicsOf(await world.configuration()));
    const capture = options.capture === undefined ? undefined : readExactText(options.capture);
    return withInstallation(world, options, async installation => {
      const amended = await amendFact(installation, file, capture);
      for (const line of describeAmendment(installation, amended)) world.print(line);
      return 0;
    });
  },
};
