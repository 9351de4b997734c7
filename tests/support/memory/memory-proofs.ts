import type { Proof, Proofs } from '../../../core/edition/proof/proof.ts';
import type {
  ProofAnswered,
  ProofClaim,
  ProofMail,
  ProofMails,
} from '../../../core/edition/proof/proof-mails.ts';
import type { EditionKey } from '../../../core/publication/plan.ts';

/** What proofs told, in memory, each noted once. */
export class MemoryProofs implements Proofs {
  readonly noted: Proof[] = [];

  async newest(edition: EditionKey): Promise<Proof | undefined> {
    return this.#of(edition)
      .sort((a, b) => a.proof - b.proof)
      .at(-1);
  }

  async write(proof: Proof): Promise<'written' | 'taken'> {
    if (this.#of(proof).some(noted => noted.proof === proof.proof)) return 'taken';
    this.noted.push(proof);
    return 'written';
  }

  #of({ publication, edition }: EditionKey): Proof[] {
    return this.noted.filter(proof => proof.publication === publication && proof.edition === edition);
  }
}

/** Proofs that go out by themselves, in memory: claims and answers, each written once. */
export class MemoryProofMails implements ProofMails {
  readonly mails: ProofMail[] = [];

  async of({ publication, edition }: EditionKey): Promise<ProofMail[]> {
    return this.mails.filter(mail => mail.publication === publication && mail.edition === edition);
  }

  async claim(claim: ProofClaim): Promise<'written' | 'taken'> {
    if (this.#find(claim)) return 'taken';
    this.mails.push({ ...claim, answered: null });
    return 'written';
  }

  async noteAnswered(answered: ProofAnswered): Promise<void> {
    const mail = this.#find(answered);
    if (mail) mail.answered ??= answered;
  }

  #find({ publication, edition, mail }: EditionKey & { mail: number }): ProofMail | undefined {
    return this.mails.find(
      one => one.publication === publication && one.edition === edition && one.mail === mail,
    );
  }
}
