import * as z from 'zod';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { instantSchema } from '../foundation/instant.ts';
import { formerListPage, type ListedEdition } from '../rendering/pages/archive-page.ts';

/** The list of editions for programs; `page` and `manifest` are relative to the list itself. */
export const editionsJsonSchema = z.object({
  version: z.literal(1).default(1),
  publication: z.string(),
  /** The lists of the id under which the publication appeared before, relative to this one. */
  formerly: z.object({ publication: z.string(), page: z.string(), editions: z.string() }).optional(),
  /** The months that have editions, newest first; what is in each, `all/<month>.json` tells. Lists of before name all editions, and no months. */
  months: z.array(z.string()).default([]),
  /** The newest thirty, in the order of the chain: the first of them first. */
  editions: z.array(
    z.object({
      edition: z.string(),
      number: z.int().min(1),
      window: z.object({ from: instantSchema.nullable(), to: instantSchema }),
      subject: z.string(),
      /** Null where the edition was sealed without one. */
      headline: z.object({ text: z.string(), language: z.string() }).nullable().default(null),
      /** The later edition that withdrew what the headline tells, or told it in other words. */
      since: z
        .object({ kind: z.enum(['corrected', 'withdrawn']), edition: z.string(), number: z.int().min(1) })
        .nullable()
        .default(null),
      facts: z.int().min(0),
      corrections: z.int().min(0).default(0),
      /** The day on which its words were taken down; then subject and headline say nothing. */
      takenDown: z.string().optional(),
      page: z.string(),
      manifest: z.string(),
      manifestSha256: z.string(),
    }),
  ),
});

/**
 * Writes editions.json; `former` is the id before, where there are editions under it, `months` are newest first. The same editions give the same
 * bytes.
 */
export function writeEditionsJson(
  publication: string,
  editions: readonly ListedEdition[],
  former: string | null = null,
  months: readonly string[] = [],
): string {
  const content: z.input<typeof editionsJsonSchema> = {
    version: 1,
    publication,
    ...(former !== null && {
      formerly: {
        publication: former,
        page: formerListPage(former),
        editions: `../${former}/editions.json`,
      },
    }),
    months: [...months],
    editions: editions.map(({ since, takenDown, ...listed }) => ({
      ...listed,
      ...(takenDown !== null && { takenDown }),
      since: since && { kind: since.kind, edition: since.edition, number: since.number },
      page: pageOf(listed.edition),
      manifest: `${listed.edition}/manifest.json`,
    })),
  };
  return canonicalJson(content);
}

/** The editions that an editions.json names; undefined of what is no such list, or of a layout that only newer versions know. */
export function editionsIn(content: string): z.output<typeof editionsJsonSchema>['editions'] | undefined {
  try {
    return editionsJsonSchema.parse(JSON.parse(content)).editions;
  } catch {
    return undefined;
  }
}

/** The months that an editions.json names, newest first; undefined of one that cannot be read, or names none. */
export function monthsIn(content: string | undefined): string[] | undefined {
  try {
    const { months } = editionsJsonSchema.parse(JSON.parse(content ?? ''));
    return months.length === 0 ? undefined : months;
  } catch {
    return undefined;
  }
}

/** The id before, where an editions.json names one, under which there are months too. */
export function formerIn(content: string | undefined): string | undefined {
  try {
    return editionsJsonSchema.parse(JSON.parse(content ?? '')).formerly?.publication;
  } catch {
    return undefined;
  }
}

/** An edition's page, relative to the lists. */
export function pageOf(edition: string): string {
  return `${edition}/index.html`;
}
