import * as z from 'zod';
import { wordsIn } from '../articles/own-words.ts';
import { readStored } from '../foundation/stored-json.ts';
import { type EditionName, factsOf, type Label } from './digest.ts';
import type { Past, PublishedFact } from './past.ts';

const labels = [
  'proposed',
  'final',
  'in force',
  'suspended',
  'revoked',
  'measure',
  'planned',
  'said',
  'reported',
  'expected',
  'view',
  'background',
] as const satisfies readonly Label[];

/** Schema of a label. */
export const labelSchema = z.enum(labels);

/** Words of ours, which in digests of earlier versions stood without their language. */
export const words = z.union([
  z.object({ text: z.string(), language: z.string() }),
  z.string().transform(text => wordsIn(text, 'en')),
]);
const reference = z.object({ number: z.string(), edition: z.string(), publication: z.string().optional() });
const editionName = z.object({ number: z.int(), edition: z.string() });
/** Schema of who says so. */
export const attribution = z.object({
  who: words,
  how: z.enum(['named', 'the article itself', 'unnamed', 'unclear']),
});
const said = z.object({
  statement: words,
  short: words.nullable().default(null),
  label: labelSchema,
  attribution,
});
/** Of what programs are told of a fact the words. */
const wordsOfData = z.object({ statement: z.record(z.string(), z.string()) });
const fact = z.object({
  ...said.shape,
  id: z.string(),
  number: z.string(),
  source: z.string().optional(),
  also: z.array(z.object({ id: z.string(), source: z.string().optional(), attribution })).default([]),
});

/** Schema of an update, as manifests and days ahead hold it. */
export const updateSchema = z.object({
  fact: z.string(),
  ...reference.shape,
  was: labelSchema.nullable(),
  by: z.object({ fact: z.string(), ...reference.shape, label: labelSchema }),
});

const day = z.object({ date: z.string(), what: words });

const dayTeller = z.object({
  id: z.string(),
  fact: reference,
  label: labelSchema.nullable().default(null),
  own: labelSchema.nullable().optional(),
  updates: z.array(updateSchema).default([]),
  attribution: attribution.nullable().default(null),
});

const dayAhead = z.object({
  ...day.shape,
  ...dayTeller.shape,
  also: z.array(dayTeller).default([]),
});

/*
 * Reads from a digest of any version only what later editions need. A field that an older digest lacks, it did not say.
 */
const toldDigestSchema = z.object({
  edition: z.string(),
  inBrief: z.array(z.string()).default([]),
  sections: z.array(
    z.object({ topic: z.object({ title: z.string() }).optional().catch(undefined), facts: z.array(fact) }),
  ),
  views: z.array(fact),
  sources: z
    .array(
      z.object({
        letter: z.string(),
        /** Of the article. */
        id: z.string().optional().catch(undefined),
        publisher: z.string(),
        url: z.string().nullable().default(null).catch(null),
      }),
    )
    .default([]),
  corrections: z
    .array(
      z.object({
        id: z.string(),
        said,
        right: said.extend({ data: wordsOfData.optional() }).nullable(),
        days: z.object({ said: z.array(day), right: z.array(day) }).default({ said: [], right: [] }),
        told: z.object({ by: editionName }).optional(),
        reason: words.optional().catch(undefined),
      }),
    )
    .default([]),
  daysAhead: z.array(dayAhead).default([]),
  daysGone: z
    .array(z.object({ ...day.shape, id: z.string(), fact: reference, gone: z.string(), times: z.int() }))
    .default([]),
});

/** What an edition told its readers, as far as later editions need it. */
export type ToldDigest = z.infer<typeof toldDigestSchema>;

/** Reads a digest.json. @param where its place, for messages. @throws UnreadableError when it is none */
export function readToldDigest(content: string, where: string): ToldDigest {
  return readStored(toldDigestSchema, content, where);
}

/**
 * Where a fact stands in an edition, and what the edition said of it; undefined if the edition did not carry it. Readers were shown the
 * headlines of facts in brief, and of no others.
 */
export function toldOf(
  { edition, sources, inBrief, ...digest }: ToldDigest,
  id: string,
): Pick<PublishedFact, 'appeared' | 'said' | 'mentioned' | 'leads' | 'publisher' | 'beside'> | undefined {
  for (const { number, statement, short, label, attribution, ...item } of factsOf(digest)) {
    const mention = item.id === id ? { attribution } : item.also.find(other => other.id === id);
    if (!mention) continue;
    const all = [item, ...item.also].map(({ id: of, source }) => {
      return { id: of, publisher: sources.find(({ letter }) => letter === source)?.publisher ?? null };
    });
    return {
      appeared: { number, edition },
      said: {
        statement,
        short: item.id === id && inBrief.includes(number) ? short : null,
        label,
        attribution: mention.attribution,
      },
      mentioned: item.id !== id,
      leads: item.id === id,
      publisher: all.find(one => one.id === id)?.publisher ?? null,
      beside: all.flatMap(one =>
        one.id === id || one.publisher === null ? [] : { id: one.id, publisher: one.publisher },
      ),
    };
  }
  return undefined;
}

/** What an edition that amends a fact says of it: what is right, or, for a retraction, what had been said and by which edition. */
export function correctedIn(
  { corrections }: ToldDigest,
  id: string,
  { appeared, here }: Record<'appeared' | 'here', EditionName>,
): Pick<PublishedFact, 'said' | 'told'> | undefined {
  const correction = corrections.find(found => found.id === id);
  if (!correction) return undefined;
  const { said, right, told } = correction;
  if (right) {
    const { data: _, ...shown } = right;
    return { said: shown, told: { by: here, withdrawn: null } };
  }
  return { said, told: { by: told?.by ?? appeared, withdrawn: here } };
}

/**
 * The days ahead that an edition told of, one for each fact that told of it, and those that were gone by then; none in the digest of a version that
 * knew of none.
 * @param former the id of the edition's publication, where that has another one by now: then the facts lie there.
 */
export function daysIn(
  content: string,
  where: string,
  former?: string,
): Pick<Past, 'daysAhead' | 'daysGone'> {
  const placed = former === undefined ? {} : { publication: former };
  const { daysAhead, daysGone } = readToldDigest(content, where);
  return {
    daysAhead: daysAhead.flatMap(({ date, what, also, ...first }) =>
      [first, ...also].map(({ own, fact, ...teller }) => ({
        date,
        what,
        ...teller,
        fact: { ...placed, ...fact },
        own: own ?? teller.label,
      })),
    ),
    daysGone: daysGone.map(({ fact, ...gone }) => ({ ...gone, fact: { ...placed, ...fact } })),
  };
}
