import { mapInOrder } from '../foundation/map-in-order.ts';
import { type Endings, everyPublication, type Forgetting, type KeptEnding } from './ending.ts';

/** What the readers table knows of endings that are kept, or not yet. */
export interface EndingMarks extends Pick<Forgetting, 'note'> {
  /** Endings in the table that are not marked as kept, of a publication or of `_all`, page after page. */
  unkept(publication: string): AsyncIterable<KeptEnding>;
  /** Marks an ending as kept, and as noted to be forgotten, if the row still has it. */
  markKept(ending: KeptEnding): Promise<void>;
}

/** Enough to hide the store's answering time. */
const atOnce = 8;

/**
 * Notes what of the reader is to be forgotten after an ending, keeps it outside of the readers table, and then marks it there. The table
 * came first, and what cannot be kept now stays unmarked, for whoever looks next: nobody waits for it, and nothing fails with it.
 */
export class EndingKeeper {
  readonly #endings: Pick<Endings, 'keep'>;
  readonly #marks: EndingMarks;
  readonly #onFailure: (error: unknown) => void;

  /** @param onFailure learns why an ending could not be kept: to be logged, by name only. */
  constructor(endings: Pick<Endings, 'keep'>, marks: EndingMarks, onFailure: (error: unknown) => void) {
    this.#endings = endings;
    this.#marks = marks;
    this.#onFailure = onFailure;
  }

  /** Keeps endings; answers how many. After a failure it tries no further ones. */
  async keep(endings: readonly KeptEnding[]): Promise<number> {
    let kept = 0;
    try {
      await mapInOrder(endings, atOnce, async ending => {
        // Noted first, in the table that has it: what ends between these is completed by the sweep, whatever becomes of the row.
        if (leavesSomething(ending)) await this.#marks.note(ending);
        await this.#endings.keep(ending);
        await this.#marks.markKept(ending);
        kept += 1;
      });
    } catch (error) {
      this.#onFailure(error);
    }
    return kept;
  }

  /**
   * Keeps what of a publication, or of `_all`, is not kept yet: for whoever freezes nothing. It reads every reader's row, so it is for now
   * and then, not for every sweep.
   * @param atMost so many at a time; the next call goes on.
   */
  async keepEndings(publication: string, atMost = 2_000): Promise<number> {
    const found: KeptEnding[] = [];
    for await (const ending of this.#marks.unkept(publication)) {
      found.push(ending);
      if (found.length >= atMost) break;
    }
    return this.keep(found);
  }
}

/** Whether something of the reader is to be taken away later: an address that ended for all is named by its id alone, unless all is to go. */
function leavesSomething({ publication, kind }: KeptEnding): boolean {
  return publication === everyPublication ? kind === 'erased' : kind !== 'lifted';
}
