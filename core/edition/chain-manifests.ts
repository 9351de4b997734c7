import { sha256 } from '../foundation/hash.ts';
import type { Instant } from '../foundation/instant.ts';
import { mapInOrder } from '../foundation/map-in-order.ts';
import type { EditionKey } from '../publication/plan.ts';
import { type Archive, MissingArchiveFileError } from './archive.ts';
import { linksNear, sealOfEdition } from './chain.ts';
import { archiveKey, type DamageCare, meetDamage } from './damage.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { type Seal, type Seals, sealKey } from './seal.ts';

/** What the chain and its manifests are read from; without `damage` nobody is told of files that are not as they were sealed. */
export type EditionSources = {
  seals: Seals;
  archive: Pick<Archive, 'read'>;
  damage?: DamageCare | undefined;
};

/** A manifest as it was sealed; only that of the newest edition can be sealed and not unpacked yet. */
export type ChainManifest = { content: string; manifest: Manifest; isUnpacked: boolean };

/** Enough to hide the store's answering time, too few to be slowed down by it. */
const readsAtOnce = 16;

/** The manifests of all editions of a publication, in the order of their chain. */
export async function chainManifests(sources: EditionSources, publication: string): Promise<ChainManifest[]> {
  return (await Array.fromAsync(manifestsNewestFirst(sources, publication))).reverse();
}

/**
 * The manifests of all editions, newest first, read a few at a time: a caller that has found enough reads no further.
 *
 * They are as they were sealed, whatever became of the files: the newest comes from its seal, and of an older one the archived copy
 * counts if it has the hash that the next manifest names, or else its own seal does. So a whole archive costs no seal but the newest.
 * @param near a time not long after which the newest edition may be: then the end of the chain is listed, and the rest only if it is walked.
 */
export async function* manifestsNewestFirst(
  sources: EditionSources,
  publication: string,
  near?: Instant,
): AsyncGenerator<ChainManifest> {
  let expected: string | null = null;
  for await (const links of linkGroups(sources, publication, near)) {
    const found = await mapInOrder(links, readsAtOnce, ({ after, edition }) =>
      readLink(sources, publication, after, edition),
    );
    for (const link of found) {
      const sealed: ChainManifest | undefined = await asSealed(sources, publication, link, expected);
      expected = sealed?.manifest.previousManifest ?? null;
      if (sealed) yield sealed;
    }
  }
}

/** A place in the chain: the edition before it, and the one after, which the next seal names; nobody names the newest. */
type Place = { after: string | null; edition: string | null | undefined };

/** The links of a chain, newest first, a few at a time, each with the edition after it: those near a time, and only then the others. */
async function* linkGroups(
  { seals }: EditionSources,
  publication: string,
  near: Instant | undefined,
): AsyncGenerator<Place[]> {
  // Between the first link of all, which every list has, and those near the time there may be others.
  const newest = near === undefined ? [] : (await linksNear(seals, publication, near)).filter(isName);
  yield* groupsOf(newest, undefined);
  const all = await seals.links(publication);
  const [done] = newest;
  yield* groupsOf(done === undefined ? all : all.slice(0, all.indexOf(done)), done);
}

function isName(link: string | null): link is string {
  return link !== null;
}

function* groupsOf(links: readonly (string | null)[], next: string | undefined): Generator<Place[]> {
  for (let end = links.length; end > 0; end -= readsAtOnce) {
    const start = Math.max(0, end - readsAtOnce);
    const places = links.slice(start, end).map((after, index) => {
      return { after, edition: links[start + index + 1] ?? next };
    });
    yield places.reverse();
  }
}

/** What is there of the edition after another: the archived manifest, and the seal where that was read. */
type Link = {
  after: string | null;
  /** Its name; of the newest edition it stands in the seal alone. */
  edition?: string;
  archived: string | undefined;
  seal?: Seal | undefined;
};

/** Of the newest edition the seal is read; the name of any other is the next link. */
async function readLink(
  { seals, archive }: EditionSources,
  publication: string,
  after: string | null,
  edition: string | null | undefined,
): Promise<Link> {
  const read = (name: string) => archive.read({ publication, edition: name }, 'manifest.json');
  if (typeof edition === 'string') return { after, edition, archived: await read(edition) };
  const seal = await seals.read(publication, after);
  return { after, seal, archived: seal && (await read(seal.plan.edition)) };
}

/** @param expected the hash that the next manifest names; null where none does. */
async function asSealed(
  sources: EditionSources,
  publication: string,
  { after, edition, archived, ...link }: Link,
  expected: string | null,
): Promise<ChainManifest | undefined> {
  if (archived !== undefined && sha256(archived) === expected) {
    const manifest = readManifest(archived, archiveKey(publication, `${edition}/manifest.json`));
    return { content: archived, manifest, isUnpacked: true };
  }
  const seal = link.seal ?? (await sources.seals.read(publication, after));
  if (!seal) return undefined;
  // What is not unpacked yet is not lost.
  const isUnpacked = archived !== undefined || edition !== undefined;
  if (isUnpacked) await compare(sources, seal, archived);
  return { ...manifestIn(seal), isUnpacked };
}

function manifestIn({ plan, files }: Seal): { content: string; manifest: Manifest } {
  const content = files['manifest.json'];
  return { content, manifest: readManifest(content, `manifest.json in ${sealKey(plan)}`) };
}

async function compare({ damage }: EditionSources, seal: Seal, stored: string | undefined): Promise<void> {
  const sealed = seal.files['manifest.json'];
  if (stored !== sealed) await meetDamage(damage, seal.plan, 'manifest.json', { stored, sealed });
}

/**
 * The manifest of one edition as it was sealed, whatever became of its file. Where the seal is gone, the file is all that there is.
 * @throws MissingArchiveFileError if there is neither.
 */
export async function manifestOfEdition(
  sources: EditionSources,
  edition: EditionKey,
): Promise<{ content: string; manifest: Manifest }> {
  const [archived, seal] = await Promise.all([
    sources.archive.read(edition, 'manifest.json'),
    sealOfEdition(sources.seals, edition),
  ]);
  if (seal) {
    await compare(sources, seal, archived);
    return manifestIn(seal);
  }
  if (archived === undefined) throw new MissingArchiveFileError(edition, 'manifest.json');
  const key = archiveKey(edition.publication, `${edition.edition}/manifest.json`);
  return { content: archived, manifest: readManifest(archived, key) };
}
