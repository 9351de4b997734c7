import type { ArticleFile } from '../articles/article-file.ts';
import { type Fact, followedBy } from '../articles/fact.ts';
import type { FactFiling } from '../articles/fact-log.ts';
import type { CrossMistake } from '../articles/mistakes/cross-mistakes.ts';
import type { Mistake } from '../foundation/errors.ts';
import { mistakeAt } from '../foundation/mistakes.ts';
import { articleOfFact } from './filed-fact.ts';
import { idsIn } from './filing-errors.ts';

/** A reference of one fact to another: in `sameAs` to one that says the same, in `follows` to one that it updates. */
export type Reference = {
  field: 'sameAs' | 'follows';
  /** Which one of a list, counted from 0; null where the field holds one id. */
  place: number | null;
  id: string;
};

/** The facts that a fact names. */
export function referencesOf(fact: Pick<Fact, Reference['field']>): Reference[] {
  const isList = Array.isArray(fact.follows);
  return [
    ...(fact.sameAs === undefined ? [] : [{ field: 'sameAs', place: null, id: fact.sameAs } as const]),
    ...followedBy(fact).map((id, place) => ({ field: 'follows', place: isList ? place : null, id }) as const),
  ];
}

/**
 * Finds references to facts that are neither filed nor about to be: the edition would send readers to a fact that does not
 * exist, and what is filed stays.
 *
 * @param path where the fact stands.
 * @param coming ids of the facts that are filed together with this one.
 */
export async function unknownReferences(
  filing: Pick<FactFiling, 'read' | 'look'>,
  fact: Fact,
  path: (string | number)[],
  coming: ReadonlySet<string> = new Set(),
): Promise<CrossMistake[]> {
  const mistakes: CrossMistake[] = [];
  for (const { field, place, id } of referencesOf(fact)) {
    if (coming.has(id)) continue;
    const article = await articleOfFact(filing, id);
    if (article?.facts.some(other => other.id === id)) continue;
    const expected = article
      ? `the id of a filed fact; its article has ${idsIn(article.facts)}`
      : 'the id of a filed fact';
    const todo = article
      ? 'correct the number, or remove the field'
      : 'correct the id, file its article first or together with this one, or remove the field';
    mistakes.push({ path: [...path, field, ...(place === null ? [] : [place])], expected, todo });
  }
  return mistakes;
}

/**
 * The same of articles that are filed together: they may name facts of each other.
 * @param files each with the path that mistakes name.
 * @param further ids of facts that are filed with them and are of other articles.
 */
export async function unknownReferencesIn(
  filing: Pick<FactFiling, 'read' | 'look'>,
  files: readonly { path: string; file: ArticleFile }[],
  further: readonly string[] = [],
): Promise<Mistake[]> {
  const own = files.flatMap(({ file }) => file.facts.map(({ id }) => id));
  const coming = new Set([...own, ...further]);
  const mistakes: Mistake[] = [];
  for (const { file, path } of files) {
    for (const [index, fact] of file.facts.entries()) {
      const found = await unknownReferences(filing, fact, ['facts', index], coming);
      mistakes.push(...found.map(mistake => mistakeAt(mistake, file, path)));
    }
  }
  return mistakes;
}
