import type { Instant } from '../../foundation/instant.ts';
import type { Slice } from './slices.ts';

/** How far an edition has come. */
export type EditionState = 'sealed' | 'delivering' | 'closed';
/** An edition's row: what is known of its progress. */
export type EditionRow = {
  publication: string;
  edition: string;
  state: EditionState;
  /** Set once, after the last slice. */
  audience: { slices: number; readers: number } | null;
  /** Why it does not go on by itself. */
  hold: string | null;
  /** Delivery goes on no earlier than this. */
  notBefore: Instant | null;
  /** When a slice last ended, or slices were last put back; null when they may be put back at once. */
  progressedAt: Instant | null;
  /** How often slices were put back. */
  rounds: number;
  /** When, by the account's rate and quota at its beginning, delivery would be done. */
  expectedBy: Instant | null;
  /** An operator ended delivery: whoever waits is to be withheld. */
  stopped: boolean;
  /** Receipts that were written. */
  receipts: number;
  /** Deliveries that the newest receipt calls uncertain. */
  uncertain: number;
  /** When the deliveries were last counted after a receipt. */
  countedAt: Instant | null;
  /** Receipts that the operator was mailed. */
  told: number;
};

/**
 * What sweeps, workers and operators decide of an edition: a change of any shows that its deliveries may have changed too, so it is
 * closed only while all are as they were read.
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
export function newEditionRow(publication: string, edition: string): EditionRow {
  return {
    publication,
    edition,
    state: 'sealed',
    audience: null,
    hold: null,
    notBefore: null,
    progressedAt: null,
    rounds: 0,
    expectedBy: null,
    stopped: false,
    receipts: 0,
    uncertain: 0,
    countedAt: null,
    told: 0,
  };
}

/** Progress of editions and their slices. */
export interface Editions {
  /** Creates the row in state `sealed` if there is none. */
  open(publication: string, edition: string): Promise<EditionRow>;
  read(publication: string, edition: string): Promise<EditionRow | undefined>;
  /** Stored slices in order, page after page: an audience may be larger than memory. */
  slices(publication: string, edition: string): AsyncIterable<Slice>;
  /** Numbers of the stored slices that are not done, in order, without reading who is in them. */
  unfinishedSlices(publication: string, edition: string): Promise<number[]>;
  slice(publication: string, edition: string, number: number): Promise<Slice | undefined>;
  /** Stores a slice unless one of that number is stored; answers the stored one. */
  addSlice(publication: string, edition: string, slice: Omit<Slice, 'done'>): Promise<Slice>;
  /** Writes the audience's size and starts delivery, once; answers what is stored. */
  freeze(
    publication: string,
    edition: string,
    audience: { slices: number; readers: number },
  ): Promise<EditionRow>;
  finishSlice(publication: string, edition: string, number: number): Promise<void>;
  /** Makes a slice one that is not done: somebody in it is waiting again. */
  reopenSlice(publication: string, edition: string, number: number): Promise<void>;
  /** Notes that a slice ended, done or not. */
  progressed(publication: string, edition: string, at: Instant): Promise<void>;
  /** Takes it upon oneself to put slices back after so many rounds; false when somebody else did. */
  beginRound(publication: string, edition: string, after: number, at: Instant): Promise<boolean>;
  /** Writes the forecast at the beginning of delivery, which counts as progress: what is on the queue now is not put there again at once. */
  begin(publication: string, edition: string, forecast: { by: Instant; at: Instant }): Promise<void>;
  expect(publication: string, edition: string, by: Instant): Promise<void>;
  /** Stops the edition until an operator lets it go on. The first hold stays. */
  hold(publication: string, edition: string, reason: string): Promise<void>;
  /** Lifts a hold and a rest: slices may be put back at once. */
  release(publication: string, edition: string): Promise<void>;
  postpone(publication: string, edition: string, notBefore: Instant): Promise<void>;
  /** Ends delivery for good: whoever waits is to be withheld, which need not wait until slices have been quiet. */
  stop(publication: string, edition: string): Promise<void>;
  /**
   * Closes an edition, or a closed one again, with what its newest receipt says; nothing holds it any more. Only as long as it is
   * as in `row`, which was read before the deliveries were counted: what was decided meanwhile is not undone.
   */
  close(row: EditionRow, receipt: { receipts: number; uncertain: number; at: Instant }): Promise<boolean>;
  /** Lets those be written to who are waiting again: a closed edition is delivering, and slices may be put back at once. */
  reopen(publication: string, edition: string): Promise<void>;
  /** Takes the mail to the operator about a receipt upon oneself, unless somebody did so in the last ten minutes, or it went out. */
  claimTelling(publication: string, edition: string, receipt: number, at: Instant): Promise<boolean>;
  /** Notes that the operator was mailed this receipt, or cannot be. */
  told(publication: string, edition: string, receipt: number): Promise<void>;
  /** From when a publication's schedule counts: the time at which it was first seen as it is, which another fingerprint says. */
  scheduleSince(publication: string, fingerprint: string, now: Instant): Promise<Instant>;
  /** What was written down of a publication's schedule when it was first seen as it then was; undefined before that. */
  timetable(publication: string): Promise<{ fingerprint: string; since: Instant } | undefined>;
}
