import * as z from 'zod';
import { type Instant, instantSchema } from '../../foundation/instant.ts';
import type { EditionKey } from '../../publication/plan.ts';
import type { Manifest } from '../manifest.ts';

/** Schema of something that an edition tells: a fact that it is the first to carry, or that an earlier one was not right; as amended so often. */
export const proofItemSchema = z.object({
  kind: z.enum(['fact', 'correction', 'retraction']),
  fact: z.string(),
  sequence: z.int().min(0),
});
/** Something that an edition tells. */
export type ProofItem = z.infer<typeof proofItemSchema>;

/** What a proof of an edition told, for whoever asks what is new since; one that told the same as the one before is not noted. */
export const proofSchema = z.object({
  format: z.literal(1),
  publication: z.string(),
  edition: z.string(),
  /** Counts the proofs of the edition, from 1. */
  proof: z.int().min(1),
  madeAt: instantSchema,
  items: z.array(proofItemSchema),
});
/** A noted proof, read. */
export type Proof = z.infer<typeof proofSchema>;

/** What proofs told, each noted once: the buckets let nothing private be written over. */
export interface Proofs {
  /** The newest of an edition; undefined while there is none. */
  newest(edition: EditionKey): Promise<Proof | undefined>;
  /** Notes a proof unless one of its number is noted. */
  write(proof: Proof): Promise<'written' | 'taken'>;
}

/** What an edition tells, by its manifest: facts in its order, then what it puts right. */
export function itemsOf({ facts, amended, corrections }: Manifest): ProofItem[] {
  const sequences = new Map(amended.map(({ fact, sequence }) => [fact, sequence]));
  return [
    ...facts.map(fact => ({ kind: 'fact' as const, fact, sequence: sequences.get(fact) ?? 0 })),
    ...corrections.map(({ kind, fact, sequence }) => ({ kind, fact, sequence })),
  ];
}

/** How what an edition tells differs from what a proof before told. */
export type ProofChanges = {
  /** Told now, and not then; all of it where there was no proof. */
  added: ProofItem[];
  /** Told both times, and amended in between. */
  changed: ProofItem[];
  /** Told then, and not now. */
  gone: ProofItem[];
};

/** Compares what is told now with what was told; the order in which it is told does not count. */
export function changesSince(before: readonly ProofItem[], now: readonly ProofItem[]): ProofChanges {
  const then = new Map(before.map(item => [placeOf(item), item]));
  const still = new Set(now.map(placeOf));
  const added: ProofItem[] = [];
  const changed: ProofItem[] = [];
  for (const item of now) {
    const known = then.get(placeOf(item));
    if (!known) added.push(item);
    else if (known.sequence !== item.sequence || known.kind !== item.kind) changed.push(item);
  }
  return { added, changed, gone: before.filter(item => !still.has(placeOf(item))) };
}

/** Whether nothing was added, changed or left out. */
export function isUnchanged({ added, changed, gone }: ProofChanges): boolean {
  return added.length + changed.length + gone.length === 0;
}

/** A fact is told once: as new, or as put right. */
function placeOf({ kind, fact }: ProofItem): string {
  return `${kind === 'fact' ? 'new' : 'right'} ${fact}`;
}

/**
 * Notes what a proof told, unless the newest told the same: then that stays the one since which nothing is new.
 * @returns the proof that is noted now.
 */
export async function noteProof(
  proofs: Proofs,
  { publication, edition }: EditionKey,
  items: readonly ProofItem[],
  madeAt: Instant,
): Promise<Proof> {
  for (;;) {
    const newest = await proofs.newest({ publication, edition });
    if (newest && isUnchanged(changesSince(newest.items, items))) return newest;
    const proof: Proof = {
      ...{ format: 1, publication, edition, proof: (newest?.proof ?? 0) + 1 },
      ...{ madeAt, items: [...items] },
    };
    // Where another proof took the number, that one is the newest: look again.
    if ((await proofs.write(proof)) === 'written') return proof;
  }
}
