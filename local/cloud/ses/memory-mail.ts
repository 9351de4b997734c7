import { CourantError } from '../../../core/foundation/errors.ts';
import { type AcceptedMessage, type Envelope, envelopeOf, type Mailbox } from './mailbox.ts';
import type { OutgoingMail } from './outgoing-mail.ts';

/** Somebody asks for messages of which only the envelopes were kept. */
export class BytesNotKeptError extends CourantError {
  constructor() {
    super(
      'embedded SES: expected the bytes of messages, found envelopes only, because this cloud does not last. ' +
        'Ask for the envelopes, or start a cloud that lasts.',
    );
  }
}

/** Accepted messages as envelopes in memory; their bytes are let go: a hundred thousand of them would be gigabytes. */
export class MemoryMail implements Mailbox {
  readonly #envelopes: Envelope[] = [];

  async recover(): Promise<Envelope[]> {
    return [];
  }

  async accept({ raw: _, ...mail }: OutgoingMail, at: Date): Promise<Envelope> {
    const envelope = envelopeOf(mail, at);
    this.#envelopes.push(apartFromRequest(envelope));
    return envelope;
  }

  async accepted(): Promise<AcceptedMessage[]> {
    throw new BytesNotKeptError();
  }

  async envelopes(): Promise<Envelope[]> {
    return [...this.#envelopes];
  }
}

/** An engine may keep a piece of a text as a view on the whole: then each tag would hold the request, message and all, in memory. */
function apartFromRequest(envelope: Envelope): Envelope {
  return JSON.parse(JSON.stringify(envelope));
}
