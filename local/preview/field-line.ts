import { type Node, type ParseError, parseTree } from 'jsonc-parser';

type Place = { path: string; at: number };

/**
 * The line, from 1, on which a field of a JSON text begins, by its path as mistakes write it, such as `facts[2].attribution.who`;
 * for a field that is not there, that of the innermost object or list that should have it. Undefined for a text that is no JSON.
 */
export function lineOfField(text: string, path: string): number | undefined {
  const faults: ParseError[] = [];
  const whole = parseTree(text, faults, { disallowComments: true });
  if (!whole || faults.length > 0) return undefined;
  const around = placesIn(whole, '').filter(place => isAtOrAround(place.path, path));
  const innermost = around.reduce((best, place) => (place.path.length > best.path.length ? place : best), {
    path: '',
    at: 0,
  });
  return text.slice(0, innermost.at).split(/\r\n|\r|\n/).length;
}

/** Where each field and each entry begins, at any depth. */
function placesIn({ type, children = [] }: Node, path: string): Place[] {
  if (type === 'array') {
    return children.flatMap((entry, index) => {
      const inner = `${path}[${index}]`;
      return [{ path: inner, at: entry.offset }, ...placesIn(entry, inner)];
    });
  }
  return children.flatMap(({ children: [name, value] = [] }) => {
    if (!name || !value) return [];
    const inner = path === '' ? String(name.value) : `${path}.${name.value}`;
    return [{ path: inner, at: name.offset }, ...placesIn(value, inner)];
  });
}

function isAtOrAround(path: string, wanted: string): boolean {
  return path === wanted || (wanted.startsWith(path) && /^[.[]/.test(wanted.slice(path.length)));
}
