import * as z from 'zod';
import { type Instant, instantSchema } from '../foundation/instant.ts';
import type { KeptEnding } from './ending.ts';

/** 32 hexadecimal digits: an HMAC of the normalised address, so that it can stand where no address may. */
export const readerIdLength = 32;
/** 22 characters of base64url: 128 random bits. */
export const tokenLength = 22;

/** A subscriber of one publication. Only `active` ones belong to an audience. */
export const readerSchema = z.object({
  publication: z.string(),
  id: z.string().regex(/^[0-9a-f]{32}$/),
  /** Normalised; empty once it was forgotten, some time after the subscription ended. */
  address: z.string(),
  name: z.string().nullable(),
  state: z.enum(['pending', 'active', 'left', 'bounced', 'complained']),
  token: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  language: z.string(),
  /**
   * When and how they agreed to be written to. Of who signed up, `at` is when they asked for it, since only an ending before that is
   * outlived by it; the rest says how it was confirmed.
   */
  agreed: z.object({
    at: instantSchema,
    how: z.string(),
    /** When they pressed the button that the confirmation leads to. */
    confirmed: instantSchema.optional(),
    /** SHA-256 of the form's words and of the confirmation's, as they saw them. */
    form: z.string().optional(),
    letter: z.string().optional(),
    /** What SES called the confirmation. */
    messageId: z.string().optional(),
  }),
  /** When the table took them in, which an import does later than they agreed; rows of earlier versions do not say. */
  joined: instantSchema.optional(),
  /** When and why the subscription ended; of an active reader, when and why an earlier one did. */
  ended: z.object({ at: instantSchema, how: z.string() }).nullable(),
  /** When an operator lifted what mail had ended: what mail did until then ends nothing any more. */
  lifted: instantSchema.optional(),
});
/** A subscriber, with everything that is kept of them. */
export type Reader = z.infer<typeof readerSchema>;

/**
 * Whether a reader's own word ends this: also one that ended since mail came back. That an operator may lift, and would write to somebody
 * who has left.
 */
export function isToLeave({ state }: Pick<Reader, 'state'>): boolean {
  return state === 'active' || state === 'pending' || state === 'bounced';
}

/** Of a row, when it began and ended. */
export type ReaderDates = {
  joined?: Instant | undefined;
  agreed: { at: Instant };
  ended: { at: Instant } | null;
};

/** Whether a row only notes that somebody left an older tool: they never read anything here, so they neither came nor went. */
export function neverRead({ joined, agreed, ended }: ReaderDates): boolean {
  return joined === undefined && agreed.at === ended?.at;
}

/** What stands in a reader's leave link: id and token, fixed in length. */
export function leaveKey(reader: Pick<Reader, 'id' | 'token'>): string {
  return reader.id + reader.token;
}

/** Why and when a subscription ends: mail came back for good, the reader complained, or they had left, as a kept ending says. */
export type Ending = { state: 'left' | 'bounced' | 'complained'; at: Instant; how: string };

/** Some of the active readers in id order, and what of the endings among the rows up to the last of them is not kept yet. */
export type AudiencePage = { active: { id: string; agreedAt: Instant }[]; unkept: KeptEnding[] };

/** Subscribers. */
export interface Readers {
  /** Up to `limit` active readers' ids greater than `after`, in id order. */
  activeAfter(publication: string, after: string | null, limit: number): Promise<string[]>;
  /** The same with when they agreed. Ended rows are read in any case: those whose ending is not kept yet come along. */
  audienceAfter(publication: string, after: string | null, limit: number): Promise<AudiencePage>;
  /** The readers whose ids lie between `first` and `last`, both included. */
  range(publication: string, first: string, last: string): Promise<Reader[]>;
  read(publication: string, id: string): Promise<Reader | undefined>;
  all(publication: string): AsyncIterable<Reader>;
  /**
   * Stores a new reader, or makes one active again, but never one who complained, nor one whose subscription ended otherwise than
   * `reader.ended` says: it has ended since the row was read. Answers what is stored and whether it was.
   */
  add(reader: Reader): Promise<{ reader: Reader; added: boolean }>;
  /**
   * Ends a subscription at a reader's wish, if the token is theirs, also one that mail ended: an operator may lift that, and nobody lifts a
   * wish. `had ended` if there was nothing to end any more, by `isToLeave`.
   */
  leave(
    publication: string,
    id: string,
    token: string,
    at: Instant,
    how: string,
  ): Promise<'left' | 'had ended' | 'unknown'>;
  /**
   * Ends a subscription because mail came back, the reader complained, or an ending was kept that the row lacks. A complaint outweighs a bounce, and of several endings of
   * one kind the last counts, so that order and number of reports do not matter. What was reported of the time before a reader
   * agreed (again) to be written to does not end what they agreed to since. `kept`: it had ended, began anew since, or there is no
   * such reader (any more).
   */
  end(publication: string, id: string, ending: Ending): Promise<'ended' | 'kept'>;
  /**
   * Makes a subscription active again that mail ended, by the agreement that it had, if it still ended as `lifted.was` says; the reason
   * says both from then on. An empty address of a row, which was forgotten, becomes `address`.
   */
  lift(publication: string, id: string, lifted: Lifting): Promise<boolean>;
  /** Takes address and name out of a row whose subscription ended then; false if it did otherwise, or began anew. */
  forget(publication: string, id: string, endedAt: Instant): Promise<boolean>;
  /** Removes a row, unless they agreed after that time. */
  remove(publication: string, id: string, agreedUntil: Instant): Promise<void>;
  /** How many rows were added after one time and up to another, and how many subscriptions ended then and have not begun anew; opt-outs that were noted are none. */
  changes(publication: string, after: Instant, upTo: Instant): Promise<ReaderChanges>;
}

/** An operator's word that what mail ended goes on. */
export type Lifting = { was: NonNullable<Reader['ended']>; at: Instant; how: string; address: string };

/** Readers that a publication gained and lost in a time; of those lost, the state in which they are now ▸ how many. */
export type ReaderChanges = { gained: number; lostBy: Record<string, number> };
