import { readdir } from 'node:fs/promises';

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
