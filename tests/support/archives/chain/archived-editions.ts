import type { Installation } from '../../../../cli/installation/installation.ts';
import { chainManifests } from '../../../../core/edition/chain-manifests.ts';
import { archiveKey, type DamagedFile, DamageList } from '../../../../core/edition/damage.ts';
import type { Manifest } from '../../../../core/edition/manifest.ts';
import { sha256 } from '../../../../core/foundation/hash.ts';
import type { EditionKey } from '../../../../core/publication/plan.ts';

/** A sealed edition with its manifest, as the seals have it, and what became of the manifest's file. */
export type ArchivedEdition = {
  edition: string;
  manifest: Manifest;
  /** SHA-256 of the manifest's bytes, as sealed. */
  sha256: string;
  /** Whether the archive has these bytes, others, or none: also the newest edition has none until it is unpacked. */
  file: 'as sealed' | DamagedFile['found'];
  receipts: readonly ArchivedReceipt[];
};
/** A receipt of an edition, as it is kept. */
export type ArchivedReceipt = { number: number; sha256: string; content: string };

type Stores = Pick<Installation, 'seals' | 'archive' | 'receipts'>;

/** All sealed editions with their manifests and receipts, oldest first. A damaged file hides no edition. */
export async function archivedEditions(
  { seals, archive, receipts }: Stores,
  publication: string,
): Promise<ArchivedEdition[]> {
  const damage = new DamageList();
  const manifests = await chainManifests({ seals, archive, damage }, publication);
  const damaged = new Map(damage.take().map(({ key, found }) => [key, found]));
  const editions: ArchivedEdition[] = [];
  for (const { content, manifest, isUnpacked } of manifests) {
    const { edition } = manifest;
    const found = damaged.get(archiveKey(publication, `${edition}/manifest.json`)) ?? 'as sealed';
    editions.push({
      edition,
      manifest,
      sha256: sha256(content),
      file: isUnpacked ? found : 'nothing',
      receipts: await receiptsOf(receipts, { publication, edition }),
    });
  }
  return editions;
}

/** They are numbered without gaps, so the archive alone says how many there are. */
async function receiptsOf(receipts: Stores['receipts'], edition: EditionKey): Promise<ArchivedReceipt[]> {
  const found: ArchivedReceipt[] = [];
  for (let number = 1; ; number += 1) {
    const content = await receipts.read(edition, number);
    if (content === undefined) return found;
    found.push({ number, sha256: sha256(content), content });
  }
}
