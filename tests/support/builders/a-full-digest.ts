import type { Digest, DigestCorrection, DigestDayAhead, DigestFact } from '../../../core/digest/digest.ts';
import { aDigest } from './a-digest.ts';
import { aDigestFact, english } from './a-digest-fact.ts';

/** A correction of a fact of the edition before; each test overrides what it is about. */
export function aDigestCorrection(overrides: Partial<DigestCorrection> = {}): DigestCorrection {
  return {
    id: 'an-old-article.4',
    appeared: { number: '1-04', edition: '2026-11-16' },
    said: {
      statement: english('Shenzhen subsidises every chip company.'),
      short: null,
      label: 'in force',
      attribution: { who: english('Bay City Gazette'), how: 'the article itself' },
    },
    told: { by: { number: 1, edition: '2026-11-16' }, withdrawn: null },
    shared: null,
    details: null,
    days: { said: [], right: [] },
    right: aDigestFact({
      number: '1-04',
      label: 'proposed',
      statement: english('Shenzhen would subsidise chip companies that work in the city.'),
      source: 'B',
    }),
    reason: english('The notice is a draft, which we had taken for the final text.'),
    ...overrides,
  };
}

/** A retraction: what was said in the edition before, and why nothing takes its place. */
export function aDigestRetraction(): DigestCorrection {
  return aDigestCorrection({
    id: 'an-old-article.9',
    appeared: { number: '1-09', edition: '2026-11-16' },
    said: {
      statement: english('The city counts 900 chip companies.'),
      short: null,
      label: 'reported',
      attribution: { who: english('some officials'), how: 'unnamed' },
    },
    right: null,
    reason: english('The article took the number back.'),
  });
}

/** A date ahead of `aDigest`. */
export function aDayAhead(date: string, overrides: Partial<DigestDayAhead> = {}): DigestDayAhead {
  return {
    date,
    what: english('the rule takes effect'),
    id: 'an-article.1',
    fact: { number: '2-01', edition: '2026-11-23' },
    label: 'final',
    own: 'final',
    updates: [],
    attribution: { who: english('US Department of Commerce'), how: 'named' },
    also: [],
    soon: false,
    ...overrides,
  };
}

/** An edition that has every part, and a fact of every relation: an update, one with two sources, one reported before. */
export function aFullDigest(overrides: Partial<Digest> = {}): Digest {
  const digest = aDigest();
  return {
    ...digest,
    corrections: [aDigestCorrection(), aDigestRetraction()],
    daysAhead: [
      aDayAhead('2026-11-24', {
        what: { text: '征求意见截止', language: 'zh-Hans' },
        fact: { number: '1-04', edition: '2026-11-16' },
        label: 'proposed',
        attribution: { who: english('some officials'), how: 'unnamed' },
      }),
      aDayAhead('2026-12-01'),
      aDayAhead('2027-02-22', { what: english('comments end') }),
      aDayAhead('2027-02-23', { what: english('beyond ninety days') }),
    ],
    sections: digest.sections.map(section => ({ ...section, facts: section.facts.map(related) })),
    sources: digest.sources.map(source =>
      source.letter === 'B'
        ? {
            ...source,
            title: english('Notice on subsidies for the chip industry'),
            originalTitle: source.title,
            note: english('The capture bears no date.'),
          }
        : source,
    ),
    ...overrides,
  };
}

function related(fact: DigestFact): DigestFact {
  if (fact.number === '2-05') {
    const attribution = { who: english('Ministry of Science'), how: 'named' } as const;
    const also = [{ id: 'gazette-notice.7', source: 'B', attribution }];
    return { ...fact, also, follows: { number: '1-07', edition: '2026-11-16' } };
  }
  if (fact.number !== '2-06') return fact;
  return { ...fact, sameAs: { number: '1-02', edition: '2026-11-16' } };
}
