import { type ProofParts, proofMessage } from '../../edition/proof/proof-parts.ts';
import type { Instant } from '../../foundation/instant.ts';
import type { Publication } from '../../publication/configuration.ts';
import type { Mailer, MailerAnswer } from './mailer.ts';

/** What is mailed, and under which words. */
export type ProofToMail = {
  publication: Pick<Publication, 'id' | 'from' | 'replyTo' | 'language'>;
  edition: string;
  parts: ProofParts;
  madeAt: Instant;
  /** How the subject of a proof is written. */
  subject: string;
};

/** What became of the proof to one address. */
export type MailedProof = { to: string; answer: MailerAnswer };

/** An address is tried so often, as long as the mail service says that this was too fast. */
const attemptsAtMost = 3;

/**
 * Mails a proof to people who are no readers of it, one message each. No delivery of theirs is in any ledger: what the mail service
 * tells of these messages carries no tags by which anything could be counted.
 * @param waitAMoment waits until the mail service takes more, if this was too fast; without it, each address is tried once.
 */
export async function mailProof(
  mailer: Mailer,
  proof: ProofToMail,
  addresses: readonly string[],
  waitAMoment?: () => Promise<void>,
): Promise<MailedProof[]> {
  const mailed: MailedProof[] = [];
  for (const to of addresses) {
    let answer = await mailTo(mailer, proof, to);
    for (let tried = 1; waitAMoment && answer.outcome === 'throttled' && tried < attemptsAtMost; tried += 1) {
      await waitAMoment();
      answer = await mailTo(mailer, proof, to);
    }
    mailed.push({ to, answer });
  }
  return mailed;
}

async function mailTo(
  mailer: Mailer,
  { publication, edition, parts, madeAt, subject }: ProofToMail,
  to: string,
): Promise<MailerAnswer> {
  const raw = await proofMessage(publication, edition, parts, { to, madeAt, subject });
  const tags = { publication: publication.id, proof: edition };
  return mailer.send({ from: publication.from.address, to, raw, tags });
}
