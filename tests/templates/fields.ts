import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const readme = readFileSync(fileURLToPath(new URL('../../templates/README.md', import.meta.url)), 'utf8');
const facts = /^inBrief\[\]$|^(sections\[\]|views)\.groups\[\]\.facts\[\]$|^corrections\.items\[\]\.right$/;

/**
 * The fields of a view, as templates/README.md writes them: `[]` stands for each element of a list. Runs and words are
 * printed whole; a fact has its fields under the heading of their own.
 */
export function fieldsOf(value: unknown, path = ''): string[] {
  if (path === 'words' || isRun(value)) return [path];
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(isRun)) return [path];
    return value.length === 0 ? [] : [...new Set(value.flatMap(inner => fieldsOf(inner, `${path}[]`)))];
  }
  if (value === null || typeof value !== 'object' || facts.test(path)) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    fieldsOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** The fields in the first column of the table below a heading of templates/README.md. */
export function fieldsBelow(heading: string): string[] {
  const start = readme.indexOf(`## ${heading}\n`);
  if (start < 0) throw new Error(`templates/README.md has no heading "${heading}"`);
  const section = readme.slice(start + 3).split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .flatMap(line => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

function isRun(value: unknown): boolean {
  return value !== null && typeof value === 'object' && 'text' in value && 'url' in value;
}
