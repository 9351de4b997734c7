import { normalise } from '../../matching/comparable.ts';
import { bodiesIn } from './aliases.ts';
import { isLocalBodyNamed } from './local-bodies.ts';
import { impliesPlace, placesIn } from './places.ts';

/** What texts are compared with: a capture, read once for all facts that stand on it. */
export type Ground = { text: string; bodies: ReadonlySet<number>; places: ReadonlySet<number> };

/** The bodies and rules that a text names and neither its ground nor `besides` does, in the text's words. All in the form of `normalise`. */
export function unknownBodies(
  text: string,
  { text: capture, bodies, places }: Ground,
  besides: readonly string[],
): string[] {
  const known = new Set(
    besides
      .map(normalise)
      .flatMap(bodiesIn)
      .map(({ body }) => body),
  );
  // The EU is a place too, which a text may name as such (中欧), and a government may be "the government" beside its country.
  const isNamedAsPlace = (name: string) =>
    placesIn(name).some(({ place, length }) => length === name.length && places.has(place));
  return bodiesIn(text)
    .filter(({ body }) => !bodies.has(body) && !known.has(body))
    .map(({ at, length }) => text.slice(at, at + length))
    .filter(name => !isNamedAsPlace(name) && !isLocalBodyNamed(name, capture));
}

/** The same of countries and cities; a body tells of its country. */
export function unknownPlaces(
  text: string,
  { bodies, places }: Ground,
  besides: readonly string[],
): string[] {
  const known = new Set(
    besides
      .map(normalise)
      .flatMap(placesIn)
      .map(({ place }) => place),
  );
  const told = [...bodies].map(body => ({ body }));
  const own = bodiesIn(text);
  const isOfBody = (at: number) => own.some(body => at >= body.at && at < body.at + body.length);
  return placesIn(text)
    .filter(
      ({ place, at }) =>
        !places.has(place) && !known.has(place) && !isOfBody(at) && !impliesPlace(told, place),
    )
    .map(({ at, length }) => text.slice(at, at + length));
}
