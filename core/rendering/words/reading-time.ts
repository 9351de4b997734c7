import type { Digest } from '../../digest/digest.ts';
import { wordCount } from '../../foundation/word-count.ts';

const wordsAMinute = 230;
/** Label, attribution and source of a fact, which are read too. */
const wordsAround = 12;

/** Whole minutes that an adult takes to read the facts of a digest; at least one. */
export function minutesToRead(digest: Digest): number {
  const facts = [...digest.sections.flatMap(section => section.facts), ...digest.views];
  const words = facts.reduce(
    (sum, fact) => sum + wordsAround + wordCount(`${fact.statement.text} ${fact.quote ?? ''}`),
    0,
  );
  return Math.max(1, Math.round(words / wordsAMinute));
}
