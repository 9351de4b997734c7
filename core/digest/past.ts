import type { Article, Fact } from '../articles/article-file.ts';
import type { AmendmentRecord, ArticleRecord } from '../articles/log-record.ts';
import type { Appearance, DayGone, DayTeller, DigestCorrection, DigestDay, Told, Update } from './digest.ts';

/** A fact that an edition carried, and what readers were told of it last. */
export type PublishedFact = {
  appeared: Appearance;
  said: DigestCorrection['said'];
  told: Told;
  /** Whether readers were shown no more of it than who says so, as of one that says the same as another. */
  mentioned: boolean;
  /** Whether the fact under its number was this one. */
  leads: boolean;
  /** Who published it, where its digest tells. */
  publisher: string | null;
  /** The other facts under its number that were not corrected so far, each with its publisher. */
  beside: readonly { id: string; publisher: string }[];
  /** The last of the fact's amendments that editions took up, told or not, by its sequence; 0 when there was none. */
  sequence: number;
};

/** What an edition has to know of earlier editions, and of what was filed before its window. */
export type Past = {
  /** Of the facts that its records name, those that an earlier edition carried, by id. */
  published: ReadonlyMap<string, PublishedFact>;
  /**
   * The articles of facts that are corrected, or added to them, and that are not among its records themselves: as they are right by now, each
   * with the facts that it was filed with, and again, with the time of their own, with those that were added to it before.
   */
  articles: readonly ArticleRecord[];
  /** Of the facts that are corrected again, the amendments that editions took up last. */
  amendments: readonly AmendmentRecord[];
  /** The days ahead of the edition before, one for each fact that told of it. */
  daysAhead: readonly ToldDay[];
  /** Those that nobody told any more by then. */
  daysGone: readonly DayGone[];
  /** Which facts update others by now, newest first, as far as editions were read to find those that its records name. */
  updates: readonly Update[];
};

/** A day ahead that a fact told of. */
export type ToldDay = DigestDay & DayTeller;

/** The past of a first edition. */
export const nothingBefore: Past = {
  published: new Map(),
  articles: [],
  amendments: [],
  daysAhead: [],
  daysGone: [],
  updates: [],
};

/** A published fact that records amend; `right` is null if they retract it. */
export type Amended = {
  amendment: AmendmentRecord;
  published: PublishedFact;
  right: { fact: Fact; article: Article } | null;
  /** The fact as the log had it when editions took it up last; undefined where the log does not tell. */
  before: Fact | undefined;
};
