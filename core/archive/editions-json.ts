import * as z from 'zod';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { instantSchema } from '../foundation/instant.ts';
import { type Imprint, makesEditions } from '../publication/retired.ts';
import { formerListPage, type ListedEdition } from '../rendering/pages/archive-page.ts';

/** A schedule as a list says it; schedules of later versions may say more. */
const scheduleIn = z.object({
  every: z.string().describe('day, week or month.'),
  on: z.union([z.string(), z.int()]).optional().describe('The day of the week or of the month, or last.'),
  at: z.string().describe('Local time, such as 07:00.'),
  timeZone: z.string().describe('Name of the zone in the IANA time zone database.'),
});

/** The list of editions for programs; `page` and `manifest` are relative to the list itself. */
export const editionsJsonSchema = z.object({
  version: z.literal(1).default(1),
  publication: z.string(),
  /** The lists of the id under which the publication appeared before, relative to this one. */
  formerly: z.object({ publication: z.string(), page: z.string(), editions: z.string() }).optional(),
  /** When it appears, by which whoever looks can tell whether an edition is missing at the end; lists of before do not say. */
  schedule: scheduleIn.optional(),
  /** Of a publication that makes no editions any more. */
  retired: z.literal(true).optional(),
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

/** What a list says of when its publication appears. */
export type Appears = Pick<z.output<typeof editionsJsonSchema>, 'schedule' | 'retired'>;

/** What the configuration says of when a publication appears. */
export function appearsOf(imprint: Imprint): Appears {
  return makesEditions(imprint) ? { schedule: imprint.schedule } : { retired: true };
}

/** What a list says of it; undefined of one that cannot be read. */
export function appearsIn(content: string | undefined): Appears | undefined {
  const list = listIn(content);
  if (!list) return undefined;
  const { schedule, retired } = list;
  return { ...(schedule && { schedule }), ...(retired && { retired }) };
}

/**
 * Writes editions.json; `former` is the id before, where there are editions under it, `months` are newest first. The same editions give the same
 * bytes.
 */
export function writeEditionsJson(
  publication: string,
  editions: readonly ListedEdition[],
  former: string | null = null,
  months: readonly string[] = [],
  appears: Appears = {},
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
    ...appears,
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
  return listIn(content)?.editions;
}

/** The months that an editions.json names, newest first; undefined of one that cannot be read, or names none. */
export function monthsIn(content: string | undefined): string[] | undefined {
  const { months = [] } = listIn(content) ?? {};
  return months.length === 0 ? undefined : months;
}

/** The id before, where an editions.json names one, under which there are months too. */
export function formerIn(content: string | undefined): string | undefined {
  return listIn(content)?.formerly?.publication;
}

function listIn(content: string | undefined): z.output<typeof editionsJsonSchema> | undefined {
  try {
    return editionsJsonSchema.parse(JSON.parse(content ?? ''));
  } catch {
    return undefined;
  }
}

/** An edition's page, relative to the lists. */
export function pageOf(edition: string): string {
  return `${edition}/index.html`;
}
