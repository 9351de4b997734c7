import type { Fact } from '../articles/article-file.ts';
import type { Appearance, DigestFact, DigestMention } from './digest.ts';
import type { Entry } from './entries.ts';
import type { Item } from './group-same.ts';
import { inOrderOfLetters } from './numbering.ts';
import type { Past } from './past.ts';
import { labelOf, showAttribution, showFact } from './show-fact.ts';

/** Where facts and articles stand, so that others can refer to them. */
export type Placement = {
  /** Facts of this edition, by id. */
  here: ReadonlyMap<string, Appearance>;
  /** Facts of earlier editions, as far as something names them. */
  published: Past['published'];
  /** The letters of articles, by their ids. */
  letters: ReadonlyMap<string, string>;
  /** In which words are shown where there are any. */
  language: string;
};

/** An item as the digest shows it, under the number that `numberItems` gave it. */
export function placeItem({ leader, others }: Item, placement: Placement): DigestFact {
  const at = placement.here.get(leader.fact.id) as Appearance;
  const updates = [leader, ...others].flatMap(({ fact }) => followed(fact, at, placement) ?? []);
  return {
    ...placeFact(leader, at, placement),
    also: others
      .map(entry => mentionOf(entry, placement))
      .sort((a, b) => inOrderOfLetters(a.source, b.source)),
    follows: updates[0] ?? null,
    updates: updates.map(update => ({ ...update, was: null })),
  };
}

/** A fact alone, under a number that it has: in this edition, or in the one that carried it. */
export function placeFact({ fact, article, late }: Entry, at: Appearance, placement: Placement): DigestFact {
  const places = {
    number: at.number,
    source: letterOf(article.id, placement),
    also: [],
    follows: followed(fact, at, placement),
    updates: [],
    sameAs: elsewhere(saidBefore(fact, placement), at),
  };
  return { ...places, ...showFact(fact, article, placement.language), late };
}

function mentionOf({ fact, article }: Entry, placement: Placement): DigestMention {
  const attribution = showAttribution(fact, placement.language);
  return { id: fact.id, source: letterOf(article.id, placement), attribution };
}

function letterOf(article: string, { letters }: Placement): string {
  return letters.get(article) as string;
}

function followed({ follows = '' }: Fact, at: Appearance, placement: Placement): Appearance | null {
  return elsewhere(placement.here.get(follows) ?? carried(follows, placement), at);
}

/** Where an earlier edition carried a fact; undefined for a withdrawn one, to which nothing may refer. */
function carried(id = '', { published }: Placement): Appearance | undefined {
  const found = published.get(id);
  return found?.told.withdrawn === null ? found.appeared : undefined;
}

/** Where the same was said before under the same label; under another label it was not the same. */
function saidBefore(fact: Fact, placement: Placement): Appearance | undefined {
  const before = placement.published.get(fact.sameAs ?? '');
  return before?.said.label === labelOf(fact) ? carried(fact.sameAs, placement) : undefined;
}

/** Null for a reference of a number to itself, as between facts that became one item. */
function elsewhere(found: Appearance | undefined, at: Appearance): Appearance | null {
  if (found === undefined) return null;
  return found.number === at.number && found.edition === at.edition ? null : found;
}
