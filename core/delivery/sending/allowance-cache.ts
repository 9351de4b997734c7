import type { Allowance, SendingAccount } from '../../ports.ts';
import type { Stopwatch } from './pace.ts';

/**
 * Asks the account at most once in `seconds`, whoever asks and however often: the provider answers such questions once a second
 * only. A failure is not kept.
 */
export function askedAtMostEvery(
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
