import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';

/** What was typed cannot be done as it stands; nothing was begun. The program ends with code 2. */
export class UsageError extends InvalidInputError {
  constructor(mistakes: readonly Mistake[]) {
    super('courant', mistakes);
  }
}

/** A mistake on the command line; `found` is what was typed. */
export function usageMistake(found: string, expected: string, todo: string): Mistake {
  return { source: 'command line', path: '', expected, found, todo };
}

/** The mistake of options that exclude each other. */
export function oneOf(first: string, second: string): Mistake {
  return usageMistake(`${first} and ${second}`, 'one of them', 'leave out the one that is not meant');
}
