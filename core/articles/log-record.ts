import * as z from 'zod';
import { type Instant, instantSchema } from '../foundation/instant.ts';
import type { AcceptedNote } from './accepted-notes.ts';
import type { Article, Fact } from './article-file.ts';
import type { OwnWords } from './own-words.ts';

/** A note that somebody accepted, as a record keeps it; a later version may know other notes. */
export type RecordedAcceptance = Omit<AcceptedNote, 'note'> & { note: string };

/** An article with its facts, as it was filed. */
export type ArticleRecord = {
  type: 'article';
  recordedAt: Instant;
  article: Article;
  facts: Fact[];
  /** Notes on the facts that somebody accepted when they filed them. */
  accepted?: RecordedAcceptance[] | undefined;
};

/** What all amendments of a filed fact have: `sequence` counts those of one fact from 1. */
type Amending = {
  recordedAt: Instant;
  /** Id of the fact. */
  fact: string;
  sequence: number;
  /** Why, in words for readers. */
  reason: OwnWords;
};

/** A fact as it should have been filed; it takes the place of the one that was, or of an earlier correction. */
export type CorrectionRecord = Amending & {
  type: 'correction';
  corrected: Fact;
  accepted?: RecordedAcceptance[] | undefined;
};

/** A fact that should not have been filed. */
export type RetractionRecord = Amending & { type: 'retraction' };

/** A correction or retraction of a filed fact. */
export type AmendmentRecord = CorrectionRecord | RetractionRecord;

/** What all amendments of a filed article have: `sequence` counts those of one article from 1, corrections and additions together. */
type OfArticle = { recordedAt: Instant; articleId: string; sequence: number };

/** What is known of an article as it should have been filed; its facts stay. It takes the place of what was, or of an earlier one. */
export type ArticleCorrectionRecord = OfArticle & {
  type: 'article correction';
  /** Why, in words for readers. */
  reason: OwnWords;
  corrected: Article;
  accepted?: RecordedAcceptance[] | undefined;
};

/** Facts of a filed article that were missed when it was filed; they count from this record's own time. */
export type AdditionRecord = OfArticle & {
  type: 'addition';
  facts: Fact[];
  accepted?: RecordedAcceptance[] | undefined;
};

/** What puts a filed article right, or adds to it. */
export type ArticleAmendmentRecord = ArticleCorrectionRecord | AdditionRecord;

/** An immutable record of the log. `recordedAt` is the store's time, not the editor's. */
export type LogRecord = ArticleRecord | AmendmentRecord | ArticleAmendmentRecord;

/*
 * These schemas read stored records; filing checks with stricter ones. A record stays for ever, and must be readable even when filing has
 * become stricter or a later version has added fields. So these schemas ask only for the shape that compiling needs, and keep fields
 * that they do not know. They still refuse an unknown kind or status: a claim must not be published under a wrong label.
 */
const words = z.union([z.string(), z.record(z.string(), z.string())], 'text, or text by language tag');

const known = z.looseObject({
  date: z.string(),
  basis: z.enum(['stated', 'inferred']),
  because: words.optional(),
});

const article = z.looseObject({
  id: z.string(),
  title: z.string(),
  titles: z.record(z.string(), z.string()).optional(),
  publisher: words,
  author: z.string().optional(),
  url: z.string().optional(),
  type: z.enum(['commentary', 'news', 'official', 'research', 'company', 'other']),
  published: known,
  retrieved: z.string(),
  language: z.string(),
  capture: z.looseObject({ sha256: z.string(), characters: z.int() }),
  note: words.optional(),
});

const fact = z.looseObject({
  id: z.string(),
  statement: z.record(z.string(), z.string()),
  short: z.record(z.string(), z.string()).optional(),
  kind: z.enum(['event', 'measure', 'plan', 'statement', 'expectation', 'opinion', 'figure', 'background']),
  attribution: z.looseObject({
    who: words,
    how: z.enum(['named', 'the article itself', 'unnamed', 'unclear']),
  }),
  evidence: z.string(),
  quote: z.string().optional(),
  quoteIn: z.record(z.string(), z.string()).optional(),
  status: z.enum(['proposed', 'final', 'in force', 'suspended', 'revoked', 'not stated']).optional(),
  instrument: words.optional(),
  citation: z.string().optional(),
  primarySource: z.string().optional(),
  occurred: known.optional(),
  dates: z.array(z.looseObject({ date: z.string(), what: words })).optional(),
  topics: z.array(z.string()),
  jurisdictions: z.array(z.string()),
  entities: z.array(z.string()),
  importance: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  sameAs: z.string().optional(),
  follows: z.union([z.string(), z.array(z.string())]).optional(),
  why: z.looseObject({ remark: words, by: words }).optional(),
});

const accepted = z
  .array(
    z.looseObject({
      fact: z.string(),
      note: z.string(),
      words: z.string(),
      because: z.string(),
      by: z.string(),
    }),
  )
  .optional();

const amending = {
  recordedAt: instantSchema,
  fact: z.string(),
  sequence: z.int().min(1),
  reason: words,
};

const ofArticle = { recordedAt: instantSchema, articleId: z.string(), sequence: z.int().min(1) };

/** Reads what the fact log holds: one immutable record per filing, with whatever fields later versions gave it. */
export const logRecordSchema: z.ZodType<LogRecord> = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('article'),
    recordedAt: instantSchema,
    article,
    facts: z.array(fact),
    accepted,
  }),
  z.looseObject({ type: z.literal('correction'), ...amending, corrected: fact, accepted }),
  z.looseObject({ type: z.literal('retraction'), ...amending }),
  z.looseObject({
    type: z.literal('article correction'),
    ...ofArticle,
    reason: words,
    corrected: article,
    accepted,
  }),
  z.looseObject({ type: z.literal('addition'), ...ofArticle, facts: z.array(fact), accepted }),
]);
