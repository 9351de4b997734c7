import { parseAmendmentFile } from '../../core/articles/amendment-file.ts';
import { amendFact } from '../../core/filing/amend-fact.ts';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { describeAmendment } from '../facts/describe-amendment.ts';
import { factIdMistakes } from '../facts/fact-operand.ts';
import { loadAmendment } from '../facts/load-amendment.ts';
import { withInstallation } from '../installation/world.ts';
import type { Arguments, Command } from '../program/command.ts';
import { typed } from '../program/usage-error.ts';

/** `facts retract`: takes a filed fact back. */
export const factsRetract: Command = {
  name: 'facts retract',
  operands: 'FACT [FILE]',
  options: ['reason'],
  summary: 'take a filed fact back; readers who were told it are told so',
  about: [
    'Files a retraction of a fact, named by its id such as my-article.4, with the reason, in words for readers: in English',
    'with --reason, or in a FILE that has it in several languages:',
    '',
    '  courant facts retract my-article.4 --reason "The source has withdrawn its report."',
    '  { "fact": "my-article.4", "reason": { "en": "…", "zh-Hans": "…" } }',
    '',
    'Sealed editions stay as they are: the next edition says that the fact is taken back, and why. If no edition has carried',
    'it yet, none will. A retracted fact comes back by a correction of it. Retracting it again changes nothing.',
  ].join('\n'),
  check: ({ operands, options }) => mistakesIn(operands, options.reason),
  async run({ operands: [fact = '', path], options }, world) {
    const file =
      path === undefined
        ? { fact, reason: options.reason ?? '' }
        : await loadAmendment(path, fact, 'retraction', []);
    return withInstallation(world, options, async installation => {
      const amended = await amendFact(installation, file);
      for (const line of describeAmendment(installation, amended)) world.print(line);
      return 0;
    });
  },
};

function mistakesIn([fact = '', path]: Arguments['operands'], reason: string | undefined): Mistake[] {
  const mistakes = factIdMistakes(fact);
  if (path !== undefined && reason !== undefined)
    return [...mistakes, typed('--reason and a FILE', 'one of them', 'leave one out')];
  if (path !== undefined) return mistakes;
  if (reason === undefined) {
    const todo = 'add it: readers who were told the fact are told why it is taken back';
    return [...mistakes, typed('no reason', '--reason TEXT, or a FILE that has it', todo)];
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
