import * as z from 'zod';
import { type Instant, instantSchema, plusHours, secondsBetween } from '../../foundation/instant.ts';
import type { Configuration } from '../../publication/configuration.ts';
import type { EditionKey, Plan } from '../../publication/plan.ts';
import { changesSince, isUnchanged, type ProofItem, proofItemSchema } from './proof.ts';

/** A proof of an edition goes out by itself at most so often. */
export const proofMailsAtMost = 2;

/** The second waits until this share of the time before the edition is left, so that it has what was filed meanwhile. */
const shareForSecond = 1 / 4;
/** So many hours after its claim a mail has gone out, or never will: no sweep lasts as long. */
const underWayHours = 1 / 4;

/** Schema of the word that somebody mails a proof of an edition. It is written before the mail, so that no other mails it as well. */
export const proofClaimSchema = z.object({
  format: z.literal(1),
  publication: z.string(),
  edition: z.string(),
  /** The first mail about the edition, or the second. */
  mail: z.int().min(1).max(proofMailsAtMost),
  claimedAt: instantSchema,
  /** SHA-256 over the names of the records from which it is made: as long as it stays the same, nothing was filed. */
  filed: z.string(),
  items: z.array(proofItemSchema),
});
/** A claim, read. */
export type ProofClaim = z.infer<typeof proofClaimSchema>;

/** Schema of the word that the mail service answered for every address; without it nobody knows whether anybody has the proof. */
export const proofAnsweredSchema = z.object({
  format: z.literal(1),
  publication: z.string(),
  edition: z.string(),
  mail: z.int().min(1).max(proofMailsAtMost),
  /** To how many addresses it went, and for how many of them the mail service took it. */
  addresses: z.int().min(1),
  accepted: z.int().min(0),
});
/** What the mail service answered, read. */
export type ProofAnswered = z.infer<typeof proofAnsweredSchema>;

/** A mail of a proof: its claim, and what the mail service answered, if that is known. */
export type ProofMail = ProofClaim & { answered: ProofAnswered | null };

/** The proofs that go out by themselves. */
export interface ProofMails {
  /** The mails about an edition that were claimed, in their order. */
  of(edition: EditionKey): Promise<ProofMail[]>;
  /** Claims a mail unless somebody has. No claim is ever given back: one mail too few is better than one too many. */
  claim(claim: ProofClaim): Promise<'written' | 'taken'>;
  /** Notes what the mail service answered, once. */
  noteAnswered(answered: ProofAnswered): Promise<void>;
}

/** To whom the proof of an edition goes by itself, each address once: to editors, and to the operator before a publication's first. */
export function proofAddresses(
  { editors, operator }: Pick<Configuration, 'editors' | 'operator'>,
  { number }: Pick<Plan, 'number'>,
): string[] {
  return [...new Set([...editors, ...(number === 1 ? [operator] : [])])];
}

/**
 * From when on the first mail about the edition of a scheduled time may go out, and the second.
 * @param covered to when the edition before it covers: the time between them is all that there is, however many hours are configured.
 */
export function proofTimes(
  time: Instant,
  hoursBefore: number,
  covered: Instant | undefined,
): { first: Instant; second: Instant } {
  const hours = covered ? Math.min(hoursBefore, secondsBetween(covered, time) / 3600) : hoursBefore;
  return { first: plusHours(time, -hours), second: plusHours(time, -hours * shareForSecond) };
}

/** Which mail about the edition of a scheduled time is to be looked into now; undefined if none is. */
export function mailToLookInto(
  mails: readonly Pick<ProofMail, 'claimedAt'>[],
  { first, second }: { first: Instant; second: Instant },
  now: Instant,
): number | undefined {
  const [before] = mails;
  if (before === undefined) return now >= first ? 1 : undefined;
  if (mails.length >= proofMailsAtMost || now < second) return undefined;
  return now >= plusHours(before.claimedAt, underWayHours) ? 2 : undefined;
}

/** Whether nothing was filed since a mail that somebody got. */
export function isFiledAsBefore(before: ProofMail | undefined, filed: string): boolean {
  return wasTaken(before) && before.filed === filed;
}

/** Whether a mail that somebody got told the same. */
export function isToldAsBefore(before: ProofMail | undefined, items: readonly ProofItem[]): boolean {
  return wasTaken(before) && isUnchanged(changesSince(before.items, items));
}

function wasTaken(mail: ProofMail | undefined): mail is ProofMail {
  return (mail?.answered?.accepted ?? 0) > 0;
}
