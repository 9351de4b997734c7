import { type ProofMail, proofAddresses, proofTimes } from '../../../core/edition/proof/proof-mails.ts';
import type { Plan } from '../../../core/publication/plan.ts';
import type { Installation } from '../../installation/installation.ts';

/** Says when the proof of a planned edition goes out by itself, or what became of it; null where none does. Reads only. */
export async function nextProofText(
  { configuration, proofMails, clock }: Pick<Installation, 'clock' | 'configuration' | 'proofMails'>,
  plan: Plan,
): Promise<string | null> {
  const addresses = proofAddresses(configuration, plan);
  if (addresses.length === 0) return null;
  const mails = await proofMails.of(plan);
  if (mails.length > 0) return mails.map(mailText).join('; then ');
  const { first } = proofTimes(plan.window.to, configuration.settings.proofHoursBefore);
  const to = addresses.length === 1 ? 'one address' : `${addresses.length} addresses`;
  return `goes to ${to} ${first > clock.now() ? `at ${first}` : 'with the next sweep'}`;
}

function mailText({ claimedAt, answered }: ProofMail): string {
  if (answered === null) return `begun at ${claimedAt}, and nobody knows whether anybody got it`;
  return `mailed at ${claimedAt}, and taken for ${answered.accepted} of ${answered.addresses}`;
}
