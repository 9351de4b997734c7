import { InvalidInputError, type Mistake } from '../../../core/foundation/errors.ts';

/** The mistakes for which a call refuses its input. Fails when it does not refuse, or for another reason. */
export function refusalOf(call: () => unknown): readonly Mistake[] {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.mistakes;
    throw error;
  }
  throw new Error('the input was taken, though it should have been refused');
}
