import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';

/** What was typed cannot be done as it stands; nothing was begun. The program ends with code 2. */
export class UsageError extends InvalidInputError {
  constructor(mistakes: readonly Mistake[]) {
    super('courant', mistakes);
  }
}

/** A mistake on the command line; `found` is what was typed. */
export function typed(found: string, expected: string, todo: string): Mistake {
  return { source: 'command line', path: '', expected, found, todo };
}
