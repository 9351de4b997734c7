import { type Article, articleSchema } from '../../core/articles/article-file.ts';
import { type Fact, factSchema } from '../../core/articles/fact.ts';
import { type Loose, loose } from '../../core/foundation/mistakes.ts';

/** As much of an article file as can be read, with something in the place of what its head lacks. */
export type SoundParts = {
  article: Article;
  facts: Fact[];
  /** Fields of the head that are not right yet, for which something else stands. */
  standIns: string[];
};

/**
 * What of an unfinished article can be looked at already. A guess of the draft counts as what is guessed, words that nobody wrote yet as
 * none. A fact is there once all of it has the right form.
 * @param slug stands in for an id that is none.
 */
export function soundParts(file: unknown, slug: string): SoundParts {
  const { article: head, facts } = loose(file);
  const { article, standIns } = soundHead(loose(head), slug);
  const seen = new Set<string>();
  const sound = (Array.isArray(facts) ? facts : []).flatMap(fact => {
    const { data } = factSchema.safeParse(settled(loose(fact)));
    if (!data || seen.has(data.id) || !data.id.startsWith(`${article.id}.`)) return [];
    seen.add(data.id);
    return [data];
  });
  return { article, facts: sound, standIns };
}

function soundHead(head: Loose, slug: string): { article: Article; standIns: string[] } {
  const { shape } = articleSchema;
  const retrieved = shape.retrieved.safeParse(head.retrieved).data ?? '2000-01-01';
  const otherwise: Partial<Article> = {
    id: slug,
    title: '(no title yet)',
    publisher: '(no publisher yet)',
    type: 'other',
    published: { date: retrieved, basis: 'inferred', because: { en: 'Nobody has said yet when.' } },
    retrieved,
    language: 'en',
    capture: { sha256: '0'.repeat(64), characters: 1 },
  };
  const standIns: string[] = [];
  const article: Loose = Object.fromEntries(
    Object.entries(shape).flatMap(([name, field]) => {
      const { success, data } = field.safeParse(guessed(head[name]));
      if (success) return data === undefined ? [] : [[name, data]];
      standIns.push(name);
      const instead = otherwise[name as keyof Article];
      return instead === undefined ? [] : [[name, instead]];
    }),
  );
  return { article: article as Article, standIns };
}

function settled(fact: Loose): Loose {
  const statement = Object.entries(loose(fact.statement)).filter(([, words]) => words !== '');
  return {
    ...fact,
    kind: guessed(fact.kind),
    attribution: guessed(fact.attribution),
    statement: Object.fromEntries(statement),
  };
}

function guessed(value: unknown): unknown {
  return 'suggested' in loose(value) ? loose(value).suggested : value;
}
