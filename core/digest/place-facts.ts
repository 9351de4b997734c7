import { type Fact, followedBy } from '../articles/fact.ts';
import type { Appearance, DigestFact, DigestMention, DigestUpdate, Label } from './digest.ts';
import type { Entry } from './entries.ts';
import { mentionDataOf } from './fact-data.ts';
import type { Item } from './group-same.ts';
import { inOrderOfLetters } from './numbering.ts';
import type { Amended, Past } from './past.ts';
import { labelOf, showAttribution, showFact } from './show-fact.ts';
import { overtakenBy, overtakes } from './standing.ts';

/** A fact to which another may refer, and what readers were told that it is. */
type Known = { at: Appearance; label: Label };

/** Where facts and articles stand, so that others can refer to them. */
export type Placement = {
  /** Facts of this edition, by id. */
  here: ReadonlyMap<string, Appearance>;
  /** Facts of earlier editions, as far as something names them. */
  published: Past['published'];
  /** Facts that stand, in this edition or an earlier one, by id. */
  known: ReadonlyMap<string, Known>;
  /** The updates of earlier editions that stand, newest first; none by a fact that this edition puts right. */
  updates: Past['updates'];
  /** The letters of articles, by their ids. */
  letters: ReadonlyMap<string, string>;
  /** In which words are shown where there are any. */
  language: string;
};

/** The facts to which others may refer: to a withdrawn one, or to one that this edition withdraws, nothing may. */
export function knownFacts({
  entries,
  here,
  amended,
  published,
}: Pick<Placement, 'here' | 'published'> & {
  entries: readonly Entry[];
  amended: readonly Amended[];
}): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const [id, { appeared, said, told }] of published)
    if (told.withdrawn === null) known.set(id, { at: appeared, label: said.label });
  for (const {
    amendment,
    published: { appeared },
    right,
  } of amended) {
    if (right) known.set(amendment.fact, { at: appeared, label: labelOf(right.fact) });
    else known.delete(amendment.fact);
  }
  for (const { fact } of entries) {
    const at = here.get(fact.id);
    if (at) known.set(fact.id, { at, label: labelOf(fact) });
  }
  return known;
}

/** An item as the digest shows it, under the number that `numberItems` gave it. */
export function placeItem({ leader, others }: Item, placement: Placement): DigestFact {
  const at = placement.here.get(leader.fact.id) as Appearance;
  const facts = [leader, ...others].map(({ fact }) => fact);
  return {
    ...placeFact(leader, at, placement),
    also: others
      .map(entry => mentionOf(entry, placement))
      .sort((a, b) => inOrderOfLetters(a.source, b.source)),
    ...updatesOf(facts, at, placement),
  };
}

/** A fact alone, under a number that it has: in this edition, or in the one that carried it. */
export function placeFact({ fact, article, late }: Entry, at: Appearance, placement: Placement): DigestFact {
  const places = {
    number: at.number,
    source: letterOf(article.id, placement),
    also: [],
    ...updatesOf([fact], at, placement),
    sameAs: elsewhere(saidBefore(fact, placement), at),
  };
  return { ...places, ...showFact(fact, article, placement.language), late };
}

function mentionOf({ fact, article }: Entry, placement: Placement): DigestMention {
  const attribution = showAttribution(fact, placement.language);
  return { id: fact.id, source: letterOf(article.id, placement), attribution, data: mentionDataOf(fact) };
}

function letterOf(article: string, { letters }: Placement): string {
  return letters.get(article) as string;
}

/** What the facts of one item update, each number once: facts that were one item are updated together. */
function updatesOf(
  facts: readonly Fact[],
  at: Appearance,
  placement: Placement,
): Pick<DigestFact, 'follows' | 'updates'> {
  const updates = new Map<string, DigestUpdate>();
  for (const fact of facts) {
    for (const id of followedBy(fact)) {
      const found = placement.known.get(id);
      const place = elsewhere(found?.at, at);
      if (!found || !place) continue;
      const key = `${place.edition} ${place.number}`;
      const { was, facts: before } = updates.get(key) ?? { was: null, facts: [] };
      updates.set(key, {
        ...place,
        was: was ?? labelBefore(fact, id, found, placement),
        facts: [...before, { id, by: fact.id }],
      });
    }
  }
  const [first] = updates.values();
  if (!first) return { follows: null, updates: [] };
  const { was: _, facts: __, ...follows } = first;
  return { follows, updates: [...updates.values()] };
}

/** What readers were told last that a fact is, if that holds no longer now that another updates it. */
function labelBefore(by: Fact, id: string, { label }: Known, { updates }: Placement): Label | null {
  const was = overtakenBy(id, updates)?.by.label ?? label;
  return overtakes(labelOf(by), was) ? was : null;
}

/** Where the same was said before under the same label; under another label it was not the same. */
function saidBefore(fact: Fact, { known, published }: Placement): Appearance | undefined {
  const before = published.has(fact.sameAs ?? '') ? known.get(fact.sameAs ?? '') : undefined;
  return before?.label === labelOf(fact) ? before.at : undefined;
}

/** Null for a reference of a number to itself, as between facts that became one item. */
function elsewhere(found: Appearance | undefined, at: Appearance): Appearance | null {
  if (found === undefined) return null;
  return found.number === at.number && found.edition === at.edition ? null : found;
}
