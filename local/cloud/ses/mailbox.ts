import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { atomicWrite } from '../files/atomic-write.ts';
import { aboutFile, readState } from '../files/state-file.ts';
import type { OutgoingMail } from './outgoing-mail.ts';

const envelopeSchema = z.strictObject({
  messageId: z.string(),
  acceptedAt: z.iso.datetime(),
  source: z.string(),
  destinations: z.array(z.string()),
  configurationSet: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
});

/** What SES was told about a message beside its bytes. */
export type Envelope = z.infer<typeof envelopeSchema>;
/** A message that SES took: its envelope, its bytes, and the file that holds them. */
export type AcceptedMessage = Envelope & { raw: Buffer; file: string };

/** What SES notes when it takes a message, under an id of its own. */
export function envelopeOf(mail: Omit<OutgoingMail, 'raw'>, at: Date): Envelope {
  const messageId = `0100${randomBytes(6).toString('hex')}-${randomUUID()}-000000`;
  return { messageId, acceptedAt: at.toISOString(), ...mail };
}

/** Where accepted messages are kept. */
export interface Mailbox {
  /** Answers the envelopes of what was accepted before. */
  recover(): Promise<Envelope[]>;
  /** Takes a message; when this answers, it stays taken. */
  accept(mail: OutgoingMail, at: Date): Promise<Envelope>;
  /** All accepted messages, in the order of acceptance. */
  accepted(): Promise<AcceptedMessage[]>;
  /** The same without the bytes: what a list of any length can be read from. */
  envelopes(): Promise<Envelope[]>;
}

/**
 * Accepted messages as files: `mail/<number>-<message id>.eml`, the bytes as they came, and the envelope beside it as
 * `.json`. The envelope is written last, and a message is accepted when it is there. Names sort in the order of acceptance.
 */
export class MailFiles implements Mailbox {
  readonly #mail: string;
  readonly #staging: string;
  #next = 1;

  constructor(directory: string) {
    this.#mail = join(directory, 'mail');
    this.#staging = join(directory, 'mail-staged');
  }

  /** Prepares the directories, removes what was never accepted, and answers the envelopes of what was. */
  async recover(): Promise<Envelope[]> {
    await rm(this.#staging, { recursive: true, force: true });
    for (const path of [this.#mail, this.#staging]) await mkdir(path, { recursive: true });
    const names = new Set(await readdir(this.#mail));
    for (const name of names) {
      this.#next = Math.max(this.#next, Number.parseInt(name, 10) + 1);
      if (name.endsWith('.eml') && !names.has(name.replace(/eml$/, 'json'))) await rm(join(this.#mail, name));
    }
    return this.#envelopes().then(found => found.map(({ envelope }) => envelope));
  }

  async accept({ raw, ...mail }: OutgoingMail, at: Date): Promise<Envelope> {
    const envelope = envelopeOf(mail, at);
    const path = join(this.#mail, `${String(this.#next).padStart(8, '0')}-${envelope.messageId}`);
    this.#next += 1;
    await writeFile(`${path}.eml`, raw).catch(error => {
      throw aboutFile(error, `${path}.eml`);
    });
    await atomicWrite(this.#staging, `${path}.json`, `${JSON.stringify(envelope, null, 2)}\n`);
    return envelope;
  }

  async accepted(): Promise<AcceptedMessage[]> {
    const found = await this.#envelopes();
    return Promise.all(
      found.map(async ({ envelope, file }) => ({ ...envelope, file, raw: await readFile(file) })),
    );
  }

  async envelopes(): Promise<Envelope[]> {
    return (await this.#envelopes()).map(({ envelope }) => envelope);
  }

  async #envelopes(): Promise<{ envelope: Envelope; file: string }[]> {
    const names = (await readdir(this.#mail)).filter(name => name.endsWith('.json')).sort();
    return Promise.all(
      names.map(async name => ({
        envelope: await readState(envelopeSchema, join(this.#mail, name)),
        file: join(this.#mail, name.replace(/json$/, 'eml')),
      })),
    );
  }
}
