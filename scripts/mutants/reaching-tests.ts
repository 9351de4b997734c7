import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** How many imports lead from a test file to a source: 1 when it imports it itself. */
export type Reach = { test: string; steps: number };

/**
 * The test files that reach each source through imports, the nearest first. What a test starts as a program of its own is not seen.
 * @param root the folder of the project.
 * @param files paths below it, of sources and tests.
 * @returns source ▸ tests.
 */
export function reachingTests(root: string, files: readonly string[]): Map<string, Reach[]> {
  const known = new Set(files);
  const imports = new Map(files.map(file => [file, importsOf(root, file).filter(name => known.has(name))]));
  const reached = new Map<string, Reach[]>();
  for (const test of files.filter(file => file.endsWith('.test.ts')))
    for (const [source, steps] of stepsFrom(test, imports))
      reached.set(source, [...(reached.get(source) ?? []), { test, steps }]);
  for (const reaches of reached.values()) reaches.sort((a, b) => a.steps - b.steps);
  return reached;
}

function importsOf(root: string, file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:\bfrom |\bimport |\bimport\()'(\.[^']+)'/g)].map(([, name = '']) =>
    normalize(join(dirname(file), name)),
  );
}

/** Breadth first: whatever a file leads to, with the fewest imports in between. */
function stepsFrom(start: string, imports: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const steps = new Map([[start, 0]]);
  // The map grows while it is walked.
  for (const [file, far] of steps)
    for (const next of imports.get(file) ?? []) if (!steps.has(next)) steps.set(next, far + 1);
  steps.delete(start);
  return steps;
}
