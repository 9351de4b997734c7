import type { FactLine } from '../../../core/archive/data/fact-line.ts';

/** A fact of a month's data: a ministry said something, in the first edition. */
export function aFactLine(fields: Partial<FactLine> = {}): FactLine {
  return {
    ...{ format: 1, publication: 'weekly', edition: '2026-11-23', editionNumber: 1, number: '1-01' },
    ...{ page: '../2026-11-23/index.html#fact-1-01', id: 'article-1.1', label: 'said', kind: 'statement' },
    ...{ statement: { en: 'A claim.' }, language: 'en' },
    attribution: { who: { en: 'the ministry' }, how: 'named' },
    source: {
      ...{
        article: 'article-1',
        title: { en: 'A title' },
        publisher: 'Example Times',
        url: null,
        capture: null,
      },
      published: { date: '2026-11-20', basis: 'stated' },
    },
    ...{ evidence: null, quote: null, quoteIn: null, occurred: null, dates: [], places: [], entities: [] },
    ...{ topics: [], instrument: null, citation: null, primarySource: null, also: [], standing: null },
    ...fields,
  };
}
