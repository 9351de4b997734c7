import { GetIdentityVerificationAttributesCommand, type SESClient } from '@aws-sdk/client-ses';
import {
  identitiesFor,
  type SenderIdentities,
  type SenderStanding,
} from '../../core/delivery/sending/sender-identities.ts';
import { domainOf } from '../../core/publication/domains.ts';
import { answerOf } from './ses-answers.ts';

/** Asks SES whether it has verified a sender, by its address or by a domain, in one call. */
export class SesSenderIdentities implements SenderIdentities {
  readonly #client: SESClient;

  /** @param client one that repeats a call: SES answers this one once a second only, for the whole account. */
  constructor(client: SESClient) {
    this.#client = client;
  }

  async standingOf(address: string): Promise<SenderStanding> {
    const asked = new GetIdentityVerificationAttributesCommand({ Identities: identitiesFor(address) });
    try {
      const { VerificationAttributes = {} } = await this.#client.send(asked);
      const known = Object.entries(VerificationAttributes).map(
        ([identity, attributes]) => [identity, attributes?.VerificationStatus ?? 'of unknown state'] as const,
      );
      if (known.some(([, status]) => status === 'Success')) return { standing: 'verified' };
      // SES cannot tell for now. It goes on sending for who was verified before, and revokes that after days without records only.
      if (known.some(([, status]) => status === 'TemporaryFailure'))
        return {
          standing: 'unknown',
          because: `SES cannot tell whether the sender is verified: ${found(known, address)}`,
        };
      return { standing: 'unverified', because: `SES has not verified the sender: ${found(known, address)}` };
    } catch (error) {
      const answer = answerOf(error);
      const because = 'reason' in answer ? answer.reason : answer.outcome;
      return { standing: 'unknown', because: `SES was asked whether it has verified the sender: ${because}` };
    }
  }
}

/** What SES knows, without an address. */
function found(known: readonly (readonly [identity: string, status: string])[], address: string): string {
  if (known.length === 0) return `it has no identity of ${domainOf(address)}`;
  return known
    .map(([identity, status]) => `${identity.includes('@') ? 'its address' : identity} is ${status}`)
    .join(', ');
}
