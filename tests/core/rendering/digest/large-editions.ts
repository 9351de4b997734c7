import type { Digest, DigestFact, Label } from '../../../../core/digest/digest.ts';
import { sourceLetter } from '../../../../core/digest/numbering.ts';
import { aDigest } from '../../../support/builders/a-digest.ts';
import { aDigestFact, aDigestSource, english } from '../../../support/builders/a-digest-fact.ts';

const labels: Label[] = ['final', 'proposed', 'planned', 'said', 'reported'];

/** What an edition of many facts is made from. */
export type Large = {
  /** The importance of each fact, in order; the last fifth are views. */
  importances: readonly (1 | 2 | 3)[];
  statement?: string;
  language?: string;
  sources?: number;
};

/** An edition with as many facts as there are importances, in three sections and the views. */
export function aLargeDigest({ importances, statement, language = 'en', sources = 20 }: Large): Digest {
  const facts = importances.map((importance, index): DigestFact => {
    const text =
      statement ?? 'The ministry widens the support for makers of tools for chip plants in the region';
    return aDigestFact({
      number: `2-${String(index + 1).padStart(2, '0')}`,
      id: `report-${index % sources}.${index}`,
      label: labels[index % labels.length] ?? 'reported',
      statement: { text: `${text}, item ${index + 1}.`, language },
      attribution: { who: english('Ministry of Industry'), how: 'named' },
      occurred: { date: '2026-11-17', basis: 'stated', because: null },
      jurisdictions: ['CN'],
      importance,
      source: sourceLetter(index % sources),
    });
  });
  const views = facts.slice(Math.floor(facts.length * 0.8));
  const rest = facts.slice(0, facts.length - views.length);
  const third = Math.ceil(rest.length / 3);
  return aDigest({
    inBrief: facts
      .filter(({ importance }) => importance === 3)
      .slice(0, 3)
      .map(({ number }) => number),
    sections: aDigest().sections.map(({ topic }, at) => ({
      topic,
      facts: rest.slice(at * third, (at + 1) * third),
    })),
    views,
    sources: Array.from({ length: Math.min(sources, facts.length) }, (_, index) =>
      aDigestSource({
        letter: sourceLetter(index),
        id: `report-${index}`,
        title: english(`Report ${index} of the ministry on the industry`),
        url: `https://gazette.example/reports/2026/${index}`,
      }),
    ),
    old: [],
    counts: { facts: facts.length, sources: Math.min(sources, facts.length), late: 0 },
  });
}

/** Numbers of the facts that an HTML part shows, in order: those of In brief come first. */
export function numbersShown(html: string): string[] {
  return [...html.matchAll(/(?:· |>)(2-\d+)(?:<\/a>)?<\/p>/g)].map(([, number = '']) => number);
}
