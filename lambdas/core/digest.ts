import type { Article, Fact } from './facts/article-file.ts';
import type { Instant } from './instant.ts';

/**
 * What a reader is told a claim is. The words are a lawyer's: they say how firm the ground is, not how loud the news.
 * `measure` stands for a measure whose article does not say what status it has.
 */
export type Label =
  | 'proposed'
  | 'final'
  | 'in force'
  | 'suspended'
  | 'revoked'
  | 'measure'
  | 'planned'
  | 'said'
  | 'reported'
  | 'expected'
  | 'view'
  | 'background';

/** A fact as an edition shows it. */
export type DigestFact = {
  /** Citable number within the publication: edition number, hyphen, two digits or more, such as `1-04`. */
  number: string;
  id: string;
  /** In the publication's language where there is one; `language` says which was taken. */
  statement: { text: string; language: string };
  label: Label;
  attribution: Fact['attribution'];
  quote: string | null;
  /** The language of the quote: the article's. */
  quoteLanguage: string;
  instrument: string | null;
  citation: string | null;
  primarySource: string | null;
  occurred: Fact['occurred'] | null;
  jurisdictions: readonly string[];
  entities: readonly string[];
  importance: Fact['importance'];
  why: Fact['why'] | null;
  /** Letter of its source in this edition. */
  source: string;
  /** True when it was recorded before the window began, and no edition carried it. */
  late: boolean;
};

/** An article as the edition's list of sources shows it. */
export type DigestSource = Article & {
  /** `A` to `Z`, then `AA` and so on, in order of first appearance. */
  letter: string;
};

/** The facts of one topic, most important first. */
export type DigestSection = { topic: { id: string; title: string }; facts: readonly DigestFact[] };

/** The compiled content of an edition: everything that a rendering needs to know, nothing that it has to look up. */
export type Digest = {
  publication: {
    id: string;
    title: string;
    description: string;
    language: string;
    timeZone: string;
    postalAddress: string;
    replyTo: string;
  };
  /** The local date of the scheduled time; names the edition. */
  edition: string;
  /** 1 for the first edition of the publication. */
  number: number;
  /** Half-open. `from` is null where the first edition covers all that was ever recorded. */
  window: { from: Instant | null; to: Instant };
  /** Numbers of up to three facts for the top, in order. */
  inBrief: readonly string[];
  sections: readonly DigestSection[];
  /** Expectations and opinions, whatever their topic: never among what happened. */
  views: readonly DigestFact[];
  sources: readonly DigestSource[];
  /** Letters of sources that were published, or tell of events, more than the configured days before the window ended. */
  old: readonly string[];
  counts: { facts: number; sources: number; late: number };
  /** SHA-256 of the previous edition's manifest; null for the first. */
  previousManifest: string | null;
};
