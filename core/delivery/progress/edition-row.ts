import type { Instant } from '../../foundation/instant.ts';

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
/** A slice of the audience: the unit of delivery work. Numbered from 1. */
export type Slice = { number: number; readers: readonly string[]; done: boolean };

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
