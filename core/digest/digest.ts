import type { Article, Fact } from '../articles/article-file.ts';
import type { WordsIn } from '../articles/own-words.ts';
import type { Instant } from '../foundation/instant.ts';
import type { Schedule } from '../publication/schedule.ts';
import type { FactData, MentionData } from './fact-data.ts';

/** What readers are told a claim is: how firm the ground is, not how loud the news; `measure` is one whose article states no status. */
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

/** A date in words for readers: as precise as it is known, with the reason if it is inferred. */
export type DigestDate = { date: string; basis: 'stated' | 'inferred'; because: WordsIn | null };

/** Who says so, and how we know it. */
export type DigestAttribution = { who: WordsIn; how: Fact['attribution']['how'] };

/** Where a fact appeared: its number, and the edition that carried it; `publication` where that is the id that the publication had before. */
export type Appearance = { number: string; edition: string; publication?: string | undefined };

/** Another article that makes the same claim; its own words and names are for programs alone. */
export type DigestMention = Pick<DigestFact, 'id' | 'source' | 'attribution'> & { data?: MentionData };

/** A fact as an edition shows it. Words are in the publication's language where there are any; each says which it has. */
export type DigestFact = {
  /** Citable number within the publication: edition number, hyphen, two digits or more, such as `1-04`. */
  number: string;
  id: string;
  statement: WordsIn;
  /** An editor's headline for it, which states the status itself; in the language of the statement. */
  short: WordsIn | null;
  label: Label;
  attribution: DigestAttribution;
  quote: string | null;
  /** The language of the quote: the article's. */
  quoteLanguage: string;
  /** The quote in our translation, if it is in another language than the publication's, and has one in that. */
  quoteIn: WordsIn | null;
  instrument: WordsIn | null;
  citation: string | null;
  primarySource: string | null;
  occurred: DigestDate | null;
  jurisdictions: readonly string[];
  entities: readonly string[];
  importance: Fact['importance'];
  why: { remark: WordsIn; by: string } | null;
  /** Letter of its source in this edition. */
  source: string;
  /** Other articles of this edition that say the same, in the order of their letters. */
  also: readonly DigestMention[];
  /** The fact that this one updates, if an edition carried it, this one or an earlier one. */
  follows: Appearance | null;
  /** What this one updates, `follows` first: each number once. */
  updates: readonly DigestUpdate[];
  /** The fact of an earlier edition that says the same, and was told under the same label. */
  sameAs: Appearance | null;
  /** True when it was recorded before the window began, and no edition carried it. */
  late: boolean;
  data?: FactData;
};

/** What a fact updates, under the number that it had. */
export type DigestUpdate = Appearance & {
  /** What readers were told last that it was, if that holds no longer: `1-02 was Final`. Null for an update that leaves it as it is. */
  was: Label | null;
  /** Ids of the facts under that number that are updated, each with the one of this item that says so. */
  facts: readonly { id: string; by: string }[];
};

/** An article as the edition's list of sources shows it. */
export type DigestSource = Pick<
  Article,
  'id' | 'author' | 'url' | 'type' | 'retrieved' | 'language' | 'capture'
> & {
  /** In the publication's language if the publisher has a name in it. */
  publisher: string;
  /** The language of that name, where the article gives names by language; null for a name that is the same in all. */
  publisherLanguage: string | null;
  /** `A` to `Z`, then `AA` and so on, in order of first appearance. */
  letter: string;
  /** In the publication's language if it was translated, else the original. */
  title: WordsIn;
  /** The article's own title, if `title` is a translation. */
  originalTitle: WordsIn | null;
  published: DigestDate;
  note: WordsIn | null;
};

/** The facts of one topic, most important first. */
export type DigestSection = { topic: { id: string; title: string }; facts: readonly DigestFact[] };

/** An edition: its number, and its name. */
export type EditionName = { number: number; edition: string };

/** What readers were last told of a fact before its correction, and whether another edition withdrew that since. */
export type Told = {
  /** The edition that said so: the one that carried the fact, or one that corrected it. */
  by: EditionName;
  /** The edition that withdrew it, if nothing took its place since. */
  withdrawn: EditionName | null;
};

/** One of several articles that made the same claim under one number. */
export type SharedFact = {
  /** Who published it. */
  publisher: string;
  /** Whether the fact under the number was this article's. */
  leads: boolean;
  /** Publishers of the other facts, which were not corrected. */
  stands: readonly string[];
};

/** What is said of a fact besides its statement. */
export type DigestDetails = Pick<
  DigestFact,
  | 'quote'
  | 'quoteLanguage'
  | 'quoteIn'
  | 'instrument'
  | 'citation'
  | 'primarySource'
  | 'occurred'
  | 'jurisdictions'
  | 'why'
>;

