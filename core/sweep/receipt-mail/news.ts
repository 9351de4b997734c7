import type { Receipt } from '../../delivery/receipt/receipt.ts';
import type { DamagedFile } from '../../edition/damage.ts';
import type { Pause } from '../../edition/decisions/decision.ts';
import type { Instant } from '../../foundation/instant.ts';

/** An edition before the one that the mail is about, by its newest receipt; null where that is missing or damaged, or it is not closed. */
export type EarlierEdition = { edition: string; receipt: Receipt | null; closed: boolean };

/** Another edition of the publication that waits for an operator. */
export type HeldEdition = { edition: string; tablesLost: boolean };

/** A scheduled time that made no edition, and that no operator left out. */
export type MissingEdition = { edition: string; due: Instant; late: boolean };

/** The edition that comes next: its name and number, and when it is due on the clock of the publication. */
export type NextEdition = {
  edition: string;
  number: number;
  due: Instant;
  timeZone: string;
  /** It comes no earlier than an operator ends this. */
  pause: Pause | null;
  /** Records of the fact log that were filed since the newest edition, for whatever publication; null where nobody knows. */
  filed: number | null;
};

/** Everything that the operator is mailed about a receipt. Receipts are fixed; the rest is as it was at `asOf`, which the mail says. */
export type OperatorNews = {
  receipt: Receipt;
  /** The receipt of the same edition before this one; null for a first one, and where it cannot be read. */
  before: Receipt | null;
  /** Up to four editions before it, the last one first. */
  earlier: readonly EarlierEdition[];
  held: readonly HeldEdition[];
  missing: readonly MissingEdition[];
  /** Null of a publication that makes no editions any more, and where nobody knows. */
  next: NextEdition | null;
  damaged: readonly DamagedFile[];
  /** What could not be looked at, in words. */
  unknown: readonly string[];
  asOf: Instant;
};
