type Place = { path: string; at: number };
type Token = { word: string; at: number };
/** A text on its way: what is still to be read, the next at the end, and the places found so far. */
type Walk = { rest: Token[]; places: Place[] };

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * The line, from 1, on which a field of a JSON text begins, by its path as mistakes write it, such as `facts[2].attribution.who`;
 * for a field that is not there, that of the innermost object or list that should have it. Undefined for a text that is no JSON.
 */
export function lineOfField(text: string, path: string): number | undefined {
  if (!isJson(text)) return undefined;
  const rest = [...text.matchAll(token)].map(({ 0: word, index: at }) => ({ word, at })).reverse();
  const walk: Walk = { rest, places: [{ path: '', at: 0 }] };
  walkValue(walk, '');
  const around = walk.places.filter(place => isAtOrAround(place.path, path));
  const innermost = around.reduce((best, place) => (place.path.length > best.path.length ? place : best));
  return text.slice(0, innermost.at).split(/\r\n|\r|\n/).length;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isAtOrAround(path: string, wanted: string): boolean {
  if (path === '' || path === wanted) return true;
  return wanted.startsWith(path) && /^[.[]/.test(wanted.slice(path.length));
}

function walkValue(walk: Walk, path: string): void {
  const { word } = take(walk);
  if (word === '{') walkFields(walk, path);
  if (word === '[') walkEntries(walk, path);
}

function walkFields(walk: Walk, path: string): void {
  while (!comes(walk, '}')) {
    if (comes(walk, ',')) take(walk);
    const { word, at } = take(walk);
    const name = String(JSON.parse(word));
    const inner = path === '' ? name : `${path}.${name}`;
    walk.places.push({ path: inner, at });
    take(walk);
    walkValue(walk, inner);
  }
  take(walk);
}

function walkEntries(walk: Walk, path: string): void {
  for (let index = 0; !comes(walk, ']'); index += 1) {
    if (comes(walk, ',')) take(walk);
    const inner = `${path}[${index}]`;
    walk.places.push({ path: inner, at: walk.rest.at(-1)?.at ?? 0 });
    walkValue(walk, inner);
  }
  take(walk);
}

function comes({ rest }: Walk, word: string): boolean {
  return rest.at(-1)?.word === word;
}

/** Only ever asked in a text that is JSON, in which what is open is closed. */
function take({ rest }: Walk): Token {
  return rest.pop() ?? { word: '', at: 0 };
}
