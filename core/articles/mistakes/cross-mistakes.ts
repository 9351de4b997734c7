import { type Loose, loose } from '../../foundation/mistakes.ts';

/** A contradiction between fields that are each valid alone. */
export type CrossMistake = { path: (string | number)[]; expected: string; todo: string };

/** What is known of the article that a fact belongs to; the checks of the fact use it. */
export type OfArticle = { id?: unknown; retrieved?: unknown; language?: unknown };

/**
 * Finds contradictions in an article file: ids, dates, references. Takes whatever a person wrote, so that a
 * wrong field elsewhere hides no mistake here. The schema reports fields that are missing or of the wrong type.
 */
export function crossMistakes(file: unknown): CrossMistake[] {
  const { article, facts, accepted } = loose(file);
  const entries = (Array.isArray(facts) ? facts : []).map(loose);
  const { published, retrieved } = loose(article);
  return [
    ...factsMistakes(facts, loose(article)),
    ...dateMistakes(published, ['article', 'published'], retrieved),
    ...entries.flatMap((fact, index) => unknownInArticle(fact, index, entries, loose(article).id)),
    ...acceptanceMistakes(accepted, [loose(article).id, ...entries.map(({ id }) => id)]),
  ];
}

/** The same of the facts of a file, each by itself and beside the others, whether or not their article has more of them. */
export function factsMistakes(facts: unknown, article: OfArticle): CrossMistake[] {
  const entries = (Array.isArray(facts) ? facts : []).map(loose);
  return [
    ...entries.flatMap((fact, index) => factMistakes(fact, ['facts', index], article)),
    ...entries.flatMap((fact, index) => repeatedId(fact, index, entries)),
  ];
}

/** Notes are accepted where the fact is that they are on. @param ids of what the file holds. */
export function acceptanceMistakes(accepted: unknown, ids: readonly unknown[]): CrossMistake[] {
  return (Array.isArray(accepted) ? accepted : []).flatMap((entry, index) => {
    const { fact } = loose(entry);
    if (typeof fact !== 'string' || ids.includes(fact)) return [];
    const todo = 'correct the id, or remove what is accepted of a fact that is gone';
    return { path: ['accepted', index, 'fact'], expected: 'the id of what this file holds', todo };
  });
}

/** The same of one fact. @param path where it stands. */
export function factMistakes(fact: unknown, path: (string | number)[], article: OfArticle): CrossMistake[] {
  const entry = loose(fact);
  return [
    ...idMistakes(entry.id, [...path, 'id'], article.id),
    ...dateMistakes(entry.occurred, [...path, 'occurred'], article.retrieved),
    ...references(entry)
      .filter(({ id }) => id === entry.id)
      .map(({ at }) => ({
        path: [...path, ...at],
        expected: 'the id of another fact',
        todo: 'name the fact that is meant, or remove the field',
      })),
    ...repeatedReferences(entry, path),
    ...translationMistakes(entry, path, article.language),
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
    .filter(({ id }) => typeof articleId === 'string' && id.startsWith(`${articleId}.`))
    .filter(({ id }) => !entries.some(other => other.id === id))
    .map(({ at }) => ({
      path: ['facts', index, ...at],
      expected: 'the id of a fact that this article has',
      todo: 'correct the number, or remove the field',
    }));
}

type LooseReference = { at: (string | number)[]; id: string };

/** Each with its place in the fact: "follows" may be one id or several. */
function references(fact: Loose): LooseReference[] {
  return (['sameAs', 'follows'] as const).flatMap((field): LooseReference[] => {
    const value = fact[field];
    if (typeof value === 'string') return [{ at: [field], id: value }];
    if (field === 'sameAs' || !Array.isArray(value)) return [];
    return value.flatMap((id, place) => (typeof id === 'string' ? { at: [field, place], id } : []));
  });
}

function repeatedReferences({ follows }: Loose, path: (string | number)[]): CrossMistake[] {
  const ids: unknown[] = Array.isArray(follows) ? follows : [];
  return ids.flatMap((id, place) => {
    if (typeof id !== 'string' || ids.indexOf(id) === place) return [];
    const todo = 'name each fact once, or the one that is meant';
    return {
      path: [...path, 'follows', place],
      expected: 'the id of a fact that is not in the list yet',
      todo,
    };
  });
}

/** Readers see a translation beside the original, as ours: it needs one, and is in another language. */
function translationMistakes(
  { quote, quoteIn }: Loose,
  path: (string | number)[],
  original: unknown,
): CrossMistake[] {
  if (quoteIn === undefined) return [];
  if (quote === undefined) {
    const todo = 'add the quote, in the exact words of the article, or remove its translation';
    return [{ path: [...path, 'quoteIn'], expected: 'no translation without a "quote"', todo }];
  }
  return Object.keys(loose(quoteIn)).flatMap(language => {
    if (language !== original) return [];
    const todo = 'remove it: the quote itself is in the article’s language';
    return { path: [...path, 'quoteIn', language], expected: 'a language other than the article’s', todo };
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
