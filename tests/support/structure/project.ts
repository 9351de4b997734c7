import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Sources by their path below the project's folder, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

/** An import of a file, type imports included: `to` is a path of the project, or the name of a package. */
export type Import = { from: string; to: string; isPackage: boolean };

/** Reads all TypeScript sources below folders of the project, but for declarations of packages that have none. */
export function readSources(root: string, folders: readonly string[]): Sources {
  const paths = folders.flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
      .map(entry => relative(root, join(entry.parentPath, entry.name))),
  );
  return new Map(paths.sort().map(path => [path, readFileSync(join(root, path), 'utf8')]));
}

/** Top-level folders of the project that hold TypeScript, but for the tests and what is installed or made. */
export function sourceFoldersIn(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(
      entry => entry.isDirectory() && !/^(\..*|node_modules|cdk\.out|coverage|dist|tests)$/.test(entry.name),
    )
    .map(({ name }) => name)
    .filter(name => readSources(root, [name]).size > 0);
}

/** All imports and exports from elsewhere, static or by `import(…)`. */
export function importsIn(sources: Sources): Import[] {
  return [...sources].flatMap(([from, text]) =>
    specifiersIn(text).map(name =>
      name.startsWith('.')
        ? { from, to: relative('/', resolve('/', dirname(from), name)), isPackage: false }
        : { from, to: name, isPackage: true },
    ),
  );
}

function specifiersIn(text: string): string[] {
  const imports = /^(?:import|export)\b[^'";]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...text.matchAll(imports)].flatMap(([, ...names]) => names.find(Boolean) ?? []);
}

/** The folder of a file. */
export function folderOf(path: string): string {
  return dirname(path);
}

/**
 * Groups of nodes of a graph each of which leads back to itself: its strongly connected components of more than one node, by
 * Tarjan's algorithm, each in alphabetical order.
 */
export function circlesIn(edges: readonly (readonly [from: string, to: string])[]): string[][] {
  const targets = Map.groupBy(edges, ([from]) => from);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string) => {
    const number = order.size;
    order.set(node, number);
    lowest.set(node, number);
    stack.push(node);
    for (const [, next] of targets.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(node, Math.min(lowest.get(node) ?? 0, lowest.get(next) ?? 0));
    }
    if (lowest.get(node) !== number) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const node of targets.keys()) if (!order.has(node)) visit(node);
  return circles;
}
