import { domainOf } from '../../publication/domains.ts';

/**
 * Whether the mail service lets mail come from an address, which makes a publication ready; `because` in words without an address,
 * for logs and operators.
 */
export type SenderStanding =
  | { standing: 'verified' }
  | { standing: 'unverified'; because: string }
  /** The mail service could not be asked, or cannot tell. Nobody may be kept waiting for that: if the sender is refused, the edition is held. */
  | { standing: 'unknown'; because: string };

/** The senders that the mail service knows to be ours. */
export interface SenderIdentities {
  standingOf(address: string): Promise<SenderStanding>;
}

/** What an address may be verified by: itself, its domain, or a domain above that; a top-level domain is nobody's. */
export function identitiesFor(address: string): string[] {
  const labels = domainOf(address).split('.');
  const domains = labels
    .map((_, index) => labels.slice(index).join('.'))
    .filter(domain => domain.includes('.'));
  return [address, ...domains];
}

/**
 * Asks of each address once, whoever asks and however often: the mail service answers such questions once a second only. For the
 * length of an invocation, not longer: a sender may be verified at any time.
 * @param onUnknown is told why that is not known.
 */
export function askedOnce(senders: SenderIdentities, onUnknown: (because: string) => void): SenderIdentities {
  const known = new Map<string, Promise<SenderStanding>>();
  const ask = async (address: string) => {
    const found = await senders.standingOf(address);
    if (found.standing === 'unknown') onUnknown(found.because);
    return found;
  };
  return {
    standingOf(address) {
      const asked = known.get(address) ?? ask(address);
      known.set(address, asked);
      return asked;
    },
  };
}
