import type { Fact } from '../articles/article-file.ts';
import type { DigestFact, DigestMention, Reference } from './digest.ts';
import type { Entry } from './entries.ts';
import type { Item } from './group-same.ts';
import { inOrderOfLetters } from './numbering.ts';
import type { Past } from './past.ts';
import { labelOf, showAttribution, showFact } from './show-fact.ts';

/** Where facts and articles stand, for all that refers to them. */
export type Standing = {
  /** Facts of this edition, by id. */
  here: ReadonlyMap<string, Reference>;
  /** Facts of earlier editions, as far as something names them. */
  published: Past['published'];
  /** The letters of articles, by their ids. */
  letters: ReadonlyMap<string, string>;
  /** In which words are shown where there are any. */
  language: string;
};

/** An item as the digest shows it, under the number that `numberItems` gave it. */
export function placeItem({ leader, others }: Item, standing: Standing): DigestFact {
  const at = standing.here.get(leader.fact.id) as Reference;
  const updates = [leader, ...others].flatMap(({ fact }) => followed(fact, at, standing) ?? []);
  return {
    ...placeFact(leader, at, standing),
    also: others
      .map(entry => mentionOf(entry, standing))
      .sort((a, b) => inOrderOfLetters(a.source, b.source)),
    follows: updates[0] ?? null,
  };
}

/** A fact alone, under a number that it has: in this edition, or in the one that carried it. */
export function placeFact({ fact, article, late }: Entry, at: Reference, standing: Standing): DigestFact {
  const places = {
    number: at.number,
    source: letterOf(article.id, standing),
    also: [],
    follows: followed(fact, at, standing),
    sameAs: elsewhere(saidBefore(fact, standing), at),
  };
  return { ...places, ...showFact(fact, article, standing.language), late };
}

function mentionOf({ fact, article }: Entry, standing: Standing): DigestMention {
  const attribution = showAttribution(fact, standing.language);
  return { id: fact.id, source: letterOf(article.id, standing), attribution };
}

function letterOf(article: string, { letters }: Standing): string {
  return letters.get(article) as string;
}

function followed({ follows = '' }: Fact, at: Reference, standing: Standing): Reference | null {
  return elsewhere(standing.here.get(follows) ?? carried(follows, standing), at);
}

/** Nothing refers to what was withdrawn. */
function carried(id = '', { published }: Standing): Reference | undefined {
  const found = published.get(id);
  return found?.told.withdrawn === null ? found.appeared : undefined;
}

/** What was told under another label is not what is told now. */
function saidBefore(fact: Fact, standing: Standing): Reference | undefined {
  const before = standing.published.get(fact.sameAs ?? '');
  return before?.said.label === labelOf(fact) ? carried(fact.sameAs, standing) : undefined;
}

/** A number says nothing when it refers to itself, as it would between facts that became one item. */
function elsewhere(found: Reference | undefined, at: Reference): Reference | null {
  if (found === undefined) return null;
  return found.number === at.number && found.edition === at.edition ? null : found;
}
