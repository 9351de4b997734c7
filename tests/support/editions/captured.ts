import type { AmendmentFile } from '../../../core/articles/amendment-file.ts';
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

/** Words in both languages of the invented publications. */
export const both = (en: string, chinese: string) => ({ en, 'zh-Hans': chinese });

type Words = Fact['statement'];
type Rest = Partial<Claim> & Pick<Claim, 'kind' | 'attribution'>;

/** A claim whose evidence is how its statement begins: an invented article says what we say of it. */
export function claim(statement: Words, rest: Rest): Claim {
  const [text = ''] = Object.values(statement);
  const evidence = text
    .split(' ')
    .slice(0, 10)
    .join(' ')
    .replace(/[.。]$/u, '');
  return { statement, evidence, topics: ['controls'], importance: 2, ...rest };
}

/** The article's own account. */
export const itself: Fact['attribution'] = { who: both('the article', '该文'), how: 'the article itself' };

/** Nobody by name, in the words of the article. */
export const unnamed = (en: string, chinese: string): Fact['attribution'] => ({
  who: both(en, chinese),
  how: 'unnamed',
});

/** A fact of a filed article. */
export function factOf({ file }: Captured, number: number): Fact {
  const fact = file.facts[number - 1];
  if (!fact) throw new Error(`${file.article.id} has no fact ${number}`);
  return fact;
}

/** Puts a fact right in some of its fields. */
export function corrected(fact: Fact, reason: AmendmentFile['reason'], right: Partial<Fact>): AmendmentFile {
  return { fact: fact.id, reason, corrected: { ...fact, ...right } };
}
