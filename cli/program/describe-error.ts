import { CourantError, InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { wrapped } from './layout.ts';

/** An error for programs. Of one that nobody foresaw, `stack` says where in the code it was. */
export type ErrorObject = {
  error: { name: string; message: string; mistakes?: readonly Mistake[]; stack?: string };
};

/**
 * An error for people, on a terminal of so many columns. One of ours speaks for itself, one of AWS by its name; of any other
 * the place in the code helps most.
 */
export function describeError(error: unknown, columns: number | undefined): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof CourantError) return wrapped(error.message, columns);
  if (isFromAws(error)) return wrapped(`AWS: ${error.name}: ${error.message}`, columns);
  return error.stack ?? error.message;
}

/** An error for programs. */
export function errorObject(error: unknown): ErrorObject {
  if (!(error instanceof Error)) return { error: { name: 'Error', message: String(error) } };
  const { name, message, stack } = error;
  if (error instanceof InvalidInputError) return { error: { name, message, mistakes: error.mistakes } };
  if (error instanceof CourantError || isFromAws(error)) return { error: { name, message } };
  return { error: { name, message, ...(stack === undefined ? {} : { stack }) } };
}

/** The SDK gives every answer of a service this field. */
function isFromAws(error: Error): boolean {
  return '$metadata' in error;
}
