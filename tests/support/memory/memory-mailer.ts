import type { Mailer, MailerAnswer, OutgoingMessage } from '../../../core/delivery/sending/mailer.ts';

/** A mail service that keeps what it takes, and answers as it is told. */
export class MemoryMailer implements Mailer {
  readonly taken: OutgoingMessage[] = [];
  /** The messages themselves, which it may read only until it answers. */
  readonly lent: Uint8Array[] = [];
  answers: (message: OutgoingMessage) => MailerAnswer | undefined = () => undefined;

  async send(message: OutgoingMessage): Promise<MailerAnswer> {
    if (message.claimIsFresh?.() === false) return { outcome: 'unreached', reason: 'the claim is too old' };
    const answer = this.answers(message);
    if (answer) return answer;
    this.lent.push(message.raw);
    this.taken.push({ ...message, raw: Buffer.from(message.raw) });
    return { outcome: 'accepted', messageId: `id-${this.taken.length}` };
  }

  /** To whom, besides the operator. */
  get readers(): string[] {
    return this.taken.map(({ to }) => to).filter(to => !to.startsWith('operator@'));
  }

  /** Receipts that the operator was mailed. */
  get told(): OutgoingMessage[] {
    return this.taken.filter(({ to, tags }) => to.startsWith('operator@') && !('proof' in tags));
  }
}
