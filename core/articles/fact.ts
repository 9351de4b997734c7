import * as z from 'zod';
import { wordCount } from '../foundation/counts.ts';
import { slug } from '../foundation/slug.ts';
import { columnsOf } from '../foundation/wrap.ts';
import { countryCode, day, httpsUrl, partialDate, text } from './field.ts';
import { ownWords, wordsByLanguage } from './own-words.ts';

/** Longest evidence, in words: enough to find the place again, too little to be a copy. */
export const evidenceWords = 12;
/** Longest quote, in words: a sentence that carries weight, not a passage. */
export const quoteWords = 40;
/** Widest headline: what most inboxes show of a subject, and a little more. */
const shortColumns = 60;
/** Most facts that one updates: a rule that ends a whole package of others. */
const followedAtMost = 50;
/** Most facts of one article. */
export const factsAtMost = 200;

/** What a claim is. The digest labels by it, so that no expectation can pass for an event. */
const kindSchema = z.enum([
  'event',
  'measure',
  'plan',
  'statement',
  'expectation',
  'opinion',
  'figure',
  'background',
]);

const attributionSchema = z.strictObject({
  who: ownWords(120).describe(
    'Who says so: a person, a body, "the article", or the words that the article uses.',
  ),
  how: z
    .enum(['named', 'the article itself', 'unnamed', 'unclear'])
    .describe(
      'How we know who says so: the article names them; it speaks for itself; it names nobody ("some see"); ' +
        'or its wording leaves open whom it means.',
    ),
});

/** A date with the ground it stands on; an inferred one says why. */
export const knownDate = z
  .strictObject({
    date: partialDate.describe('As precise as it is known and no more: 2022, 2022-10 or 2022-10-17.'),
    basis: z
      .enum(['stated', 'inferred'])
      .describe('"stated" if the article gives this date, "inferred" if it follows from something else.'),
    because: ownWords(400)
      .optional()
      .describe('What an inferred date follows from; required for "inferred".'),
  })
  .refine(value => value?.basis !== 'inferred' || value.because !== undefined, {
    path: ['because'],
    error: 'the reason for an inferred date',
    when: () => true,
  });

/** Schema of a fact's id. */
export const factId = z
  .string()
  .max(80)
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*\.[1-9]\d*$/,
    'the article id, a full stop and a number, such as my-article.4',
  );

const fields = z.strictObject({
  id: factId.describe('The article id, a full stop and a number; never used again for another fact.'),
  statement: wordsByLanguage(400).describe(
    'One claim in our own words, by language tag; no more than the article says, no "this week", no "on Sunday".',
  ),
  short: wordsByLanguage(shortColumns, value =>
    // What has too many characters is told once.
    value.refine(words => words.length > shortColumns || columnsOf(words) <= shortColumns, {
      error: `at most ${shortColumns} columns, of which a Chinese character takes two`,
      params: { todo: 'say it in fewer words; the statement has the rest' },
    }),
  )
    .optional()
    .describe(
      'A headline of at most 60 columns, by language tag, which states the status itself: what an inbox shows of a lead.',
    ),
  kind: kindSchema.describe(
    'event: it happened · measure: law or rule · plan: somebody means to do it · statement: somebody said it · ' +
      'expectation: somebody foresees it · opinion · figure · background.',
  ),
  attribution: attributionSchema.describe('Who says so, and how we know it. A fact without it is refused.'),
  evidence: text(400)
    .refine(value => wordCount(value) <= evidenceWords, {
      error: `at most ${evidenceWords} words of the capture`,
      params: { todo: 'keep the words that carry the claim and cut the rest' },
    })
    .describe('The exact words of the capture that carry the fact, at most 12 words. Not shown to readers.'),
  quote: text(400)
    .refine(value => wordCount(value) <= quoteWords, {
      error: `at most ${quoteWords} words`,
      params: { todo: 'quote the words that matter, and paraphrase the rest in the statement' },
    })
    .optional()
    .describe('Exact words that the article itself has in quotation marks; shown to readers as a quotation.'),
  quoteIn: wordsByLanguage(400)
    .optional()
    .describe(
      'The quote in our own translation, by language tag; readers see the original beside it. Not in the article’s own language.',
    ),
  status: z
    .enum(['proposed', 'final', 'in force', 'suspended', 'revoked', 'not stated'])
    .optional()
    .describe('Of a measure, and of nothing else; "not stated" if the article does not say.'),
  instrument: ownWords(200).optional().describe('The name of the rule, if the article gives it.'),
  citation: text(200)
    .optional()
    .describe('Where it is published, such as 87 FR 62186, if the article gives it.'),
  primarySource: httpsUrl.optional().describe('A link to the original document.'),
  occurred: knownDate.optional().describe('When it happened, if that is known.'),
  dates: z
    .array(
      z.strictObject({
        date: day,
        what: ownWords(200).describe(
          'A whole sentence that says what happens on it, such as "The rule takes effect".',
        ),
      }),
    )
    .max(10)
    .optional()
    .describe('Days ahead that a reader should have in the diary.'),
  topics: z
    .array(slug(60))
    .min(1)
    .max(10)
    .describe('Ids of the topics of a publication, as cdk.json has them.'),
  jurisdictions: z
    .array(countryCode)
    .max(20)
    .describe('Country codes (ISO 3166) of the countries concerned.'),
  entities: z.array(text(120)).max(30).describe('People, bodies and places that the claim names.'),
  importance: z
    .union([z.literal(1), z.literal(2), z.literal(3)], '1, 2 or 3')
    .describe('3 makes it a candidate for In brief; keep that for few.'),
  sameAs: factId.optional().describe('Id of the fact elsewhere that says the same.'),
  follows: z
    .union([factId, z.array(factId).min(1).max(followedAtMost)], 'the id of a fact, or a list of ids')
    .optional()
    .describe(
      'Id of the earlier fact that this one updates, or a list of them: a suspension names every measure that it suspends.',
    ),
  why: z
    .strictObject({ remark: ownWords(400), by: ownWords(120) })
    .optional()
    .describe(
      'Why it matters: an editor’s remark, signed; a signature such as "the editors" may be given by language tag.',
    ),
});

/** Schema of a fact: the fields, and a status where there is a measure and nowhere else, checked whatever else is wrong. */
export const factSchema = fields
  .refine(fact => fact?.kind !== 'measure' || fact.status !== undefined, {
    path: ['status'],
    error: 'a status, for every measure; "not stated" if the article does not say',
    when: () => true,
  })
  .refine(fact => !isOtherKind(fact?.kind) || fact.status === undefined, {
    path: ['status'],
    error: 'no status, which only a measure has',
    params: { todo: 'remove the status, or make the kind "measure"' },
    when: () => true,
  })
  .describe('One attributed claim of the article, in our own words.');

/** One attributed claim of one article, in our own words. */
export type Fact = z.infer<typeof factSchema>;

/** Ids of the facts that a fact updates, in its own order; empty when it updates none. */
export function followedBy({ follows = [] }: { follows?: string | readonly string[] | undefined }): string[] {
  return typeof follows === 'string' ? [follows] : [...follows];
}

/** A kind that is spelt wrongly is one mistake; it says nothing about the status. */
function isOtherKind(kind: unknown): boolean {
  return kind !== 'measure' && kindSchema.safeParse(kind).success;
}
