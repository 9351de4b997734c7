import { newestSeal } from '../../core/edition/chain.ts';
import { type Manifest, readManifest } from '../../core/edition/manifest.ts';
import type { Seal } from '../../core/edition/seal.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { Installation } from '../installation/installation.ts';

/** A sealed edition with its manifest, which is missing until the edition is unpacked. */
export type ArchivedEdition = {
  edition: string;
  manifest: Manifest | undefined;
  /** SHA-256 of the manifest's bytes. */
  sha256: string | undefined;
  /** SHA-256 that the seal gives it; known of the newest edition only, whose manifest no later one names yet. */
  sealedSha256: string | undefined;
  receipts: readonly ArchivedReceipt[];
};
/** A receipt of an edition, as it is kept. */
export type ArchivedReceipt = { number: number; sha256: string; content: string };

type Stores = Pick<Installation, 'seals' | 'archive' | 'receipts'>;

/** Names of all sealed editions, oldest first. A seal is named by the edition before it, so only the newest is read. */
export async function editionNames({ seals }: Pick<Stores, 'seals'>, publication: string): Promise<string[]> {
  return namesFrom(await seals.links(publication), await newestSeal(seals, publication));
}

/** All sealed editions with their manifests and receipts, oldest first. @throws when a manifest is no manifest */
export async function archivedEditions(
  { seals, archive, receipts }: Stores,
  publication: string,
): Promise<ArchivedEdition[]> {
  const newest = await newestSeal(seals, publication);
  const editions: ArchivedEdition[] = [];
  for (const edition of namesFrom(await seals.links(publication), newest)) {
    const content = await archive.read({ publication, edition }, 'manifest.json');
    const isNewest = newest?.plan.edition === edition;
    editions.push({
      edition,
      manifest: content === undefined ? undefined : readManifest(content),
      sha256: content === undefined ? undefined : sha256(content),
      sealedSha256: isNewest ? sha256(newest.files['manifest.json']) : undefined,
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

function namesFrom(links: readonly (string | null)[], newest: Seal | undefined): string[] {
  return [...links.filter(link => link !== null), ...(newest ? [newest.plan.edition] : [])];
}
