import { CourantError } from '../../core/foundation/errors.ts';

/** Something that a sweep could not do; the next one tries again. */
export type SweepFailure = { publication: string; what: string; error: unknown };

/** A sweep failed at some of its work. It did the rest, and the next sweep tries again. */
export class IncompleteSweepError extends CourantError {
  constructor(failures: readonly SweepFailure[]) {
    const each = failures.map(
      ({ publication, what, error }) =>
        `  ${publication}, ${what}: ${error instanceof Error ? error.name : 'error'}`,
    );
    super(
      `sweep: expected to do all work of every publication, failed at:\n${each.join('\n')}\n` +
        'The rest is done, and the next sweep, in five minutes, tries again. Look for the errors in the log.',
    );
  }
}
