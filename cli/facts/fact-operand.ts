import { factId } from '../../core/articles/fact.ts';
import type { Mistake } from '../../core/foundation/errors.ts';
import { usageMistake } from '../program/usage-error.ts';

/** What is wrong with the id of a fact as it was typed: whether there is such a fact is another matter. */
export function factIdMistakes(fact: string): Mistake[] {
  if (factId.safeParse(fact).success) return [];
  const todo =
    'copy the id from the article file, or from the digest.json of the edition that carried the fact, where it stands ' +
    'beside the number that readers see';
  return [usageMistake(JSON.stringify(fact), "a fact's id, such as my-article.4", todo)];
}
