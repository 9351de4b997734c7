import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What changes something that other files of tests see: modules, the environment (as opening an installation does), the console, globals; or says why else. */
const disturbing =
  /\bvi\.|\bglobalThis\.\w+ =|\bprocess\.env\.\w+ =|\bopen(Local|OnThisMachine)\(|\bNeeds a worker of its own:/;
/** What is imported by its values: types are gone when tests run. */
const importing = /^(?:import|export) (?!type\b)[^;]*?from '(\.[^']+\.ts)';$/gm;

type Read = { disturbs: boolean; imports: string[] };
const known = new Map<string, Read>();

/**
 * Whether a file of tests has to have a worker of its own: it disturbs others itself, or by what it imports of the tests.
 * @param file its path, from the folder of the project; so begin those of what it imports
 */
export function disturbsOthers(file: string, seen = new Set<string>()): boolean {
  seen.add(file);
  const { disturbs, imports } = known.get(file) ?? read(file);
  return disturbs || imports.some(imported => !seen.has(imported) && disturbsOthers(imported, seen));
}

function read(file: string): Read {
  const text = readFileSync(file, 'utf8');
  const all = Array.from(text.matchAll(importing), ([, path = '']) => join(dirname(file), path));
  const imports = all.filter(path => path.startsWith('tests/') && existsSync(path));
  const found = { disturbs: disturbing.test(text), imports };
  known.set(file, found);
  return found;
}
