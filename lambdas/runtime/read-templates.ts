import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * Reads the template sources and messages of a directory: path below it, with forward slashes, ▸ text. Only `.hbs` and
 * `.json` files; in the order of their paths. Throws what the file system throws: without templates nothing can start.
 */
export function readTemplates(directory: string): Record<string, string> {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(path => /\.(hbs|json)$/.test(path))
    .sort();
  return Object.fromEntries(
    paths.map(path => [path.split(sep).join('/'), readFileSync(join(directory, path), 'utf8')]),
  );
}
