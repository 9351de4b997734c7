import type { Mistake } from '../../core/foundation/errors.ts';
import { usageMistake } from '../program/usage-error.ts';

/** The files that were named, apart: `facts/*.json` finds the schemas too, which editor programs need there. */
export function articlePaths(paths: readonly string[]): { articles: string[]; schemas: string[] } {
  const isSchema = (path: string) => path.endsWith('.schema.json');
  return { articles: paths.filter(path => !isSchema(path)), schemas: paths.filter(isSchema) };
}

/** What is said of a schema that was named with the files. */
export function skippedSchema(path: string): string {
  return `${path}: a schema for editor programs, passed over`;
}

/** What is wrong with the choice of files for one captured text, or for none. */
export function choiceMistakes(paths: readonly string[], capture: string | undefined): Mistake[] {
  const { articles } = articlePaths(paths);
  if (articles.length === 0) {
    return [usageMistake(paths.join(', '), 'an article file', 'name one, such as facts/*.json')];
  }
  if (capture === undefined || articles.length === 1) return [];
  const todo = 'take one file at a time; facts add also takes a folder of texts, --captures DIR';
  return [usageMistake(`--capture with ${articles.length} files`, 'one file with --capture', todo)];
}

/** What is wrong with a file, valid or not, that is about another article than the one that was typed. */
export function otherArticle(file: unknown, typed: string, source: string): Mistake[] {
  const { article } = (file ?? {}) as { article?: unknown };
  if (typeof article !== 'string' || article === typed) return [];
  const todo = 'name the article that is meant in both places';
  const found = JSON.stringify(article);
  return [{ source, path: 'article', expected: `"${typed}", as typed`, found, todo }];
}