/** A correction or retraction of what an earlier edition said. */
export type DigestCorrection = {
  /** Id of the fact, and where it appeared. */
  id: string;
  appeared: Appearance;
  /** What readers were told last, and by which edition; `short` is null if they were shown no headline of it. */
  said: Pick<DigestFact, 'statement' | 'short' | 'label' | 'attribution'>;
  told: Told;
  /** Of a fact that several articles made: that this is about one of them; null when it is about all that was said. */
  shared: SharedFact | null;
  /** Details that were shown with it and are not right, the others null or empty; null when no detail differs. */
  details: DigestDetails | null;
  /** The days ahead that were told of and those that are right, of this fact; both empty when they are the same. */
  days: { said: readonly DigestDay[]; right: readonly DigestDay[] };
  /** What is right, under the number that it had; null when the fact is retracted and nothing takes its place. */
  right: DigestFact | null;
  reason: WordsIn;
};

/** A day, and what happens on it. */
export type DigestDay = { date: string; what: WordsIn };

/** That a fact updates another which an edition carried: what an edition's manifest says of it. */
export type Update = Appearance & {
  /** Id of the fact that is updated, whose number and edition these are. */
  fact: string;
  /** What readers were told last that it was, if that holds no longer; null for an update that leaves it as it is. */
  was: Label | null;
  /** The fact that updates it, with what it is. */
  by: Appearance & { fact: string; label: Label };
};

/** A fact that tells of a day ahead. */
export type DayTeller = {
  id: string;
  fact: Appearance;
  /** What the fact is by now, also by what overtook it; null where the digest that first told of the day did not say. */
  label: Label | null;
  /** Its own label, and what bears on what it is by now, newest first. */
  own: Label | null;
  updates: readonly Update[];
  /** As it is right by now; null where the digest that first told of the day did not say. */
  attribution: DigestAttribution | null;
};

/** A day ahead that facts of this edition or of earlier ones tell of. It stands while any of them stands; the first of them leads. */
export type DigestDayAhead = DigestDay &
  DayTeller & {
    /** Others that say the same of the same day under the same label, in the order in which they appeared. */
    also: readonly DayTeller[];
    /** Whether it comes before the next edition does: no other edition can tell of it in time, so it is news. */
    soon: boolean;
  };

/** A day ahead that nobody tells any more, since the edition `gone`, and how often that came about: it can be told again. */
export type DayGone = DigestDay & Pick<DayTeller, 'id' | 'fact'> & { gone: string; times: number };

/** The compiled content of an edition: everything that rendering needs, so that it looks nothing up. */
export type Digest = {
  publication: {
    id: string;
    title: string;
    description: string;
    language: string;
    timeZone: string;
    postalAddress: string;
    replyTo: string;
    /** The name that the edition is sent under, and how often one comes; digests of before do not say. */
    sender?: string;
    every?: Schedule['every'];
  };
  /** The local date of the scheduled time; names the edition. */
  edition: string;
  /** 1 for the first edition of the publication. */
  number: number;
  /** The edition before this one; null for the first. */
  previous: string | null;
  /** When the next edition is due by the schedule as it is now. */
  next: Instant;
  /** Half-open. `from` is null where a first edition, of an earlier version, covers all that was ever recorded. */
  window: { from: Instant | null; to: Instant };
  /** From when on, up to its own window, what was filed is in no edition, since `coversSince` says so. */
  leftOutSince?: Instant;
  /** Names of the editions that an operator left out before this one, in order: its window covers theirs. Not there if none was. */
  skipped?: readonly string[];
  /** Numbers of up to three facts for the top, in order. */
  inBrief: readonly string[];
  /** In the order in which the facts appeared. */
  corrections: readonly DigestCorrection[];
  /** All days from the edition's own on, however far ahead, of all editions so far, each once: by date, then by the fact's number. */
  daysAhead: readonly DigestDayAhead[];
  /** Those that went within the last year, in the order in which they did; left out where there are none. */
  daysGone?: readonly DayGone[];
  sections: readonly DigestSection[];
  /** Expectations and opinions, whatever their topic: never among what happened. */
  views: readonly DigestFact[];
  /** Of the facts and of what corrections say is right. */
  sources: readonly DigestSource[];
  /** Letters of sources that were published, or tell of events, more than the configured days before the window ended. */
  old: readonly string[];
  /** `facts` counts what several articles say once, under one number; corrections are not among them. */
  counts: { facts: number; sources: number; late: number };
  /** SHA-256 of the previous edition's manifest; null for the first. */
  previousManifest: string | null;
};

/** All facts that an edition shows, in its order: those of its sections, then expectations and opinions. */
export function factsOf<Shown>(digest: {
  sections: readonly { facts: readonly Shown[] }[];
  views: readonly Shown[];
}): Shown[] {
  return [...digest.sections.flatMap(({ facts }) => facts), ...digest.views];
}
