import { CourantError } from '../errors.ts';

/** The mail service does not say what the account may send. */
export class AllowanceUnknownError extends CourantError {
  constructor(cause: unknown) {
    super(
      `mail service: expected the account's rate and quota, found ${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)}. ` +
        'Nothing is sent without them: look at the permission ses:GetSendQuota and at the state of the account.',
      { cause },
    );
  }
}
