import { foldMissing } from '../../core/archive/folding/bring-over.ts';
import type { FoldContext } from '../../core/archive/folding/fold-context.ts';
import { newestSeal } from '../../core/edition/chain.ts';
import type { Clock } from '../../core/foundation/instant.ts';
import type { Imprint } from '../../core/publication/retired.ts';

type FoldingContext = FoldContext & { clock: Clock; note: (what: string, about: object) => void };

/** Gathers what a sweep is to fold in, until all mail of all publications is on its way. */
export class FoldingLast {
  readonly #folds: { publication: string; fold: () => Promise<void> }[] = [];
  readonly #chains: Imprint[] = [];

  /** Takes the folding of an edition that this sweep brought on its way. */
  readonly add = (publication: string, fold: () => Promise<void>): void => {
    this.#folds.push({ publication, fold });
  };

  /** Takes a publication whose editions may lack it, from whatever run. */
  addChain(publication: Imprint): void {
    this.#chains.push(publication);
  }

  /**
   * Folds all of it in, up to what is sealed by now.
   * @param attempt runs a step for a publication, so that its failure stops nothing else.
   */
  async fold(
    context: FoldingContext,
    attempt: (publication: string, step: () => Promise<void>) => Promise<unknown>,
  ): Promise<void> {
    for (const { publication, fold } of this.#folds) await attempt(publication, fold);
    for (const publication of this.#chains)
      await attempt(publication.id, () => foldNewest(context, publication));
  }
}

async function foldNewest(context: FoldingContext, publication: Imprint): Promise<void> {
  const newest = await newestSeal(context.seals, publication.id, context.clock.now());
  const folded = await foldMissing(context, publication, newest);
  if (folded > 0) context.note('folded', { publication: publication.id, editions: folded });
}
