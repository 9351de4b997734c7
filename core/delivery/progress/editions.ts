import * as z from 'zod';
import { type Instant, instantSchema, plusHours } from '../../foundation/instant.ts';
import type { EditionKey } from '../../publication/plan.ts';

/**
 * An edition's row: what is known of its progress. The defaults are what a new edition has, and what rows of earlier versions
 * lack.
 */
export const editionRowSchema = z.object({
  publication: z.string(),
  edition: z.string(),
  state: z.enum(['sealed', 'delivering', 'closed']).default('sealed'),
  /** Set once, after the last slice. */
  audience: z.object({ slices: z.int(), readers: z.int() }).nullable().default(null),
  /** Why it does not go on by itself. */
  hold: z.string().nullable().default(null),
  /** The hold that an operator lifted last: who would hold the edition for the same reason again, leaves it. */
  released: z.string().nullable().default(null),
  /** Delivery goes on no earlier than this. */
  notBefore: instantSchema.nullable().default(null),
  /** When a slice last ended, or slices were last put back; null when they may be put back at once. */
  progressedAt: instantSchema.nullable().default(null),
  /** How often slices were put back. */
  rounds: z.int().default(0),
  /** How many rounds in a row came to nothing, or workers that were ended: since then no worker ended its slice, done or not. */
  fruitless: z.int().default(0),
  /** Deliveries that were settled when slices were last put back. */
  settledBefore: z.int().default(0),
  /** What made deliver fail last, in words without an address; null since slices were last put back. */
  failure: z.object({ at: instantSchema, reason: z.string() }).nullable().default(null),
  /** When, by the account's rate and quota at its beginning, delivery would be done. */
  expectedBy: instantSchema.nullable().default(null),
  /** An operator stopped the edition: the sweep withholds readers who wait. */
  stopped: z.boolean().default(false),
  /** Receipts that were written. */
  receipts: z.int().default(0),
  /** Deliveries that the newest receipt calls uncertain. */
  uncertain: z.int().default(0),
  /** When the deliveries were last counted after a receipt. */
  countedAt: instantSchema.nullable().default(null),
  /** Receipts that the operator was mailed. */
  told: z.int().default(0),
  /** What binds the edition to the tables in which its delivery began; null before that, and in rows of earlier versions. */
  mark: z.string().nullable().default(null),
});
/** An edition's row, read. */
export type EditionRow = z.infer<typeof editionRowSchema>;
/** What is known, when slices are put back, of how far the rounds before came. */
export type RoundsSoFar = Pick<EditionRow, 'fruitless' | 'settledBefore'>;
/** How far an edition has come. */
export type EditionState = EditionRow['state'];

/**
 * The fields that sweeps, workers and operators change when they decide something about an edition. If one has changed, deliveries may have
 * changed too; so the sweep closes an edition only while all of them are as it read them.
 */
export const decided = [
  'state',
  'rounds',
  'progressedAt',
  'expectedBy',
  'stopped',
  'receipts',
  'uncertain',
] as const;

/** The row of an edition of which nothing is known but that it is sealed. */
export function newEditionRow({ publication, edition }: EditionKey): EditionRow {
  return editionRowSchema.parse({ publication, edition });
}

/** Progress of editions, a row each. */
export interface Editions {
  /** Creates the row in state `sealed` if there is none. */
  open(edition: EditionKey): Promise<EditionRow>;
  read(edition: EditionKey): Promise<EditionRow | undefined>;
  /** The first edition by date, after this one (null: of all), whose delivery has begun; undefined if there is none. */
  begunAfter(publication: string, edition: string | null): Promise<string | undefined>;
  /** Writes the audience's size and starts delivery, once; answers what is stored. */
  freeze(edition: EditionKey, audience: { slices: number; readers: number }): Promise<EditionRow>;
  /** Writes the edition's mark unless it has one; answers what is stored. */
  mark(edition: EditionKey, mark: string): Promise<EditionRow>;
  /** Writes another mark in its place, and which receipts there are: the next one comes after them, and the operator was told of these. */
  rebind(edition: EditionKey, to: { mark: string; receipts: number }): Promise<void>;
  /** Notes that a worker ended its slice, done or not: no round before was fruitless. */
  progressed(edition: EditionKey, at: Instant): Promise<void>;
  /** Notes what made a worker fail, which is no progress; and, if it was ended, how often in a row something came to nothing by now. */
  failed(edition: EditionKey, failure: NonNullable<EditionRow['failure']>, fruitless?: number): Promise<void>;
  /** Claims the next round of putting slices back, after so many rounds; false if somebody else has claimed it. Forgets the failure. */
  beginRound(edition: EditionKey, after: number, at: Instant, soFar: RoundsSoFar): Promise<boolean>;
  /** Writes the forecast at the beginning of delivery, which counts as progress: what is on the queue now is not put there again at once. */
  begin(edition: EditionKey, forecast: { by: Instant; at: Instant }): Promise<void>;
  expect(edition: EditionKey, by: Instant): Promise<void>;
  /** Stops the edition until an operator lets it go on. The first hold stays. */
  hold(edition: EditionKey, reason: string): Promise<void>;
  /** Holds the edition, whatever hold it has, as long as its mark is still the one that was read; false if it is not. */
  holdAsRead(row: Pick<EditionRow, 'publication' | 'edition' | 'mark'>, reason: string): Promise<boolean>;
  /** Lifts a hold, which the row remembers, and a rest: slices may be put back at once, as if no round had come to nothing. */
  release(edition: EditionKey): Promise<void>;
  postpone(edition: EditionKey, notBefore: Instant): Promise<void>;
  /** Stops delivery for good: the sweep withholds readers who wait, at once and not only when slices have been quiet. */
  stop(edition: EditionKey): Promise<void>;
  /**
   * Closes an edition (also a closed one, again) with what its newest receipt says, and lifts its hold. False if the stored row
   * differs from `row`, which was read before the deliveries were counted: closing must not undo what somebody decided meanwhile.
   */
  close(row: EditionRow, receipt: { receipts: number; uncertain: number; at: Instant }): Promise<boolean>;
  /** Opens a closed edition for readers who wait again: it is delivering, and slices may be put back at once. */
  reopen(edition: EditionKey): Promise<void>;
}

/** From so many hours after its time on an edition is mailed to nobody. */
export const deliveredForHours = 30 * 24;

/** Whether an edition is too old to mail: from 30 days after its time readers would mistake it for news. */
export function isTooOldToMail(to: Instant, now: Instant): boolean {
  return plusHours(to, deliveredForHours) < now;
}

/** Behind its forecast by more than this, an edition is overdue. */
const overdueHours = 2;

/** Whether an edition that nobody holds is behind its forecast; where it has none, behind the time at which it was due. */
export function isOverdue({ hold, expectedBy }: EditionRow, due: Instant, now: Instant): boolean {
  return hold === null && plusHours(expectedBy ?? due, overdueHours) < now;
}
