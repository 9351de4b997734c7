import type { FoldContext } from '../../archive/folding/fold-context.ts';
import { frontRenderer, pagesRenderer } from '../../archive/folding/renderer-name.ts';
import { archiveKey } from '../../edition/damage.ts';
import { readSeal, type Seal, type Seals, sealKey } from '../../edition/seal.ts';
import type { Imprint } from '../../publication/retired.ts';
import { textOf } from '../seen/edition-seen.ts';
import { keysOf, type Look } from '../seen/look.ts';

/** What makes pages, lists, feeds and the calendar of an archive again, as folding makes them today. */
export type Making = Pick<
  FoldContext,
  | 'links'
  | 'renderer'
  | 'renderArchive'
  | 'renderFeeds'
  | 'renderFills'
  | 'renderMonth'
  | 'renderYear'
  | 'renderDates'
  | 'renderSearch'
> & {
  /**
   * Under which imprints files of a publication may have been made: its own, that of the publication that goes on with it, that of one that makes no
   * editions any more.
   * @param newest the seal of its newest edition, where seals can be seen.
   */
  imprintsOf(publication: string, newest: Seal | undefined): readonly Imprint[];
};

/** An imprint, and how states name what is made with it today. */
export type NamedImprint = { imprint: Imprint; pages: string; front: string };

/** The imprints of a publication, as states name them; none where templates or words have no name. */
export function namedImprints(making: Making, publication: string, newest: Seal | undefined): NamedImprint[] {
  return making.imprintsOf(publication, newest).flatMap(imprint => {
    const [pages, front] = [pagesRenderer(making, imprint), frontRenderer(making, imprint)];
    return pages === '' ? [] : { imprint, pages, front };
  });
}

/** The seals that a look shows, as making lists asks for them; where none can be seen, a list of editions tells that there are some. */
export function sealsIn(look: Look): Pick<Seals, 'links' | 'read'> {
  return {
    async links(publication) {
      const keys = await keysOf(look, 'archive', `sealed/${publication}/`);
      if (keys.length > 0) return keys.map(() => null);
      return (await look.read('archive', archiveKey(publication, 'editions.json'))) ? [null] : [];
    },
    async read(publication, after) {
      const key = sealKey({ publication, previous: after });
      const bytes = await look.read('archive', key);
      return bytes && readSeal(textOf(bytes), key);
    },
  };
}
