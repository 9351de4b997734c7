import { normalise } from '../../matching/comparable.ts';
import { bodiesIn } from './aliases.ts';
import groups from './local-bodies.json' with { type: 'json' };
import { impliesPlace, placesIn } from './places.ts';

const departments = groups.map(names => names.map(normalise));
/** What stands between a place and what is its own. */
const levels = /^(?:\s*(?:'s|municipality|municipal|provincial|province|city|市|省|自治区|特别行政区))*\s*/i;
const ofPlace = /^(.+?) of (?:the )?(.+)$/;
const government = /^(?:people's )?government$|政府$/i;

/**
 * Whether a name is that of a place's department or government, such as the Shenzhen Commerce Bureau or 深圳市商务局, and the text names
 * that: in either language, and a government also as "the government" beside the place.
 */
export function isLocalBodyNamed(name: string, text: string): boolean {
  const [, own = '', whose = ''] = ofPlace.exec(name) ?? [];
  return isOf(name, text) || (own !== '' && isOf(`${whose} ${own}`, text));
}

function isOf(name: string, text: string): boolean {
  const [first] = placesIn(name);
  if (first?.at !== 0) return false;
  const rest = name.slice(first.length).replace(levels, '');
  const names = departments.find(group => group.some(each => each.toLowerCase() === rest.toLowerCase()));
  if (!names) return false;
  const here = placesIn(text).filter(({ place }) => place === first.place);
  if (here.some(({ at, length }) => begins(text.slice(at + length, at + length + 120), names))) return true;
  const isHere = here.length > 0 || impliesPlace(bodiesIn(text), first.place);
  return isHere && government.test(rest) && /\bgovernment\b|政府/i.test(text);
}

function begins(after: string, names: readonly string[]): boolean {
  const rest = after.replace(levels, '').toLowerCase();
  return names.some(name => rest.startsWith(name.toLowerCase()));
}
