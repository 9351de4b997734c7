import type { VersionedFile } from '../../edition/archive.ts';
import { sealOfEdition } from '../../edition/chain.ts';
import type { History, PastEdition } from '../../edition/months/past-edition.ts';
import { goneSince } from '../../edition/months/taken-down.ts';
import type { Seal, Seals } from '../../edition/seal.ts';
import { archivePageUrl, type Links } from '../../publication/links.ts';
import type { EditionKey } from '../../publication/plan.ts';
import { formOf, type Imprint } from '../../publication/retired.ts';
import type { RenderFills } from '../../rendering/pages/page-fills.ts';
import type { Neighbour, PageSurroundings } from '../../rendering/pages/page-frame.ts';
import type { ShownStanding } from '../../rendering/pages/standing-view.ts';
import {
  correctionStandings,
  type Digests,
  type Place,
  type Standing,
  standingsOf,
} from '../standing/standings.ts';
import { fillPage } from './page-places.ts';
import { pageWithout, standingsWithout } from './page-without.ts';

/** The page of an edition as it was sealed. */
export type SealedPage = EditionKey & { number: number; isFirst: boolean; content: string };

/** The pages of editions as they were sealed. Editions of another version may have none. @param wanted names, or seals at hand. */
export async function sealedPages(
  seals: Seals,
  chains: readonly string[],
  wanted: readonly (string | Seal)[],
): Promise<SealedPage[]> {
  const pages = new Map<string, SealedPage>();
  for (const one of wanted) {
    if (typeof one !== 'string') add(one);
    else for (const publication of chains) add(await sealOfEdition(seals, { publication, edition: one }));
  }
  return [...pages.values()];

  function add(seal: Seal | undefined): void {
    const content = seal?.files['index.html'];
    if (!seal || content === undefined) return;
    const { publication, edition, number, previous } = seal.plan;
    pages.set(`${publication}/${edition}`, {
      ...{ publication, edition, number, content },
      isFirst: previous === null,
    });
  }
}

/** Where a page lies in the archive. */
export function fileOf({ publication, edition }: EditionKey) {
  return { publication, path: `${edition}/index.html` } as const;
}

/** What pages are filled by. */
export type PageMaking = {
  publication: Imprint;
  links: Links;
  history: History;
  digests: Digests;
  renderFills: RenderFills;
};

/** A page as it is to be stored. */
export type MadePage = VersionedFile & { content: string };

/** Makes pages: each as it was sealed, with what later editions say of it, and its neighbours. */
export async function makePages(pages: readonly SealedPage[], making: PageMaking): Promise<MadePage[]> {
  const made: MadePage[] = [];
  for (const page of pages) {
    const own = making.history.find(({ publication, manifest }) => isOf(page, publication, manifest.edition));
    // What it told, whole: what is to go from its page.
    const told = own?.takenDown && (await making.digests({ ...own, takenDown: undefined }));
    const standings = await standingsOf(page, making.history, making.digests);
    const shown = standingsWithout(standings, own, told).map(standing => shownOn(page, standing));
    const again = await correctionStandings(page, making.history, making.digests);
    const left = [...again].filter(([, { fact }]) => !own || goneSince(own, fact) === undefined);
    const corrections = new Map(left.map(([anchor, standing]) => [anchor, shownOn(page, standing)]));
    const fills = making.renderFills(surroundingsOf(page, making), shown, corrections);
    const content = own && told ? pageWithout(page.content, own, told, fills) : page.content;
    made.push({ ...fileOf(page), content: fillPage(content, fills) });
  }
  return made;
}

function shownOn(page: EditionKey, { said, ...standing }: Standing): ShownStanding {
  const { edition, editionNumber, anchor } = said;
  return { ...standing, said: { edition, editionNumber, page: pathTo(said, anchor, page) } };
}

/** A place on the page of an edition, seen from a page. */
function pathTo({ publication, edition }: Pick<Place, keyof EditionKey>, anchor: string, from: EditionKey) {
  if (publication === from.publication && edition === from.edition) return `#${anchor}`;
  return `${beside(publication, from)}${edition}/index.html#${anchor}`;
}

/** The folder of a publication, seen from a page. */
function beside(publication: string, from: EditionKey): string {
  return publication === from.publication ? '../' : `../../${publication}/`;
}

function surroundingsOf(page: SealedPage, { publication, links, history }: PageMaking): PageSurroundings {
  const at = history.findIndex(({ publication: id, manifest }) => isOf(page, id, manifest.edition));
  const neighbour = (past: PastEdition | undefined): Neighbour | null =>
    past
      ? {
          number: past.manifest.number,
          page: `${beside(past.publication, page)}${past.manifest.edition}/index.html`,
        }
      : null;
  const { title, description, language } = publication;
  const folder = beside(publication.id, page);
  return {
    publication: { title, description, language },
    ...{ number: page.number, edition: page.edition },
    previous: at > 0 ? neighbour(history[at - 1]) : null,
    next: at >= 0 ? neighbour(history[at + 1]) : null,
    list: `${folder}index.html`,
    address: archivePageUrl(links.archive, page.publication, page.edition),
    feeds: links.archive === null ? null : { atom: `${folder}feed.xml`, json: `${folder}feed.json` },
    subscribe: formOf(publication, links),
  };
}

function isOf(page: EditionKey, publication: string, edition: string): boolean {
  return page.publication === publication && page.edition === edition;
}
