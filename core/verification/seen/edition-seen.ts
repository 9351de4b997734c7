import type { SealedPage } from '../../archive/pages/make-pages.ts';
import { isPageAsSealed } from '../../archive/pages/page-places.ts';
import { archiveKey } from '../../edition/damage.ts';
import { type Manifest, readManifest } from '../../edition/manifest.ts';
import { type PastEdition, pastEdition } from '../../edition/months/past-edition.ts';
import { readSeal, type Seal, sealKey } from '../../edition/seal.ts';
import { canonicalJson } from '../../foundation/canonical-json.ts';
import { CourantError } from '../../foundation/errors.ts';
import { sha256 } from '../../foundation/hash.ts';
import { planSchema } from '../../publication/plan.ts';
import type { Findings } from './finding.ts';
import type { Look } from './look.ts';
import type { TakenDownSeen } from './taken-down-seen.ts';

/** A file as a verification remembers it: not its bytes, so that a long archive fits into memory. */
export type SeenFile = { sha256: string; size: number };

/** An edition by its seal: what the chain is judged by. */
export type SeenEdition = {
  /** The key of its seal, and the SHA-256 of the seal's bytes. */
  key: string;
  sealHash: string;
  after: string | null;
  edition: string;
  manifest: Manifest;
  /** The same, as months keep it. */
  past: PastEdition;
  /** SHA-256 of the manifest as sealed, and as it lies in the archive; undefined where it does not. */
  manifestHash: string;
  archivedManifestHash: string | undefined;
  /** The day on which its files were taken down, and how many of them are as their hashes say, or gone. */
  takenDown: { on: string; files: number } | undefined;
  /** Its page as it was sealed, by which the stored one can be made again; editions of other versions may have none. */
  page: SealedPage | undefined;
};

/** What else bears on how an edition is looked at. */
export type SeeingContext = {
  down?: Pick<TakenDownSeen, 'since'>;
  /** Whether an edition may just have been sealed, so that its files are still being written. */
  isNew?: (edition: string) => boolean;
};

/**
 * Looks at the seal that follows an edition, and at the archived files of the edition that it holds: each must have the bytes that its manifest names.
 * Whether the manifest itself is the right one, its neighbours say.
 * @returns undefined where the seal is missing or cannot be read, which is found then.
 */
export async function seeEdition(
  look: Look,
  publication: string,
  after: string | null,
  findings: Findings,
  { down, isNew = () => false }: SeeingContext = {},
): Promise<SeenEdition | undefined> {
  const key = sealKey({ publication, previous: after });
  const bytes = await look.read('archive', key);
  if (bytes === undefined) return undefined;
  const seal = sealIn(bytes, key, findings);
  if (!seal) return undefined;
  const manifest = manifestIn(seal, key, findings);
  if (!manifest) return undefined;
  comparePlan(seal, manifest, key, findings);
  compareSealed(seal, manifest, key, findings);
  const { edition } = seal.plan;
  const on = down?.since({ publication, edition });
  const manifestHash = sha256(seal.files['manifest.json']);
  const found =
    on === undefined
      ? await compareArchived(look, seal, manifest, findings, isNew(edition))
      : await compareTakenDown(look, seal, manifest, findings);
  // One that is still to be written counts as there.
  const archivedManifestHash = found.manifestHash ?? (isNew(edition) ? manifestHash : undefined);
  return {
    ...{ key, after, edition, manifest, archivedManifestHash },
    takenDown: on === undefined ? undefined : { on, files: found.files },
    page: sealedPage(seal),
    past: pastEdition(publication, seal.files['manifest.json']),
    sealHash: sha256(bytes),
    manifestHash,
  };
}

function sealedPage({
  plan: { publication, edition, number, previous },
  files,
}: Seal): SealedPage | undefined {
  const content = files['index.html'];
  if (content === undefined) return undefined;
  return { publication, edition, number, content, isFirst: previous === null };
}

function sealIn(bytes: Uint8Array, key: string, findings: Findings): Seal | undefined {
  const text = textOf(bytes);
  try {
    const seal = readSeal(text, key);
    // Written in one way, by every version: other bytes for the same content were put there by somebody else.
    if (!sameBytes(bytes, JSON.stringify(JSON.parse(text))))
      findings.add(key, 'altered', 'the seal is not written as seals are');
    return seal;
  } catch (error) {
    if (!(error instanceof CourantError)) throw error;
    findings.add(key, 'unreadable', `the seal cannot be read: ${firstLine(error)}`);
    return undefined;
  }
}

