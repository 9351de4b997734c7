import { CourantError } from '../../foundation/errors.ts';

/** The mail service does not say what the account may send. */
export class AllowanceUnknownError extends CourantError {
  /** Whether it is our own fault, such as a missing permission, and does not pass by itself. */
  readonly refused: boolean;

  /** @param refused whether it is our own fault. */
  constructor(cause: unknown, refused = false) {
    super(
      `mail service: expected the account's rate and quota, found ${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)}. ` +
        'Nothing is sent without them: look at the permission ses:GetSendQuota and at the state of the account.',
      { cause },
    );
    this.refused = refused;
  }
}
