import { normalise } from '../../matching/comparable.ts';
import bodies from './aliases.json' with { type: 'json' };
import type { NamedBody } from './aliases.ts';
import groups from './places.json' with { type: 'json' };
import { simplified } from './simplified.ts';

/** A country or a city where a text names it, in whatever language. */
export type NamedPlace = { place: number; at: number; length: number };

const single = groups
  .flat()
  .filter(name => /^\p{Script=Han}$/u.test(name))
  .join('');
const places = groups
  .flatMap((names, place) => names.map(name => ({ place, pattern: patternOf(simplified(normalise(name))) })))
  .toSorted((a, b) => b.pattern.source.length - a.pattern.source.length);

/** Of each body the places that its names tell: a text that names the US Department of Commerce by its last three words tells of the US. */
const placesOfBodies = bodies.map(
  names => new Set(names.flatMap(name => placesIn(normalise(name)).map(({ place }) => place))),
);

/** Which of the known places a text names, and where: a name within a longer one, such as Korea in South Korea, counts for that alone. */
export function placesIn(text: string): NamedPlace[] {
  const even = simplified(text);
  const found: NamedPlace[] = [];
  for (const { place, pattern } of places)
    for (const { 0: words, index: at } of even.matchAll(pattern)) {
      const isInside = found.some(other => at >= other.at && at + words.length <= other.at + other.length);
      if (!isInside) found.push({ place, at, length: words.length });
    }
  return found.sort((a, b) => a.at - b.at);
}

/** Whether one of the bodies that a text names tells of a place. */
export function impliesPlace(named: readonly Pick<NamedBody, 'body'>[], place: number): boolean {
  return named.some(({ body }) => placesOfBodies[body]?.has(place));
}

/** A country by one character (美、欧、日等) is one only in a row of such. */
function patternOf(name: string): RegExp {
  if (/^\p{Script=Han}$/u.test(name))
    return new RegExp(`(?<=[${single}]、)${name}(?=[、等和及三两])|${name}(?=、[${single}])`, 'gu');
  const words = name.replace(/[.]/g, '\\.');
  return /\p{Script=Han}/u.test(name)
    ? new RegExp(words, 'gu')
    : new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, 'gu');
}
