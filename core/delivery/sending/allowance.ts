import { CourantError } from '../../foundation/errors.ts';
import type { Halt } from './mailer.ts';
import type { Stopwatch } from './pace.ts';

/** What the mail service lets the account send: messages a second, in 24 hours, and what is left of those (Infinity: no limit). */
export type Allowance = { perSecond: number; perDay: number; left: number };

/** The account at the mail service. */
export interface SendingAccount {
  /** @throws AllowanceUnknownError */
  allowance(): Promise<Allowance>;
}

/**
 * Asks the account at most once in `seconds`, whoever asks and however often: the provider answers such questions once a second
 * only. A failure is not kept.
 */
export function cachedAllowance(
  seconds: number,
  account: SendingAccount,
  watch: Pick<Stopwatch, 'now'>,
): SendingAccount {
  let known: { at: number; allowance: Promise<Allowance> } | undefined;
  return {
    allowance() {
      const now = watch.now();
      if (known && now - known.at < seconds * 1000) return known.allowance;
      const asked = { at: now, allowance: account.allowance() };
      known = asked;
      asked.allowance.catch(() => {
        if (known === asked) known = undefined;
      });
      return asked.allowance;
    },
  };
}

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

/** What the account may send, or why it can send nothing now. Our own fault holds the edition, as it does for a message. */
export async function allowanceOrHalt(account: SendingAccount): Promise<Allowance | Halt> {
  try {
    const allowance = await account.allowance();
    if (allowance.left >= 1) return allowance;
    return { outcome: 'exhausted', reason: 'the 24-hour quota is used up' };
  } catch (error) {
    if (!(error instanceof AllowanceUnknownError)) throw error;
    return { outcome: error.refused ? 'refused' : 'unreached', reason: error.message };
  }
}
