import type { Instant } from '../../foundation/instant.ts';
import type { LetterPublication } from '../../rendering/letters/letter-view.ts';

/** What a letter is made of: nothing that somebody typed but the address that it goes to. */
export type LetterInput<Links> = {
  /** Those that it is about, at least one; it comes from the first. */
  publications: readonly LetterPublication[];
  /** Of the form: one that the project has messages for, or that of the first publication is taken. */
  language: string;
  /** Normalised; without a name, which a stranger may have typed. */
  to: string;
  /** Whole addresses. */
  links: Links & { privacy: string };
  requestedAt: Instant;
};

/**
 * A letter, ready to be mailed: the whole MIME message, and the SHA-256 of its words: of the subject, an empty line, and the text part
 * without the links that are this letter's alone. So it holds neither address nor key, and is the same for everybody who is told the same.
 */
export type ComposedLetter = { raw: Uint8Array; words: string };

/** Letters that answer a request. The same input makes the same words. */
export interface Letters {
  /** Asks whether they want the publications. */
  confirmation(input: LetterInput<{ confirm: string }>): Promise<ComposedLetter>;
  /** Says that they read them already. `leave`: id of a publication ▸ the reader's leave link. */
  alreadyReading(input: LetterInput<{ leave: Readonly<Record<string, string>> }>): Promise<ComposedLetter>;
  /** Leads to what they get. */
  manage(input: LetterInput<{ manage: string }>): Promise<ComposedLetter>;
}
