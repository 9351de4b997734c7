import { originalOf } from '../../cli/facts/drafts/read-original.ts';
import { day } from '../../core/articles/field.ts';
import { draftOf } from '../../core/filing/drafts/draft.ts';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { slug } from '../../core/foundation/slug.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { ArticleStore } from './article-store.ts';

/** What a person gives to begin an article: a text, or a saved page. */
export type Beginning = { id: string; retrieved: string; text: string; page: File | null };

/**
 * Makes a draft of a text, or of a saved page, and keeps it with its captured text.
 * @throws InvalidInputError with what is wrong in what was given; then nothing was written.
 */
export async function beginArticle(
  store: ArticleStore,
  { id, retrieved, text, page }: Beginning,
  { publications }: Pick<Configuration, 'publications'>,
): Promise<void> {
  const mistakes = [...idMistakes(store, id), ...dayMistakes(retrieved), ...choiceMistakes(text, page)];
  if (mistakes.length > 0) throw new InvalidInputError('No article was begun', mistakes);
  const bytes = page ? new Uint8Array(await page.arrayBuffer()) : new TextEncoder().encode(unixLines(text));
  const original = originalOf(bytes, page?.name ?? '', page ? 'page' : 'text');
  const languages = [...new Set(publications.map(({ language }) => language))];
  const { draft, capture } = draftOf(original, { id, retrieved, languages });
  await store.begin(id, draft, capture);
}

/** A form sends every line end as CR LF. */
function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function idMistakes(store: ArticleStore, id: string): Mistake[] {
  if (!slug(60).safeParse(id).success) {
    const expected = 'lower-case letters, digits and single hyphens, at most 60';
    return [
      { source: 'id', path: '', expected, found: JSON.stringify(id), todo: 'write it as in chip-rules' },
    ];
  }
  if (!store.has(id)) return [];
  const todo = 'open that one, or choose another id';
  return [{ source: 'id', path: '', expected: 'an id that no article has', found: `an article ${id}`, todo }];
}

function dayMistakes(retrieved: string): Mistake[] {
  if (day.safeParse(retrieved).success) return [];
  const found = JSON.stringify(retrieved);
  return [
    { source: 'retrieved', path: '', expected: 'a day such as 2026-11-23', found, todo: 'correct the day' },
  ];
}

function choiceMistakes(text: string, page: File | null): Mistake[] {
  if ((text.trim() !== '') !== (page !== null)) return [];
  const [found, todo] = page
    ? ['both', 'empty one of the two']
    : ['neither', 'paste the text of the article, or choose the saved page'];
  return [{ source: 'text', path: '', expected: 'a text or a saved page', found, todo }];
}
