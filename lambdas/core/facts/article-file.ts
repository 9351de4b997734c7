import * as z from 'zod';

const slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a slug: lower-case letters, digits and single hyphens');
/** Text that a reader sees: no control or bidirectional override characters, which could forge what stands around it. */
const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(
      /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+$/u,
      'one line of text, without control or direction characters',
    )
    .refine(value => value.trim() === value, 'no white space at the ends');
const date = z
  .string()
  .regex(
    /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
    'a date as precise as it is known: 2022, 2022-10 or 2022-10-17',
  )
  .refine(isOnCalendar, 'a day that the calendar has');
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2026-11-23')
  .refine(isOnCalendar, 'a day that the calendar has');
const httpsUrl = z.url({ protocol: /^https$/, error: 'a link that begins with https://' }).max(2000);
const language = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/,
    'a language tag (BCP 47) such as en or zh-Hans',
  );
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits');

const knownDate = z
  .strictObject({
    date,
    basis: z.enum(['stated', 'inferred']),
    because: text(400).optional(),
  })
  .refine(value => value.basis === 'stated' || value.because !== undefined, {
    path: ['because'],
    error: 'the reason for an inferred date',
  });

export const articleSchema = z.strictObject({
  id: slug,
  title: text(300),
  publisher: text(120),
  author: text(120).optional(),
  url: httpsUrl.optional(),
  type: z.enum(['commentary', 'news', 'official', 'research', 'company', 'other']),
  published: knownDate,
  retrieved: day,
  language,
  capture: z.strictObject({ sha256, characters: z.int().min(1) }),
});

export const factSchema = z
  .strictObject({
    id: z
      .string()
      .max(80)
      .regex(
        /^[a-z0-9]+(-[a-z0-9]+)*\.[1-9]\d*$/,
        'the article id, a full stop and a number, such as my-article.4',
      ),
    statement: z
      .record(language, text(400))
      .refine(value => Object.keys(value).length > 0, 'a statement in at least one language'),
    kind: z.enum(['event', 'measure', 'plan', 'statement', 'expectation', 'opinion', 'figure', 'background']),
    attribution: z.strictObject({
      who: text(120),
      how: z.enum(['named', 'the article itself', 'unnamed', 'unclear']),
    }),
    evidence: text(400).refine(value => wordCount(value) <= 12, 'at most 12 words of the capture'),
    quote: text(400).optional(),
    status: z.enum(['proposed', 'final', 'in force', 'suspended', 'revoked', 'not stated']).optional(),
    instrument: text(200).optional(),
    citation: text(200).optional(),
    primarySource: httpsUrl.optional(),
    occurred: knownDate.optional(),
    dates: z
      .array(z.strictObject({ date: day, what: text(200) }))
      .max(10)
      .optional(),
    topics: z.array(slug).min(1).max(10),
    jurisdictions: z.array(z.string().regex(/^[A-Z]{2}$/, 'a country code (ISO 3166) such as CN')).max(20),
    entities: z.array(text(120)).max(30),
    importance: z.union([z.literal(1), z.literal(2), z.literal(3)], '1, 2 or 3'),
    sameAs: z.string().max(80).optional(),
    follows: z.string().max(80).optional(),
    why: z.strictObject({ remark: text(400), by: text(120) }).optional(),
  })
  .refine(fact => fact.kind === 'measure' || fact.status === undefined, {
    path: ['status'],
    error: 'no status, which only a measure has',
  })
  .refine(fact => fact.kind !== 'measure' || fact.status !== undefined, {
    path: ['status'],
    error: 'a status, for every measure; "not stated" if the article does not say',
  });

/** One article with its facts: what `facts/*.json` holds and what an editor files. */
export const articleFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    article: articleSchema,
    facts: z.array(factSchema).min(1).max(200),
  })
  .superRefine((file, context) => {
    const seen = new Set<string>();
    for (const [index, fact] of file.facts.entries()) {
      const path = ['facts', index, 'id'];
      if (!fact.id.startsWith(`${file.article.id}.`)) {
        context.addIssue({ code: 'custom', path, message: `an id that begins with ${file.article.id}.` });
      }
      if (seen.has(fact.id)) context.addIssue({ code: 'custom', path, message: 'every fact id once' });
      seen.add(fact.id);
    }
  });

/** Something that was read. */
export type Article = z.infer<typeof articleSchema>;
/** One attributed claim of one article, in our own words. */
export type Fact = z.infer<typeof factSchema>;
/** An article and its facts, as filed. */
export type ArticleFile = z.infer<typeof articleFileSchema>;

/** Words as a reader counts them: runs between white space; each Han or kana character counts as half a word. */
export function wordCount(value: string): number {
  const dense = value.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  const spaced =
    value.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, ' ').match(/[\p{L}\p{N}]\S*/gu)
      ?.length ?? 0;
  return spaced + Math.ceil(dense / 2);
}

function isOnCalendar(value: string): boolean {
  const parsed = new Date(`${value}${'-01-01'.slice(0, 10 - value.length)}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}
