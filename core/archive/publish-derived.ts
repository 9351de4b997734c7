import type { Archive } from '../edition/archive.ts';
import type { EditionSources } from '../edition/chain-manifests.ts';
import type { Seal } from '../edition/seal.ts';
import type { Imprint } from '../publication/retired.ts';
import type { RenderFills } from '../rendering/pages/page-fills.ts';
import { type ListsContext, listFiles, makeLists } from './lists.ts';
import { fileOf, makePages, type SealedPage, sealedPages } from './pages/make-pages.ts';
import { editionsReachedBy } from './pages/touched-pages.ts';
import { type MadeFile, replaceFiles } from './replace-files.ts';
import { readHistory } from './standing/history.ts';
import { digestsOf } from './standing/standings.ts';

/** What pages and lists are made from, and where they go; without `renderFills` pages stay as they were sealed. */
export type DerivedContext = EditionSources & ListsContext & { archive: Archive; renderFills?: RenderFills };

/** What is to be brought up to date. */
export type Derived = {
  lists: boolean;
  /** Pages of editions, by their names, or their seals where they are at hand. */
  pages: readonly (string | Seal)[];
  /** The edition whose say they are made anew for: pages that it reaches through others are made too. */
  for?: Seal;
};

/** Brings the lists of all editions up to date with the chain. @throws ContendedFilesError if other runs keep writing lists in between. */
export async function publishLists(context: DerivedContext, publication: Imprint): Promise<void> {
  await publishDerived(context, publication, { lists: true, pages: [] });
}

/**
 * Brings what is derived from the chain up to date with it: pages of editions, each as it was sealed with its marked places filled, then
 * the lists, of which editions.json is the last. So all of it is there for an edition that editions.json names. The sealed files keep
 * their bytes; pages are made from the seals, and the chain is read once, unless an edition reaches further than it says itself.
 * @throws ContendedFilesError if other runs keep writing in between.
 */
export async function publishDerived(
  context: DerivedContext,
  publication: Imprint,
  derived: Derived,
): Promise<void> {
  const { id, formerly } = publication;
  const chains = formerly === undefined ? [id] : [formerly, id];
  const wanted = context.renderFills ? [...derived.pages] : [];
  for (;;) {
    const pages = await sealedPages(context.seals, chains, wanted);
    if (pages.length === 0 && !derived.lists) return;
    const further = await publishOnce(context, publication, chains, {
      ...derived,
      pages: wanted,
      sealed: pages,
    });
    if (further.length === 0) return;
    wanted.push(...further);
  }
}

/** @returns names of further editions whose pages are to be made with these, nothing of which is written then. */
async function publishOnce(
  context: DerivedContext,
  publication: Imprint,
  chains: readonly string[],
  { lists, pages, sealed, for: reaching }: Derived & { sealed: readonly SealedPage[] },
): Promise<string[]> {
  const { renderFills, links } = context;
  const { id } = publication;
  const files = [...sealed.map(fileOf), ...(lists ? listFiles(id) : [])];
  // The first page under an id comes after the last one under the former id; others have nothing there.
  const needsFormer = reaching !== undefined || sealed.some(page => page.publication !== id || page.isFirst);
  const known = new Set(pages.map(page => (typeof page === 'string' ? page : page.plan.edition)));
  let further: string[] = [];
  await replaceFiles(context.archive, files, async (standing): Promise<MadeFile[]> => {
    const history = await readHistory(context, needsFormer ? chains : [id]);
    const digests = digestsOf(context);
    const reached = reaching && renderFills ? editionsReachedBy(reaching, history) : [];
    further = reached.filter(edition => !known.has(edition));
    if (further.length > 0) return [];
    const own = history.filter(past => past.publication === id);
    const made = renderFills
      ? await makePages(sealed, { publication, links, history, digests, renderFills })
      : [];
    return [...made, ...(lists ? await makeLists(context, publication, own, digests, standing) : [])];
  });
  return further;
}
