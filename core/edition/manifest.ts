import * as z from 'zod';
import { newestAmendments } from '../articles/amendments.ts';
import type { StoredRecord } from '../articles/fact-log.ts';
import type { AmendmentRecord } from '../articles/log-record.ts';
import { type Digest, factsOf } from '../digest/digest.ts';
import { correctionAnchor } from '../digest/numbering.ts';
import { updatesIn } from '../digest/standing.ts';
import { updateSchema } from '../digest/told-digest.ts';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { compareText } from '../foundation/compare-text.ts';
import { sha256 } from '../foundation/hash.ts';
import { readStored } from '../foundation/stored-json.ts';
import { type Places, placesSchema } from '../message/places.ts';
import { type Plan, planSchema } from '../publication/plan.ts';
import type { Headline } from '../rendering/headlines/line.ts';

/**
 * What an edition consists of and on what basis. Each manifest carries the hash of the one before it, so that a change
 * anywhere in the past shows.
 */
export const manifestSchema = z.object({
  version: z.literal(1),
  ...planSchema.shape,
  /** Who the edition is sent from, as its From header says. */
  from: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  /**
   * What lists say of the edition, in the language of its words, and of which fact, if it is of one, or of a day that this tells of;
   * manifests of before have the subject alone.
   */
  headline: z
    .object({
      text: z.string(),
      language: z.string(),
      fact: z.string().optional(),
      /** Of a day ahead, others that tell of it. */
      also: z.array(z.string()).optional(),
    })
    .optional(),
  records: z.array(z.string()),
  /** SHA-256 of each of them as it is stored, in the same order; manifests of before do not say. */
  recordHashes: z.array(z.string()).optional(),
  /** Ids of the facts that this edition is the first to carry, each once, also where several are one item. */
  facts: z.array(z.string()),
  /** How many items they make, each under its number: facts that say the same are one. */
  items: z.int().min(0).optional(),
  /** Facts of earlier editions that this one amends: where each appeared, and which of its amendments readers were told. */
  corrections: z
    .array(
      z.object({
        fact: z.string(),
        number: z.string(),
        edition: z.string(),
        kind: z.enum(['correction', 'retraction']),
        sequence: z.int().min(1),
        /** Where this edition's page says so, if not at the fact's number; and whose account alone it is about. */
        anchor: z.string().optional(),
        publisher: z.string().optional(),
      }),
    )
    .default([]),
  /** Amendments that this edition took up silently, because it carries the amended fact itself or readers see no change. */
  amended: z.array(z.object({ fact: z.string(), sequence: z.int().min(1) })).default([]),
  /**
   * Facts that those which this edition carries or corrects update: where each appeared, what it was told to be if it is that no longer,
   * and by which fact. What an edition says of the updates of a fact holds until another one corrects that fact.
   */
  updates: z.array(updateSchema).default([]),
  /** SHA-256 of the captures that the facts were drawn from. */
  captures: z.array(z.string()),
  files: z.record(z.string(), z.object({ sha256: z.string(), size: z.int() })),
  /** The web page as it is in the seal: in the archive its marked places are filled. Manifests of before do not say. */
  page: z.object({ sha256: z.string(), size: z.int() }).optional(),
  /** Where the reader's fields stand in message.eml, in bytes. */
  places: placesSchema,
  previousManifest: z.string().nullable(),
  /** SHA-256 of the newest receipt of the edition before, if that was closed when this one was made. */
  previousReceipt: z.string().nullable().default(null),
  /** SHA-256 of the seal of the edition before, as it is stored; null for a first edition. Manifests of before do not say. */
  previousSeal: z.string().nullable().optional(),
  /** Of a first edition after a rename: the last one under the former id, and the SHA-256 of its manifest. */
  former: z.object({ publication: z.string(), edition: z.string(), manifest: z.string() }).optional(),
  /**
   * What had been taken down when it was made: which edition or fact, and the key of the record of it, with its SHA-256. All of it, so that a record that is gone shows; manifests of when there was nothing do not say.
   */
  takenDown: z
    .array(
      z.object({
        edition: z.string().optional(),
        fact: z.string().optional(),
        record: z.string(),
        sha256: z.string(),
      }),
    )
    .optional(),
});
/** A manifest, read. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Writes the manifest's bytes: sizes in bytes, hashes SHA-256. */
export function writeManifest(input: {
  plan: Plan;
  from: Manifest['from'];
  subject: string;
  headline: Headline;
  records: readonly StoredRecord[];
  digest: Digest;
  files: Readonly<Record<string, string>>;
  page: string;
  places: Places;
  previousReceipt: string | null;
  previousSeal?: string | null;
  former?: Manifest['former'];
  takenDown?: NonNullable<Manifest['takenDown']>;
}): string {
  const { plan, from, subject, headline, records, digest, places, previousReceipt, previousSeal, former } =
    input;
  const { takenDown = [] } = input;
  const hashes = records.flatMap(record => record.sha256 ?? []);
  const facts = factsOf(digest);
  const manifest: Manifest = {
    version: 1,
    ...plan,
    from,
    subject,
    headline,
    records: records.map(({ key }) => key),
    ...(hashes.length === records.length && { recordHashes: hashes }),
    facts: facts.flatMap(({ id, also }) => [id, ...also.map(mention => mention.id)]),
    items: facts.length,
    corrections: correctionsIn(digest, records),
    amended: silentlyAmended(digest, records),
    updates: updatesIn(digest),
    captures: digest.sources.map(source => source.capture.sha256),
    files: Object.fromEntries(Object.entries(input.files).map(([name, content]) => [name, named(content)])),
    page: named(input.page),
    places,
    previousManifest: digest.previousManifest,
    previousReceipt,
    ...(previousSeal !== undefined && { previousSeal }),
    ...(former && { former }),
    ...(takenDown.length > 0 && { takenDown }),
  };
  return canonicalJson(manifest);
}

function named(content: string): { sha256: string; size: number } {
  return { sha256: sha256(content), size: Buffer.byteLength(content) };
}

function correctionsIn({ corrections }: Digest, records: readonly StoredRecord[]): Manifest['corrections'] {
  const amendments = newestAmendments(records);
  return corrections.map(correction => {
    const { id, appeared, shared } = correction;
    const { number, edition } = appeared;
    const { type: kind, sequence } = amendments.get(id) as AmendmentRecord;
    const about = shared && { anchor: correctionAnchor(correction), publisher: shared.publisher };
    return { fact: id, number, edition, kind, sequence, ...about };
  });
}

function silentlyAmended({ corrections }: Digest, records: readonly StoredRecord[]): Manifest['amended'] {
  const told = new Set(corrections.map(({ id }) => id));
  return [...newestAmendments(records).values()]
    .filter(({ fact }) => !told.has(fact))
    .map(({ fact, sequence }) => ({ fact, sequence }))
    .sort((a, b) => compareText(a.fact, b.fact));
}

/**
 * Reads a manifest's bytes, of this version or a later one that adds fields.
 * @param where its place, for messages. @throws NewerDataError; UnreadableError if they are not a manifest
 */
export function readManifest(content: string, where = 'manifest'): Manifest {
  return readStored(manifestSchema, content, where);
}
