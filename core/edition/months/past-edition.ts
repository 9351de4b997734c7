import * as z from 'zod';
import { sha256 } from '../../foundation/hash.ts';
import { manifestSchema, readManifest } from '../manifest.ts';

/** What of a manifest later editions, pages and lists need. */
export const pastManifestSchema = manifestSchema.pick({
  edition: true,
  number: true,
  previous: true,
  window: true,
  subject: true,
  headline: true,
  facts: true,
  items: true,
  corrections: true,
  amended: true,
  updates: true,
});

/** What of an edition was taken down, and on which day: all of it, or words of facts, by their ids. */
const goneSchema = z.object({ edition: z.string().nullable(), facts: z.record(z.string(), z.string()) });
/** What of an edition was taken down. */
export type WhatIsGone = z.infer<typeof goneSchema>;

/** An edition, by its manifest: which one, what it carries, what it says of earlier ones. It never changes, but for what is taken down. */
export const pastEditionSchema = z.object({
  /** The id that the publication had then. */
  publication: z.string(),
  /** SHA-256 of the manifest. */
  sha256: z.string(),
  /** SHA-256 of its digest.json; editions of other versions may have none. */
  digest: z.string().optional(),
  manifest: pastManifestSchema,
  /** What of its words was taken down; then subject and headline are empty where they may tell it. */
  takenDown: goneSchema.optional(),
});
/** An edition by its manifest, read. */
export type PastEdition = z.infer<typeof pastEditionSchema>;

/** Editions of a publication, the first one first: all of them, or those that bear on what somebody looks at. */
export type History = readonly PastEdition[];

/** An edition as its manifest's bytes tell. @throws UnreadableError if they are no manifest */
export function pastEdition(publication: string, manifest: string, where?: string): PastEdition {
  const { files, ...read } = readManifest(manifest, where);
  const digest = files['digest.json']?.sha256;
  return {
    publication,
    sha256: sha256(manifest),
    ...(digest !== undefined && { digest }),
    manifest: pastManifestSchema.parse(read),
  };
}

/** Ids of the facts that an edition's headline tells of, also of a day that earlier editions told. */
export function headedBy({ manifest: { headline } }: PastEdition): string[] {
  return [...(headline?.fact === undefined ? [] : [headline.fact]), ...(headline?.also ?? [])];
}

/** Where an edition is in its publication's history: names of one chain are dates, and sort as such. */
export function placeInHistory(chains: readonly string[], { publication, manifest }: PastEdition): string {
  const at = chains.indexOf(publication);
  // Whoever looks by a former id alone meets editions of the one after it.
  return `${String(at < 0 ? chains.length : at).padStart(2, '0')} ${manifest.edition}`;
}

/** Several histories as one: each edition once, in order. @param chains ids of the publication, the former one first */
export function joined(chains: readonly string[], ...histories: History[]): History {
  const all = new Map(histories.flat().map(past => [placeInHistory(chains, past), past]));
  return [...all.keys()].sort().map(place => all.get(place) as PastEdition);
}
