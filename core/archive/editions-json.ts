import * as z from 'zod';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { instantSchema } from '../foundation/instant.ts';
import type { ListedEdition } from '../rendering/pages/archive-page.ts';

/** The list of editions for programs; `page` and `manifest` are relative to the list itself. */
export const editionsJsonSchema = z.object({
  publication: z.string(),
  /** In the order of the chain: the first edition first. */
  editions: z.array(
    z.object({
      edition: z.string(),
      number: z.int().min(1),
      window: z.object({ from: instantSchema.nullable(), to: instantSchema }),
      subject: z.string(),
      /** Null where the edition was sealed without one. */
      headline: z.object({ text: z.string(), language: z.string() }).nullable().default(null),
      facts: z.int().min(0),
      corrections: z.int().min(0).default(0),
      page: z.string(),
      manifest: z.string(),
      manifestSha256: z.string(),
    }),
  ),
});

/** Writes editions.json; the same editions give the same bytes. */
export function writeEditionsJson(publication: string, editions: readonly ListedEdition[]): string {
  const content: z.input<typeof editionsJsonSchema> = {
    publication,
    editions: editions.map(listed => ({
      ...listed,
      page: pageOf(listed.edition),
      manifest: `${listed.edition}/manifest.json`,
    })),
  };
  return canonicalJson(content);
}

/** Whether an editions.json names an edition. What is no such list names none, so that it is written anew. */
export function namesEdition(content: string, edition: string): boolean {
  try {
    const { editions } = editionsJsonSchema.parse(JSON.parse(content));
    return editions.some(listed => listed.edition === edition);
  } catch {
    return false;
  }
}

/** An edition's page, relative to the lists. */
export function pageOf(edition: string): string {
  return `${edition}/index.html`;
}
