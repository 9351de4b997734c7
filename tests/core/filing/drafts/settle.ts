import type { Draft } from '../../../../core/filing/drafts/draft.ts';

const notStated = { date: '2026-11', basis: 'inferred', because: { en: 'The page was new then.' } };

/** A draft as a person leaves it who takes every guess as it is, and writes the same statement everywhere. */
export function settle({ article, facts }: Draft): unknown {
  const known = Object.fromEntries(Object.entries(article).map(([name, value]) => [name, taken(value)]));
  return {
    article: {
      ...known,
      title: known.title || 'A title',
      publisher: known.publisher || 'Example Press',
      published: article.published.date === '' ? notStated : article.published,
    },
    facts: facts.map(fact => ({
      ...fact,
      statement: { en: 'The ministry published a rule.' },
      kind: taken(fact.kind),
      ...(fact.kind.suggested === 'measure' ? { status: 'not stated' } : {}),
      attribution: taken(fact.attribution),
      topics: ['controls'],
    })),
  };
}

function taken(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'suggested' in value ? value.suggested : value;
}
