import type { DigestCorrection, DigestDayAhead, Reference } from '../digest.ts';
import type { ArticleRecord } from '../facts/log-record.ts';

/** A fact that an edition carried, and what readers were told of it last. */
export type PublishedFact = {
  appeared: Reference;
  said: DigestCorrection['said'];
  /** Which correction or retraction of the fact readers were told last, by its sequence; 0 when there was none. */
  sequence: number;
};

/** What an edition has to know of those before it, and of what was filed before its window. */
export type Past = {
  /** Of the facts that its records name, those that an earlier edition carried, by id. */
  published: ReadonlyMap<string, PublishedFact>;
  /** The articles of corrected facts that are not among its records themselves. */
  articles: readonly ArticleRecord[];
  /** The days ahead of the edition before. */
  daysAhead: readonly DigestDayAhead[];
};

/** The past of a first edition. */
export const nothingBefore: Past = { published: new Map(), articles: [], daysAhead: [] };
