import type { Receipt } from '../../delivery/receipt/receipt.ts';
import type { DamagedFile } from '../../edition/damage.ts';
import type { Pause } from '../../edition/decisions/decision.ts';
import type { Instant } from '../../foundation/instant.ts';

/**
 * An edition before the one that the mail is about, by its newest receipt: null where it is not closed, where that cannot be read, and
 * where it is missing or `damaged`.
 */
export type EarlierEdition = { edition: string; receipt: Receipt | null; damaged: boolean };

/** Another edition of the publication that waits for an operator. */
export type HeldEdition = { edition: string; tablesLost: boolean };

/** A closed edition of which nobody decided yet about the messages that SES may have taken. */
export type UndecidedEdition = { edition: string; uncertain: number };

/** A scheduled time that made no edition, and that no operator left out. */
export type MissingEdition = { edition: string; due: Instant; late: boolean };

/** The edition that comes next: its name and number, and when it is due on the clock of the publication. */
export type NextEdition = {
  edition: string;
  /** Null where an edition is missing, which takes the number if it is made. */
  number: number | null;
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
  undecided: readonly UndecidedEdition[];
  missing: readonly MissingEdition[];
  /** Null of a publication that makes no editions any more, and where nobody knows. */
  next: NextEdition | null;
  damaged: readonly DamagedFile[];
  /** What could not be looked at, in words. */
  unknown: readonly string[];
  asOf: Instant;
};
