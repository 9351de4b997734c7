import type { Article, ArticleFile, Fact } from '../../../core/articles/article-file.ts';
import { characterCount } from '../../../core/filing/check-capture.ts';
import { sha256 } from '../../../core/foundation/hash.ts';

/** A fact without what its place in the article gives it. */
export type Claim = Omit<Fact, 'id' | 'jurisdictions' | 'entities'> & Partial<Fact>;
/** An article file with the text that it was drawn from, as an editor has both. */
export type Captured = { file: ArticleFile; capture: string };

/** An article with its claims numbered, and a capture in which every evidence and quote of theirs stands. */
export function captured(id: string, claims: readonly Claim[], about: Partial<Article> = {}): Captured {
  const facts = claims.map(
    (claim, index): Fact => ({ jurisdictions: [], entities: [], ...claim, id: `${id}.${index + 1}` }),
  );
  const capture = facts
    .map(({ evidence, quote }) => (quote ? `${evidence}: “${quote}”.` : `${evidence}.`))
    .join('\n');
  const article: Article = {
    id,
    title: `Title of ${id}`,
    publisher: 'The Example Post',
    type: 'news',
    published: { date: '2026-11-20', basis: 'stated' },
    retrieved: '2026-11-21',
    language: 'en',
    ...about,
    capture: { sha256: sha256(capture), characters: characterCount(capture) },
  };
  return { file: { article, facts }, capture };
}
