import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changesSince,
  isUnchanged,
  noteProof,
  type ProofItem,
} from '../../../../core/edition/proof/proof.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { MemoryProofs } from '../../../support/memory/memory-proofs.ts';

const edition = { publication: 'weekly', edition: '2026-11-30' };
const at = '2026-11-27T12:00:00Z' as Instant;

const item: fc.Arbitrary<ProofItem> = fc.record({
  kind: fc.constantFrom('fact', 'correction', 'retraction'),
  fact: fc.constantFrom('one.1', 'one.2', 'two.1', 'two.2'),
  sequence: fc.nat(3),
});
/** A fact is told once, as new or as put right. */
const items = fc.uniqueArray(item, { selector: ({ fact }) => fact });

describe('what differs between two proofs', () => {
  it('is nothing between the same items, in whatever order', () => {
    fc.assert(
      fc.property(items, told => {
        expect(isUnchanged(changesSince(told, told.toReversed()))).toBe(true);
      }),
    );
  });

  it('leads from the one to the other', () => {
    fc.assert(
      fc.property(items, items, (before, now) => {
        const { added, changed, gone } = changesSince(before, now);
        const stays = before.filter(one => !gone.includes(one));
        const isAmended = (one: ProofItem) => changed.some(({ fact }) => fact === one.fact);
        const after = [...stays.filter(one => !isAmended(one)), ...changed, ...added];
        const sorted = (some: readonly ProofItem[]) => some.map(one => JSON.stringify(one)).sort();
        expect(sorted(after)).toEqual(sorted(now));
      }),
    );
  });

  it('is a retraction where a correction was', () => {
    const was: ProofItem = { kind: 'correction', fact: 'one.1', sequence: 1 };
    const is: ProofItem = { kind: 'retraction', fact: 'one.1', sequence: 2 };
    expect(changesSince([was], [is])).toEqual({ added: [], changed: [is], gone: [] });
  });
});

describe('noting a proof', () => {
  const told: ProofItem[] = [{ kind: 'fact', fact: 'one.1', sequence: 0 }];

  it('notes what tells something else than the newest, and nothing twice', async () => {
    const proofs = new MemoryProofs();
    expect(await noteProof(proofs, edition, told, at)).toMatchObject({ proof: 1, items: told });
    expect(await noteProof(proofs, edition, told, '2026-11-28T12:00:00Z' as Instant)).toMatchObject({
      proof: 1,
      madeAt: at,
    });
    expect(await noteProof(proofs, edition, [], at)).toMatchObject({ proof: 2, items: [] });
    expect(await noteProof(proofs, { ...edition, edition: '2026-12-07' }, told, at)).toMatchObject({
      proof: 1,
    });
    expect(proofs.noted).toHaveLength(3);
  });

  it('takes the next number where another proof was noted at the same moment', async () => {
    const proofs = new MemoryProofs();
    const [one, other] = await Promise.all([
      noteProof(proofs, edition, told, at),
      noteProof(proofs, edition, [], at),
    ]);
    expect([one.proof, other.proof].sort()).toEqual([1, 2]);
  });
});
