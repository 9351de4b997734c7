import { normalise } from '../../matching/comparable.ts';
import { bodiesIn } from './aliases.ts';
import { isLocalBodyNamed } from './local-bodies.ts';
import { impliesPlace, placesIn } from './places.ts';

/** The bodies and rules that a text names and neither the capture nor `besides` does, in the text's words. All in the form of `normalise`. */
export function unknownBodies(text: string, capture: string, besides: readonly string[]): string[] {
  const known = new Set([capture, ...besides.map(normalise)].flatMap(bodiesIn).map(({ body }) => body));
  const places = new Set(placesIn(capture).map(({ place }) => place));
  // The EU is a place too, which a text may name as such (中欧), and a government may be "the government" beside its country.
  const isNamedAsPlace = (name: string) =>
    placesIn(name).some(({ place, length }) => length === name.length && places.has(place));
  return bodiesIn(text)
    .filter(({ body }) => !known.has(body))
    .map(({ at, length }) => text.slice(at, at + length))
    .filter(name => !isNamedAsPlace(name) && !isLocalBodyNamed(name, capture));
}

/** The same of countries and cities; a body tells of its country. */
export function unknownPlaces(text: string, capture: string, besides: readonly string[]): string[] {
  const sources = [capture, ...besides.map(normalise)];
  const known = new Set(sources.flatMap(placesIn).map(({ place }) => place));
  const bodies = bodiesIn(capture);
  const own = bodiesIn(text);
  const isOfBody = (at: number) => own.some(body => at >= body.at && at < body.at + body.length);
  return placesIn(text)
    .filter(({ place, at }) => !known.has(place) && !isOfBody(at) && !impliesPlace(bodies, place))
    .map(({ at, length }) => text.slice(at, at + length));
}
