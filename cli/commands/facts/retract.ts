import { parseAmendmentFile } from '../../../core/articles/amendment-file.ts';
import { amendFact } from '../../../core/filing/amend-fact.ts';
import { InvalidInputError, type Mistake } from '../../../core/foundation/errors.ts';
import { describeAmendment } from '../../facts/describe-amendment.ts';
import { factIdMistakes } from '../../facts/fact-operand.ts';
import { hintLines } from '../../facts/hints.ts';
import { loadAmendment } from '../../facts/load-amendment.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Arguments, Command } from '../../program/command.ts';
import { usageMistake } from '../../program/usage-error.ts';

/** `facts retract`: takes a filed fact back. */
export const factsRetract: Command<World> = {
  name: 'facts retract',
  operands: [
    { name: '<FACT>', about: 'id of the filed fact, such as my-article.4' },
    { name: '[FILE]', about: 'the retraction, with the reason in several languages' },
  ],
  options: ['reason'],
  summary: 'take a filed fact back, and tell readers',
  about: [
    'Give the reason, in words for readers: in English with --reason, or in several languages in FILE:',
    '  { "fact": "my-article.4", "reason": { "en": "…", "zh-Hans": "…" } }',
    'Sealed editions stay as they are: the next edition says that the fact is taken back, and why. If no edition has carried ' +
      'it yet, none will. A correction brings a retracted fact back. Retracting it again changes nothing.',
  ],
  examples: [
    'courant facts retract my-article.4 --reason "The source denies it."',
    'courant facts retract my-article.4 retraction.json',
  ],
  check: ({ operands, options }) => mistakesIn(operands, options.reason),
  async run({ operands: [fact = '', path], options }, world) {
    const { file, mistakes } =
      path === undefined
        ? { file: { fact, reason: options.reason ?? '' }, mistakes: [] }
        : await loadAmendment(path, fact, 'retraction', []);
    const { publications } = await world.configuration();
    for (const hint of hintLines([{ path: path ?? '--reason', file }], publications)) world.print(hint);
    return withInstallation(world, options, async installation => {
      const amended = await amendFact(installation, file, undefined, mistakes);
      for (const line of describeAmendment(installation, amended, world.columns)) world.print(line);
      return 0;
    });
  },
};

function mistakesIn([fact = '', path]: Arguments['operands'], reason: string | undefined): Mistake[] {
  const mistakes = factIdMistakes(fact);
  if (path !== undefined && reason !== undefined)
    return [...mistakes, usageMistake('--reason and a FILE', 'one of them', 'leave one out')];
  if (path !== undefined) return mistakes;
  if (reason === undefined) {
    const todo = 'add it: readers who were told the fact are told why it is taken back';
    return [...mistakes, usageMistake('no reason', '--reason TEXT, or a FILE that has it', todo)];
  }
  return mistakes.length > 0 ? mistakes : reasonMistakes(fact, reason);
}

function reasonMistakes(fact: string, reason: string): Mistake[] {
  try {
    parseAmendmentFile({ fact, reason }, 'command line');
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return [...error.mistakes];
    throw error;
  }
}
