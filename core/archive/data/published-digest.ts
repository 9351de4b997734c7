import * as z from 'zod';
import { attribution, labelSchema, words } from '../../digest/told-digest.ts';
import { readStored } from '../../foundation/stored-json.ts';

const byLanguage = z.record(z.string(), z.string());
const knownDate = z.object({ date: z.string(), basis: z.enum(['stated', 'inferred']) });

const data = z.object({
  statement: byLanguage,
  who: byLanguage,
  kind: z.enum(['event', 'measure', 'plan', 'statement', 'expectation', 'opinion', 'figure', 'background']),
  evidence: z.string(),
  topics: z.array(z.string()),
  dates: z.array(z.object({ date: z.string(), what: byLanguage })),
});

const mention = z.object({
  id: z.string(),
  source: z.string().default(''),
  attribution,
  data: data.extend({ entities: z.array(z.string()) }).optional(),
});

const fact = z.object({
  id: z.string(),
  number: z.string(),
  statement: words,
  label: labelSchema,
  attribution,
  source: z.string().default(''),
  quote: z.string().nullable().default(null),
  quoteLanguage: z.string().optional(),
  quoteIn: words.nullable().default(null),
  instrument: words.nullable().default(null),
  citation: z.string().nullable().default(null),
  primarySource: z.string().nullable().default(null),
  occurred: knownDate.nullable().default(null),
  jurisdictions: z.array(z.string()).default([]),
  entities: z.array(z.string()).default([]),
  also: z.array(mention).default([]),
  data: data.optional(),
});

/** A digest of any version, as far as it says what was published of its facts. What an older one lacks, it did not say. */
export const publishedDigestSchema = z.object({
  sections: z.array(z.object({ topic: z.object({ id: z.string() }).optional(), facts: z.array(fact) })),
  views: z.array(fact),
  sources: z
    .array(
      z.object({
        letter: z.string(),
        id: z.string().default(''),
        title: words.optional(),
        originalTitle: words.nullable().default(null),
        publisher: z.string(),
        url: z.string().optional(),
        published: knownDate.optional(),
        language: z.string().optional(),
        capture: z.object({ sha256: z.string() }).optional(),
      }),
    )
    .default([]),
});

/** What an edition published. */
export type PublishedDigest = z.infer<typeof publishedDigestSchema>;
/** A fact as an edition published it. */
export type PublishedItem = PublishedDigest['views'][number];

/** Reads a digest.json. @param where its place, for messages. @throws UnreadableError when it is none, NewerDataError */
export function readPublishedDigest(content: string, where: string): PublishedDigest {
  return readStored(publishedDigestSchema, content, where);
}
