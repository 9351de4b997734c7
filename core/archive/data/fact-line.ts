import * as z from 'zod';
import { labelSchema } from '../../digest/told-digest.ts';
import { canonicalJson } from '../../foundation/canonical-json.ts';
import { CourantError } from '../../foundation/errors.ts';
import { readStored } from '../../foundation/stored-json.ts';

const wordsByLanguage = z.record(z.string(), z.string());
const how = z.enum(['named', 'the article itself', 'unnamed', 'unclear']);
/** Schema of who says so. */
export const attribution = z.object({
  who: wordsByLanguage.describe('Who says so, by language tag.'),
  how: how.describe('How we know who says so.'),
});

const knownDate = z.object({
  date: z.string().describe('As precise as it is known: 2022, 2022-10 or 2022-10-17.'),
  basis: z.enum(['stated', 'inferred']),
});

const source = z.object({
  article: z.string().describe('Id of the article.'),
  title: wordsByLanguage.describe('Its title, by language tag: as it is, and in translation.'),
  publisher: z.string(),
  url: z.string().nullable().describe('Where it was read, if that is known.'),
  published: knownDate,
  capture: z.string().nullable().describe('SHA-256 of the captured text, which is kept privately.'),
});

const kind = z
  .enum(['event', 'measure', 'plan', 'statement', 'expectation', 'opinion', 'figure', 'background'])
  .nullable()
  .describe('What sort of claim it is; null where an edition of before does not say.');

const evidence = z
  .string()
  .nullable()
  .describe('SHA-256 of the exact words of the capture that carry the fact; null in editions of before.');

const standing = z.object({
  kind: z.enum(['corrected', 'withdrawn', 'updated']),
  by: z
    .object({
      publication: z.string(),
      edition: z.string(),
      editionNumber: z.int(),
      number: z.string().describe('The number under which it says so.'),
      page: z.string().describe('The place, relative to this file.'),
    })
    .describe('The later edition that says so.'),
  publisher: z
    .string()
    .nullable()
    .describe(
      'Whose account alone it is about, of a fact that several articles made; null for the fact itself.',
    ),
  right: z
    .object({ statement: wordsByLanguage, label: labelSchema, attribution })
    .nullable()
    .optional()
    .describe('Of a correction what is right; null where the statement stands and details were put right.'),
  label: labelSchema
    .nullable()
    .optional()
    .describe('Of an update what the fact is by now; null where it stays what it was.'),
});

/** A fact as an edition published it, with what became of it since: one line of a month's jsonl. All addresses are relative to that file. */
export const factLineSchema = z.object({
  format: z.literal(1).describe('Number of this layout; a file of a higher one is for newer programs.'),
  publication: z.string().describe('The id that the publication had then.'),
  edition: z.string().describe('Name of the edition: the local date of its scheduled time.'),
  editionNumber: z.int(),
  number: z.string().describe('Citable number of the fact within the publication, such as 1-04.'),
  page: z
    .string()
    .describe('Permanent link to the fact, where its standing is shown, relative to this file.'),
  id: z.string().describe('Id of the fact.'),
  statement: wordsByLanguage.describe('The claim in our own words, by language tag, as it was published.'),
  language: z.string().describe('The language in which the edition showed it.'),
  label: labelSchema.describe('What readers were told that it is.'),
  kind,
  attribution,
  source,
  evidence,
  quote: z
    .object({ text: z.string(), language: z.string() })
    .nullable()
    .describe('Exact words of the article.'),
  quoteIn: wordsByLanguage.nullable().describe('The quote in our own translation.'),
  occurred: knownDate.nullable().describe('When it happened, if that is known.'),
  dates: z
    .array(z.object({ date: z.string(), what: wordsByLanguage }))
    .describe('Days ahead of which it tells.'),
  places: z.array(z.string()).describe('Country codes (ISO 3166) of the countries concerned.'),
  entities: z.array(z.string()).describe('People, bodies and places that the claim names.'),
  topics: z
    .array(z.string())
    .describe('Ids of topics; of an edition of before the one under which it stood.'),
  instrument: wordsByLanguage.nullable().describe('The name of the rule.'),
  citation: z.string().nullable().describe('Where the rule is published.'),
  primarySource: z.string().nullable().describe('A link to the original document.'),
  also: z
    .array(
      z.object({
        id: z.string(),
        statement: wordsByLanguage.describe('Its own words; empty in editions of before.'),
        attribution,
        source,
        evidence,
        entities: z.array(z.string()),
      }),
    )
    .describe('Facts of other articles that say the same, under the same number.'),
  standing: standing.nullable().describe('What became of it since; null while it stands as it was told.'),
  alsoSince: z
    .array(standing)
    .optional()
    .describe('What else became of it, such as that one of several articles withdrew its account.'),
});

/** A fact as published, read. */
export type FactLine = z.infer<typeof factLineSchema>;
/** What became of a fact, as its line says. */
export type LineStanding = z.infer<typeof standing>;
/** A source as a line names it. */
export type LineSource = z.infer<typeof source>;

/** A line of a jsonl: in JSON a line never ends within a text, so it is canonical JSON without its indents. */
export function jsonLine(line: FactLine | Readonly<Record<string, unknown>>): string {
  return `${canonicalJson(line).replace(/\n */g, '')}\n`;
}

/** The bytes of a month's jsonl: a line a fact, in the order given. */
export function writeFactLines(lines: readonly FactLine[]): string {
  return lines.map(jsonLine).join('');
}

/** Reads a month's jsonl. @param where its place, for messages. @throws NewerDataError, UnreadableError */
export function readFactLines(content: string, where: string): FactLine[] {
  return content
    .split('\n')
    .filter(line => line !== '')
    .map((line, index) => readStored(factLineSchema, line, `${where}, line ${index + 1}`));
}

/** The same, or undefined of what cannot be read: then it is made anew. */
export function factLinesIn(content: string, where: string): FactLine[] | undefined {
  try {
    return readFactLines(content, where);
  } catch (error) {
    if (error instanceof CourantError) return undefined;
    throw error;
  }
}
