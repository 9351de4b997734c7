/** A contradiction between fields that are fine each for itself. */
export type CrossMistake = { path: (string | number)[]; expected: string; todo: string };

type Loose = Record<string, unknown>;

/**
 * Finds what contradicts itself in an article file: ids, dates, references. Takes whatever a person wrote, so that a
 * wrong field elsewhere hides no mistake here; what is missing or of the wrong type is left to the schema.
 */
export function crossMistakes(file: unknown): CrossMistake[] {
  const { article, facts } = loose(file);
  const entries = (Array.isArray(facts) ? facts : []).map(loose);
  return [
    ...entries.flatMap((fact, index) => idMistakes(fact, index, entries, loose(article).id)),
    ...dateMistakes(loose(article).published, ['article', 'published'], loose(article).retrieved),
    ...entries.flatMap((fact, index) =>
      dateMistakes(fact.occurred, ['facts', index, 'occurred'], loose(article).retrieved),
    ),
    ...entries.flatMap(referenceMistakes),
  ];
}

function idMistakes(
  fact: Loose,
  index: number,
  entries: readonly Loose[],
  articleId: unknown,
): CrossMistake[] {
  const { id } = fact;
  if (typeof id !== 'string') return [];
  const path = ['facts', index, 'id'];
  const found: CrossMistake[] = [];
  if (typeof articleId === 'string' && !id.startsWith(`${articleId}.`)) {
    found.push({
      path,
      expected: `an id that begins with "${articleId}."`,
      todo: 'give the fact the id of its article, or correct the id of the article',
    });
  }
  const first = entries.findIndex(other => other.id === id);
  if (first < index) {
    found.push({
      path,
      expected: `every fact id once; facts[${first}] has it already`,
      todo: 'give this fact the next free number',
    });
  }
  return found;
}

/** Compared as text, in which 2026 comes before every day of 2026, so that only what is surely later is a mistake. */
function dateMistakes(known: unknown, path: (string | number)[], retrieved: unknown): CrossMistake[] {
  const { date } = loose(known);
  if (typeof date !== 'string' || typeof retrieved !== 'string') return [];
  if (date <= retrieved) return [];
  return [
    {
      path: [...path, 'date'],
      expected: `a date that is not after the article was retrieved (${retrieved})`,
      todo: 'correct one of the two; a day ahead belongs in "dates"',
    },
  ];
}

function referenceMistakes(fact: Loose, index: number): CrossMistake[] {
  return ['sameAs', 'follows']
    .filter(field => typeof fact[field] === 'string' && fact[field] === fact.id)
    .map(field => ({
      path: ['facts', index, field],
      expected: 'the id of another fact',
      todo: 'name the fact that is meant, or remove the field',
    }));
}

function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}
