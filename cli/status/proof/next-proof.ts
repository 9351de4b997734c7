import { countedInWords } from '../../../core/delivery/receipt/outcome-words.ts';
import { type ProofMail, proofAddresses, proofTimes } from '../../../core/edition/proof/proof-mails.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { Plan } from '../../../core/publication/plan.ts';
import type { Installation } from '../../installation/installation.ts';

/** What becomes of the proof of a planned edition; `when` tells a time. */
export type ProofWords = (when: (time: Instant) => string) => string;

/** Says when the proof of a planned edition goes out by itself, or what became of it; null where none does. Reads only. */
export async function nextProof(
  { configuration, proofMails, clock }: Pick<Installation, 'clock' | 'configuration' | 'proofMails'>,
  plan: Plan,
): Promise<ProofWords | null> {
  const addresses = proofAddresses(configuration, plan);
  if (addresses.length === 0) return null;
  const mails = await proofMails.of(plan);
  if (mails.length > 0) return when => mails.map(mail => mailText(mail, when)).join('; then ');
  const covered = (plan.number > 1 && plan.window.from) || undefined;
  const { first } = proofTimes(plan.window.to, configuration.settings.proofHoursBefore, covered);
  const to = countedInWords(addresses.length, 'address', 'addresses');
  const isAhead = first > clock.now();
  return when => `goes to ${to} ${isAhead ? when(first) : 'with the next sweep'}`;
}

function mailText({ claimedAt, answered }: ProofMail, when: (time: Instant) => string): string {
  if (answered === null) return `was begun ${when(claimedAt)}, and nobody knows whether anybody got it`;
  return `was mailed ${when(claimedAt)}, and taken for ${answered.accepted} of ${answered.addresses}`;
}
