import { sha256 } from '../hash.ts';
import type { ListedEdition } from '../listed-edition.ts';
import { mapInOrder } from '../map-in-order.ts';
import type { Archive, Seals } from '../ports.ts';
import { readManifest } from './manifest.ts';

/** What the chain and its manifests are read from. */
export type EditionSources = { seals: Seals; archive: Archive };

/** Enough to hide the store's answering time, too few to be slowed down by it. */
const readsAtOnce = 16;

/**
 * All editions of a publication in the order of their chain, each described by its manifest. The newest is left out while it is
 * not unpacked, as a link to it would lead nowhere; its publisher lists it afterwards. So a list that is read later never
 * lacks what an earlier one had.
 */
export async function listEditions(sources: EditionSources, publication: string): Promise<ListedEdition[]> {
  const links = await sources.seals.links(publication);
  const manifests = await mapInOrder(links, readsAtOnce, (after, index) =>
    manifestAfter(sources, publication, after, links[index + 1]),
  );
  return manifests.flatMap(manifest => (manifest === undefined ? [] : describe(manifest)));
}

/** The manifest of the edition that stands after another; only the newest needs its seal to be known by name. */
async function manifestAfter(
  { seals, archive }: EditionSources,
  publication: string,
  after: string | null,
  edition: string | null | undefined,
): Promise<string | undefined> {
  const read = (name: string) => archive.read(publication, name, 'manifest.json');
  if (typeof edition !== 'string') {
    const newest = await seals.read(publication, after);
    return newest && read(newest.plan.edition);
  }
  // A file of an older edition that was lost does not unmake the edition: its seal holds the same bytes.
  return (await read(edition)) ?? (await seals.read(publication, after))?.files['manifest.json'];
}

function describe(content: string): ListedEdition {
  const { edition, number, window, subject, facts } = readManifest(content);
  return { edition, number, window, subject, facts: facts.length, manifestSha256: sha256(content) };
}
