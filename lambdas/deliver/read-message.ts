import type { Binding } from '../../core/delivery/binding/binding.ts';
import type { Outgoing } from '../../core/delivery/sending/deliver-to-reader.ts';
import { MissingArchiveFileError } from '../../core/edition/archive.ts';
import { sealOfEdition } from '../../core/edition/chain.ts';
import type { EditionSources } from '../../core/edition/chain-manifests.ts';
import { archiveKey, meetDamage } from '../../core/edition/damage.ts';
import { type Manifest, readManifest } from '../../core/edition/manifest.ts';
import { type Seal, sealedFile, sealKey } from '../../core/edition/seal.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { EditionKey } from '../../core/publication/plan.ts';

/** What is mailed, and the time of the edition. */
export type SealedMessage = { outgoing: Outgoing; publishedAt: Instant };

type Stored = { manifest: string | undefined; message: string | undefined };

/**
 * The message and its sender as they were sealed: neither a configuration that changed since nor a damaged file must change them.
 * The files are taken where their hashes are right, else the seal's bytes.
 * @param bound what was written down when delivery began: the hash of the sealed manifest, and where the seal stands. Where it is not
 * known, the seal is read in any case.
 * @throws MissingArchiveFileError if neither the files are right nor a seal is there.
 */
export async function readMessage(
  sources: EditionSources,
  edition: EditionKey,
  bound?: Pick<Binding, 'manifest' | 'previous'>,
): Promise<SealedMessage> {
  const [manifest, message] = await Promise.all([
    sources.archive.read(edition, 'manifest.json'),
    sources.archive.read(edition, 'message.eml'),
  ]);
  const stored = { manifest, message };
  if (bound && manifest !== undefined && sha256(manifest) === bound.manifest) {
    const whole = wholeMessage(stored, edition);
    if (whole) return whole;
  }
  const { seals } = sources;
  const seal = bound
    ? await seals.read(edition.publication, bound.previous)
    : await sealOfEdition(seals, edition);
  if (seal?.plan.edition === edition.edition) return fromSeal(sources, seal, stored);
  // Without its seal, files that agree with each other are what there is.
  const whole = bound ? undefined : wholeMessage(stored, edition);
  if (!whole) throw new MissingArchiveFileError(edition, 'message.eml');
  return whole;
}

/** The message of the files; undefined if one is missing, or the message is not the one that the manifest names. */
function wholeMessage({ manifest, message }: Stored, edition: EditionKey): SealedMessage | undefined {
  if (manifest === undefined || message === undefined) return undefined;
  const read = readManifest(manifest, archiveKey(edition.publication, `${edition.edition}/manifest.json`));
  return sha256(message) === read.files['message.eml']?.sha256 ? sealedMessage(read, message) : undefined;
}

async function fromSeal(
  { damage }: EditionSources,
  seal: Seal,
  { manifest, message }: Stored,
): Promise<SealedMessage> {
  const files = [
    ['manifest.json', manifest],
    ['message.eml', message],
  ] as const;
  for (const [name, stored] of files) {
    const sealed = sealedFile(seal, name);
    if (stored !== sealed) await meetDamage(damage, seal.plan, name, { stored, sealed });
  }
  const read = readManifest(sealedFile(seal, 'manifest.json'), `manifest.json in ${sealKey(seal.plan)}`);
  return sealedMessage(read, sealedFile(seal, 'message.eml'));
}

function sealedMessage({ places, from, window }: Manifest, message: string): SealedMessage {
  const template = { bytes: Buffer.from(message, 'latin1'), places };
  return { outgoing: { from: from.address, template }, publishedAt: window.to };
}
