import { CourantError } from '../../../core/foundation/errors.ts';
import { machineFault } from '../../../core/foundation/machine-faults.ts';

/** What a service answers when it failed itself: the words that a person needs, where there are some. */
export function failureText(service: string, error: unknown): string {
  const reason = machineFault(error) ?? error;
  return reason instanceof CourantError ? reason.message : `The embedded ${service} failed: ${error}`;
}
