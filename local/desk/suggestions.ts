import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArticleFile } from '../../core/articles/article-file.ts';
import { allWords, type OwnWords } from '../../core/articles/own-words.ts';
import { parseArticleFile } from '../../core/filing/check-article.ts';
import { InvalidInputError } from '../../core/foundation/errors.ts';
import { readText } from '../../lambdas/runtime/read-text.ts';
import { articleNames } from '../start/shipped-files.ts';

/** What earlier articles had in a field, by the name of the list; the most frequent first. */
export type Suggestions = Readonly<Record<string, readonly string[]>>;

const most = 500;

/** What the articles of a folder used: publishers, who says so by language, bodies, rules, countries, and facts by id. */
export async function suggestionsIn(folder: string): Promise<Suggestions> {
  const counts = new Map<string, Map<string, number>>();
  const note = (list: string, value: string | undefined) => {
    if (value === undefined) return;
    const values = counts.get(list) ?? new Map<string, number>();
    counts.set(list, values.set(value, (values.get(value) ?? 0) + 1));
  };
  const noteWords = (list: string, words: OwnWords | undefined) => {
    for (const [tag, text] of Object.entries(words === undefined ? {} : allWords(words)))
      note(`${list}.${tag}`, text);
  };
  for (const { article, facts } of await articlesIn(folder)) {
    noteWords('publisher', article.publisher);
    note('author', article.author);
    for (const fact of facts) {
      noteWords('who', fact.attribution.who);
      noteWords('instrument', fact.instrument);
      noteWords('by', fact.why?.by);
      note('citation', fact.citation);
      note('fact', fact.id);
      for (const entity of fact.entities) note('entity', entity);
      for (const code of fact.jurisdictions) note('country', code);
    }
  }
  return Object.fromEntries(
    [...counts].map(([list, values]) => [
      list,
      [...values]
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .slice(0, most)
        .map(([value]) => value),
    ]),
  );
}

/** A file with a mistake has nothing to suggest. */
async function articlesIn(folder: string): Promise<ArticleFile[]> {
  if (!existsSync(folder) || (await readdir(folder)).length === 0) return [];
  return (await articleNames(folder)).flatMap(name => {
    try {
      return [parseArticleFile(readText(join(folder, name)), name)];
    } catch (error) {
      if (error instanceof InvalidInputError) return [];
      throw error;
    }
  });
}
