import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { pathText } from '../../foundation/mistakes.ts';

/** Says on which line of a JSON text, from 1, a field begins, by its path as mistakes write it, such as `facts[2].attribution.who`. */
export type LineOf = (path: string) => number | undefined;

/**
 * Finds the lines of a JSON text on which its fields begin; for a field that is not there, that of the innermost object or list that
 * should have it. Undefined for a text that is no JSON.
 */
export function linesOfFields(text: string): LineOf {
  const faults: ParseError[] = [];
  const whole = parseTree(text, faults, { disallowComments: true });
  if (!whole || faults.length > 0) return () => undefined;
  const lines = new Map<string, number>([['', 1]]);
  const lineAt = risingLines(text);
  noteLines(whole, [], lines, lineAt);
  return path => lines.get(innermost(path, lines));
}

/** The line of one field, see `linesOfFields`. */
export function lineOfField(text: string, path: string): number | undefined {
  return linesOfFields(text)(path);
}

/** A path that is there, at or around the one that is wanted. */
function innermost(path: string, lines: ReadonlyMap<string, number>): string {
  let around = path;
  while (around !== '' && !lines.has(around)) {
    around = around.slice(0, Math.max(0, around.lastIndexOf('.'), around.lastIndexOf('[')));
  }
  return around;
}

/** Goes through each field and each entry in the order of the text, at any depth. */
function noteLines(
  { type, children = [] }: Node,
  path: readonly PropertyKey[],
  lines: Map<string, number>,
  lineAt: (offset: number) => number,
): void {
  for (const [index, child] of children.entries()) {
    const [name, value] = type === 'array' ? [child, child] : (child.children ?? []);
    if (!name || !value) continue;
    const inner = [...path, type === 'array' ? index : String(name.value)];
    lines.set(pathText(inner), lineAt(name.offset));
    noteLines(value, inner, lines, lineAt);
  }
}

/** The line of an offset, for offsets that are asked for in rising order: so each line end is looked at once. */
function risingLines(text: string): (offset: number) => number {
  const ends = text.matchAll(/\r\n|\r|\n/g);
  let [line, next] = [1, ends.next()];
  return offset => {
    while (!next.done && next.value.index < offset) {
      line += 1;
      next = ends.next();
    }
    return line;
  };
}
