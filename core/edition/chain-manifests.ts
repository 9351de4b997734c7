import { mapInOrder } from '../foundation/map-in-order.ts';
import type { Archive } from './archive.ts';
import type { Seals } from './seal.ts';

/** What the chain and its manifests are read from. */
export type EditionSources = { seals: Seals; archive: Pick<Archive, 'read'> };

/** The bytes of a manifest; only that of the newest edition can be sealed and not unpacked yet. */
export type ChainManifest = { content: string; isUnpacked: boolean };

/** Enough to hide the store's answering time, too few to be slowed down by it. */
const readsAtOnce = 16;

/** The manifests of all editions of a publication, in the order of their chain. */
export async function chainManifests(sources: EditionSources, publication: string): Promise<ChainManifest[]> {
  const links = await sources.seals.links(publication);
  return readManifests(sources, publication, links, 0, links.length);
}

/** The manifests of all editions, newest first, read a few at a time: a caller that has found enough reads no further. */
export async function* manifestsNewestFirst(
  sources: EditionSources,
  publication: string,
): AsyncGenerator<ChainManifest> {
  const links = await sources.seals.links(publication);
  for (let end = links.length; end > 0; end -= readsAtOnce) {
    const some = await readManifests(sources, publication, links, Math.max(0, end - readsAtOnce), end);
    yield* some.reverse();
  }
}

async function readManifests(
  sources: EditionSources,
  publication: string,
  links: readonly (string | null)[],
  start: number,
  end: number,
): Promise<ChainManifest[]> {
  const found = await mapInOrder(links.slice(start, end), readsAtOnce, (after, index) =>
    manifestAfter(sources, publication, after, links[start + index + 1]),
  );
  return found.flatMap(manifest => manifest ?? []);
}

/** The manifest of the edition that stands after another; only the newest needs its seal to be known by name. */
async function manifestAfter(
  { seals, archive }: EditionSources,
  publication: string,
  after: string | null,
  edition: string | null | undefined,
): Promise<ChainManifest | undefined> {
  const read = (name: string) => archive.read({ publication, edition: name }, 'manifest.json');
  const sealed = async () => (await seals.read(publication, after))?.files['manifest.json'];
  if (typeof edition === 'string') {
    // A file of an older edition that was lost does not unmake the edition: its seal holds the same bytes.
    const content = (await read(edition)) ?? (await sealed());
    return content === undefined ? undefined : { content, isUnpacked: true };
  }
  const newest = await seals.read(publication, after);
  if (!newest) return undefined;
  const content = await read(newest.plan.edition);
  return { content: content ?? newest.files['manifest.json'], isUnpacked: content !== undefined };
}
