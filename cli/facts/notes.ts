import type { Fact } from '../../core/articles/article-file.ts';
import { articleIdOf } from '../../core/articles/record-key.ts';
import { referencesOf } from '../../core/filing/references.ts';
import { type SimilarPair, similarPairs } from '../../core/filing/similar-statements.ts';
import { table } from '../program/layout.ts';

/** A file with facts that was read: of an article, or what is added to one. */
export type ReadFile = { path: string; file: { facts: readonly Fact[] } };

type PlacedFact = Fact & { path: string };

/**
 * What an editor should look at in files that are right each for itself: facts that say nearly the same, and names of facts
 * that are in none of the files. It may all be as it should be, so nothing here is a mistake.
 */
export function notesOn(files: readonly ReadFile[]): string[] {
  const facts = files.flatMap(({ path, file }) => file.facts.map((fact): PlacedFact => ({ ...fact, path })));
  return [...similarPairs(facts).flatMap(describePair), ...facts.flatMap(fact => unknownHere(fact, facts))];
}

function describePair({ first, second, language, likeness }: SimilarPair<PlacedFact>): string[] {
  const sameArticle = articleIdOf(first.id) === articleIdOf(second.id);
  const todo = sameArticle ? 'leave one of them out, or set' : 'set';
  return [
    `note: ${first.id} and ${second.id} say nearly the same: ${likeness.shared} of ${likeness.all} words are in both.`,
    ...table(
      [first, second].map(({ id, path, statement }) => [`  ${id}`, `${path}: ${statement[language]}`]),
    ),
    `  If it is the same claim, ${todo} "sameAs": "${first.id}" in ${second.id}. Nothing is merged by itself.`,
  ];
}

function unknownHere(fact: PlacedFact, facts: readonly PlacedFact[]): string[] {
  return referencesOf(fact)
    .filter(({ id }) => !facts.some(other => other.id === id))
    .map(
      ({ field, id }) =>
        `note: ${fact.id} names ${id} in "${field}", which is in none of these files. ` +
        'facts add looks for it in the fact log, and files nothing if it is not there.',
    );
}
