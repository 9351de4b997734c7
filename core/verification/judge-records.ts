import { sha256 } from '../foundation/hash.ts';
import { mapInOrder } from '../foundation/map-in-order.ts';
import type { SeenEdition } from './seen/edition-seen.ts';
import type { Findings } from './seen/finding.ts';
import type { Look } from './seen/look.ts';
import { captureKey } from './seen/not-kept.ts';

/** Enough to hide a store's answering time. */
const readsAtOnce = 16;

/**
 * Looks at what editions were made from: the log records with the SHA-256 that their manifests name (those of before name none: then only that they are
 * there), and the captured texts, which are named by theirs.
 * @returns how many records and captures there are, and how many captures the store never had.
 */
export async function judgeRecords(
  look: Look,
  editions: readonly SeenEdition[],
  findings: Findings,
): Promise<{ records: number; captures: number; notKept: number; unhashed: number }> {
  const records = editions.flatMap(({ edition, manifest }) =>
    manifest.records.map((key, index) => ({ edition, key, expected: manifest.recordHashes?.[index] })),
  );
  const captures = new Set(editions.flatMap(({ manifest }) => manifest.captures));
  await mapInOrder(records, readsAtOnce, async ({ edition, key, expected }) => {
    const bytes = await look.read('content', key);
    if (!bytes) findings.add(key, 'missing', `expected a record that edition ${edition} took up, found none`);
    else if (expected !== undefined && sha256(bytes) !== expected)
      findings.add(
        key,
        'altered',
        `expected the SHA-256 ${expected}, which the manifest of ${edition} names, found ${sha256(bytes)}`,
      );
  });
  let notKept = 0;
  await mapInOrder([...captures], readsAtOnce, async hash => {
    const key = captureKey(hash);
    const bytes = await look.read('content', key);
    if (!bytes && (await look.notKept?.())?.has(hash)) notKept += 1;
    else if (!bytes) findings.add(key, 'missing', 'expected the captured text of an article, found none');
    else if (sha256(bytes) !== hash)
      findings.add(key, 'altered', `expected the SHA-256 of its name, found ${sha256(bytes)}`);
  });
  const unhashed = records.filter(({ expected }) => expected === undefined).length;
  return { records: records.length, captures: captures.size - notKept, notKept, unhashed };
}
