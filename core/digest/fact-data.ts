import type { Fact } from '../articles/fact.ts';
import { allWords } from '../articles/own-words.ts';
import { sha256 } from '../foundation/hash.ts';

/**
 * What programs are told of a fact besides what its page shows: words in every language that they have, and of the evidence only the hash. Digests of
 * before have none.
 */
export type FactData = {
  statement: Readonly<Record<string, string>>;
  who: Readonly<Record<string, string>>;
  kind: Fact['kind'];
  /** SHA-256 of the exact words of the capture that carry the fact, as they were filed. */
  evidence: string;
  topics: readonly string[];
  /** The days ahead that it tells of. */
  dates: readonly { date: string; what: Readonly<Record<string, string>> }[];
};

/** Of a fact that is only mentioned beside another also whom and what it names, which no page says. */
export type MentionData = FactData & { entities: readonly string[] };

/** What programs are told of a fact. */
export function dataOf(fact: Fact): FactData {
  const { statement, attribution, kind, evidence, topics, dates = [] } = fact;
  return {
    ...{ statement, kind, topics },
    who: allWords(attribution.who),
    evidence: sha256(evidence),
    dates: dates.map(({ date, what }) => ({ date, what: allWords(what) })),
  };
}

/** What they are told of one that is mentioned beside another. */
export function mentionDataOf(fact: Fact): MentionData {
  return { ...dataOf(fact), entities: fact.entities };
}
