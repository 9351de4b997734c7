import type { Article } from '../articles/article-file.ts';
import { compareText } from '../foundation/compare-text.ts';
import type { Plan } from '../publication/plan.ts';
import type { Appearance, DigestCorrection } from './digest.ts';
import type { Item } from './group-same.ts';
import type { Amended } from './past.ts';

/** The number of the nth item of an edition, counted from 0: `3-07` is the seventh of edition 3. */
export function factNumber(edition: number, index: number): string {
  return `${edition}-${String(index + 1).padStart(2, '0')}`;
}

/** Orders facts as readers met them: by edition, then by their place in it, so that `2-99` comes before `2-100`. */
export function inOrderOfAppearance(a: Appearance, b: Appearance): number {
  return compareText(a.edition, b.edition) || placeIn(a.number) - placeIn(b.number);
}

function placeIn(number: string): number {
  return Number(number.slice(number.lastIndexOf('-') + 1));
}

/** The nth source's letter, counted from 0: A to Z, then AA, AB and so on, as spreadsheets count columns. */
export function sourceLetter(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? '' : sourceLetter(rest)) + String.fromCharCode(65 + (index % 26));
}

/** Orders letters of sources as they were given: `Z` before `AA`. */
export function inOrderOfLetters(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}

/** Where an edition's page shows a correction: of several under one number, those of facts that did not lead name the fact. */
export function correctionAnchor({
  appeared,
  id,
  shared,
}: Pick<DigestCorrection, 'appeared' | 'id' | 'shared'>): string {
  const anchor = `correction-${appeared.number}`;
  return shared === null || shared.leads ? anchor : `${anchor}-${id.replaceAll('.', '-')}`;
}

/** Where each fact of an edition stands, by id: facts that say the same have one number. */
export function numberItems(items: readonly Item[], plan: Plan): Map<string, Appearance> {
  return new Map(
    items.flatMap(({ leader, others }, index) => {
      const reference = { number: factNumber(plan.number, index), edition: plan.edition };
      return [leader, ...others].map(({ fact }) => [fact.id, reference] as const);
    }),
  );
}

/**
 * The articles of an edition in the order in which it first names them, each once, with their letters by id: corrections stand
 * before the facts.
 */
export function letterSources(
  items: readonly Item[],
  amended: readonly Amended[],
): { articles: Article[]; letters: Map<string, string> } {
  const named = [
    ...amended.flatMap(({ right }) => right?.article ?? []),
    ...items.flatMap(({ leader, others }) => [leader, ...others].map(({ article }) => article)),
  ];
  const articles = [...new Map(named.map(article => [article.id, article])).values()];
  return { articles, letters: new Map(articles.map(({ id }, index) => [id, sourceLetter(index)])) };
}
