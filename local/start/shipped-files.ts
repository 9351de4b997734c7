import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type AmendmentFile, parseAmendmentFile } from '../../core/articles/amendment-file.ts';
import type { ArticleFile } from '../../core/articles/article-file.ts';
import { parseArticleFile } from '../../core/filing/check-article.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { readText } from '../../lambdas/runtime/read-text.ts';

/** Where the project's own facts are. */
export const factsDirectory = resolve(import.meta.dirname, '../..', 'facts');

/** A file of the project, by the name that messages give it. */
export type Shipped<File> = { name: string; file: File };

/** The articles of a folder, by name. @throws InvalidInputError when one is wrong. */
export async function shippedArticles(folder = factsDirectory): Promise<Shipped<ArticleFile>[]> {
  return readAll(folder, 'facts', parseArticleFile);
}

/**
 * What puts the articles of a folder right, from its folder `corrections`: one file a fact, named by the fact.
 * @throws InvalidInputError when one is wrong; MisnamedCorrectionError.
 */
export async function shippedCorrections(folder = factsDirectory): Promise<Shipped<AmendmentFile>[]> {
  const all = await readAll(join(folder, 'corrections'), 'facts/corrections', parseAmendmentFile);
  for (const { name, file } of all)
    if (name !== `facts/corrections/${file.fact}.json`) throw new MisnamedCorrectionError(name, file.fact);
  return all;
}

/**
 * The names of the article files in a folder, in their order: `.json`, but not the schema, and not what editor programs keep
 * beside a file that is open, whose names begin with a dot.
 */
export async function articleNames(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter(name => name.endsWith('.json') && !name.endsWith('.schema.json') && !name.startsWith('.'))
    .sort();
}

/** A correction of the project is not named by its fact: with two of one fact, each run would file both again. */
export class MisnamedCorrectionError extends CourantError {
  constructor(name: string, fact: string) {
    super(`${name}: expected the name ${fact}.json, by the fact that it puts right. Rename it.`);
  }
}

async function readAll<File>(
  folder: string,
  place: string,
  parse: (json: string, source: string) => File,
): Promise<Shipped<File>[]> {
  return (await jsonNames(folder)).map(base => {
    const name = `${place}/${base}`;
    return { name, file: parse(readText(join(folder, base), name), name) };
  });
}

/** None where there is no such folder. */
async function jsonNames(folder: string): Promise<string[]> {
  return articleNames(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}