function manifestIn(seal: Seal, key: string, findings: Findings): Manifest | undefined {
  try {
    return readManifest(seal.files['manifest.json'], `manifest.json in ${key}`);
  } catch (error) {
    if (!(error instanceof CourantError)) throw error;
    findings.add(key, 'unreadable', `its manifest cannot be read: ${firstLine(error)}`);
    return undefined;
  }
}

function comparePlan(seal: Seal, manifest: Manifest, key: string, findings: Findings): void {
  const planned = canonicalJson(planSchema.parse(manifest));
  if (canonicalJson(planSchema.parse(seal.plan)) !== planned)
    findings.add(key, 'contradicts', 'its plan is not the one of its manifest');
  if (canonicalJson(seal.records) !== canonicalJson(manifest.records))
    findings.add(key, 'contradicts', 'the records that it took up are not those of its manifest');
}

/** The files inside of a seal, by the manifest. */
function compareSealed(seal: Seal, manifest: Manifest, key: string, findings: Findings): void {
  const named = { ...manifest.files, ...(manifest.page && { 'index.html': manifest.page }) };
  for (const [name, expected] of Object.entries(named)) {
    const content = Object.hasOwn(seal.files, name) ? seal.files[name] : undefined;
    if (content === undefined) findings.add(key, 'altered', `it lacks the file ${name} of its manifest`);
    else if (!isSame(seen(Buffer.from(content)), expected))
      findings.add(
        key,
        'altered',
        `its file ${name} has not the SHA-256 of its manifest, ${expected.sha256}`,
      );
  }
}

/** What the archive has of an edition's sealed files: the hash of its manifest, which the chain judges, and how many were taken down. */
type Archived = { manifestHash: string | undefined; files: number };

/** Files that were taken down: as the seal has them, or gone; their hashes stay. The page is the month's to vouch for. */
async function compareTakenDown(
  look: Look,
  { plan, files }: Seal,
  manifest: Manifest,
  findings: Findings,
): Promise<Archived> {
  const expected = { ...manifest.files, 'manifest.json': seen(Buffer.from(files['manifest.json'])) };
  for (const [name, { sha256: hash }] of Object.entries(expected)) {
    const key = archiveKey(plan.publication, `${plan.edition}/${name}`);
    const bytes = await look.read('archive', key);
    if (!bytes) continue;
    if (sha256(bytes) !== hash)
      findings.add(
        key,
        'altered',
        `expected the SHA-256 ${hash}, also of what was taken down, found ${sha256(bytes)}`,
      );
    else if (await look.isServed?.(key))
      findings.add(
        key,
        'still served',
        'it was taken down, and lacks the tag by which it is not served: take it down again',
      );
  }
  return { manifestHash: expected['manifest.json'].sha256, files: Object.keys(expected).length };
}

async function compareArchived(
  look: Look,
  { plan, files }: Seal,
  manifest: Manifest,
  findings: Findings,
  isNew: boolean,
): Promise<Archived> {
  const missing = (key: string) => {
    if (!isNew)
      findings.add(key, 'missing', `expected a file of edition ${plan.edition}, which is sealed, found none`);
  };
  const keyOf = (name: string) => archiveKey(plan.publication, `${plan.edition}/${name}`);
  for (const [name, expected] of Object.entries(manifest.files)) {
    const bytes = await look.read('archive', keyOf(name));
    if (bytes === undefined) missing(keyOf(name));
    else if (!isSame(seen(bytes), expected))
      findings.add(
        keyOf(name),
        'altered',
        `expected the SHA-256 of its manifest, ${expected.sha256}, found ${sha256(bytes)}`,
      );
  }
  const sealedPage = files['index.html'];
  if (sealedPage !== undefined) {
    const page = await look.read('archive', keyOf('index.html'));
    if (page === undefined) missing(keyOf('index.html'));
    else if (!isPageAsSealed(sealedPage, textOf(page)))
      findings.add(
        keyOf('index.html'),
        'altered',
        'expected the page that was sealed, with its places filled, found another',
      );
  }
  const archived = await look.read('archive', keyOf('manifest.json'));
  return { manifestHash: archived && sha256(archived), files: 0 };
}

/** What is remembered of bytes. */
export function seen(bytes: Uint8Array): SeenFile {
  return { sha256: sha256(bytes), size: bytes.length };
}

function isSame(one: SeenFile, other: SeenFile): boolean {
  return one.sha256 === other.sha256 && one.size === other.size;
}

/** Bytes as text; what is no UTF-8 becomes a sign that no file of ours has, so that hashes tell. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function sameBytes(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(text, 'utf8').equals(bytes);
}

function firstLine({ message }: Error): string {
  return message.split('\n').slice(0, 2).join(' ');
}
