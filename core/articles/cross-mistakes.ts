/** A contradiction between fields that are each valid alone. */
export type CrossMistake = { path: (string | number)[]; expected: string; todo: string };

type Loose = Record<string, unknown>;

/** What is known of the article that a fact belongs to; the checks of the fact use it. */
export type OfArticle = { id?: unknown; retrieved?: unknown };

/**
 * Finds contradictions in an article file: ids, dates, references. Takes whatever a person wrote, so that a
 * wrong field elsewhere hides no mistake here. The schema reports fields that are missing or of the wrong type.
 */
export function crossMistakes(file: unknown): CrossMistake[] {
  const { article, facts } = loose(file);
  const entries = (Array.isArray(facts) ? facts : []).map(loose);
  const { published, retrieved } = loose(article);
  return [
    ...entries.flatMap((fact, index) => factMistakes(fact, ['facts', index], loose(article))),
    ...entries.flatMap((fact, index) => repeatedId(fact, index, entries)),
    ...dateMistakes(published, ['article', 'published'], retrieved),
    ...entries.flatMap((fact, index) => unknownInArticle(fact, index, entries, loose(article).id)),
  ];
}

/** The same of one fact. @param path where it stands. */
export function factMistakes(fact: unknown, path: (string | number)[], article: OfArticle): CrossMistake[] {
  const entry = loose(fact);
  return [
    ...idMistakes(entry.id, [...path, 'id'], article.id),
    ...dateMistakes(entry.occurred, [...path, 'occurred'], article.retrieved),
    ...references(entry)
      .filter(([, id]) => id === entry.id)
      .map(([field]) => ({
        path: [...path, field],
        expected: 'the id of another fact',
        todo: 'name the fact that is meant, or remove the field',
      })),
  ];
}

function idMistakes(id: unknown, path: (string | number)[], articleId: unknown): CrossMistake[] {
  if (typeof id !== 'string' || typeof articleId !== 'string' || id.startsWith(`${articleId}.`)) return [];
  const todo = 'give the fact the id of its article, or correct the id of the article';
  return [{ path, expected: `an id that begins with "${articleId}."`, todo }];
}

function repeatedId({ id }: Loose, index: number, entries: readonly Loose[]): CrossMistake[] {
  const first = entries.findIndex(other => other.id === id);
  if (typeof id !== 'string' || first >= index) return [];
  const expected = `every fact id once; facts[${first}] has it already`;
  return [{ path: ['facts', index, 'id'], expected, todo: 'give this fact the next free number' }];
}

/** A fact of the same article can be looked for here; one of another only where that is filed. */
function unknownInArticle(
  fact: Loose,
  index: number,
  entries: readonly Loose[],
  articleId: unknown,
): CrossMistake[] {
  return references(fact)
    .filter(([, id]) => typeof articleId === 'string' && id.startsWith(`${articleId}.`))
    .filter(([, id]) => !entries.some(other => other.id === id))
    .map(([field]) => ({
      path: ['facts', index, field],
      expected: 'the id of a fact that this article has',
      todo: 'correct the number, or remove the field',
    }));
}

function references(fact: Loose): ['sameAs' | 'follows', string][] {
  return (['sameAs', 'follows'] as const).flatMap(field => {
    const id = fact[field];
    return typeof id === 'string' ? [[field, id]] : [];
  });
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

function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}
