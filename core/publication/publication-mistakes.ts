import type { Mistake } from '../foundation/errors.ts';
import type { Instant } from '../foundation/instant.ts';
import { type Schedule, scheduleMistake } from './schedule.ts';

/** What of a publication can be wrong beside its single fields. */
type Publication = {
  id: string;
  formerly?: string | undefined;
  coversSince?: Instant | undefined;
  schedule: Schedule;
  topics: readonly { id: string }[];
};

/**
 * What is wrong with publications, and with retired ones, although each field can be read; undefined stands for one with a field that cannot.
 * @param now what depends on the time is looked at only with it.
 */
export function publicationMistakes(
  {
    publications,
    retired,
  }: {
    publications: readonly (Publication | undefined)[];
    retired: readonly ({ id: string } | undefined)[];
  },
  source: string,
  now: Instant | undefined,
): Mistake[] {
  const ids = publications.flatMap(publication => (publication ? [publication.id] : []));
  return [
    ...retiredMistakes(ids, retired, source),
    ...repeated(ids).map(id => ({
      source,
      path: 'publications',
      expected: 'every publication id once',
      found: `"${id}" twice`,
      todo: 'rename one of them',
    })),
    ...publications.flatMap((publication, index) =>
      publication === undefined
        ? []
        : [
            ...formerMistake(ids, publication, source, `publications[${index}].formerly`),
            ...(now === undefined ? [] : timeMistakes(publication, now, source, `publications[${index}]`)),
            ...repeated(publication.topics.map(t => t.id)).map(id => ({
              source,
              path: `publications[${index}].topics`,
              expected: 'every topic id once',
              found: `"${id}" twice`,
              todo: 'remove one of them',
            })),
          ],
    ),
  ];
}

/** An id is of one publication, which makes editions or makes none any more. */
function retiredMistakes(
  ids: readonly string[],
  retired: readonly ({ id: string } | undefined)[],
  source: string,
): Mistake[] {
  return retired.flatMap((one, index) => {
    if (one === undefined) return [];
    const found = `"${one.id}"`;
    const path = `retired[${index}].id`;
    if (ids.includes(one.id)) {
      const expected = 'an id that no publication of the list has';
      const todo = `take the publication out of "publications", so that it is retired, or this entry out of "retired"`;
      return [
        { source, path, expected, found: `${found}, which publications[${ids.indexOf(one.id)}] has`, todo },
      ];
    }
    const first = retired.findIndex(other => other?.id === one.id);
    if (first === index) return [];
    const expected = 'every retired id once';
    return [
      { source, path, expected, found: `${found}, as retired[${first}] has`, todo: 'remove one of them' },
    ];
  });
}

/** `formerly` must not name a publication of the list: the same facts would be published twice. */
function formerMistake(
  ids: readonly string[],
  { formerly }: Publication,
  source: string,
  path: string,
): Mistake[] {
  if (formerly === undefined || !ids.includes(formerly)) return [];
  const expected = 'an id that no publication of the list has';
  const todo = 'move the publication of that id to "retired", or remove this field';
  return [{ source, path, expected, found: `"${formerly}", which one has`, todo }];
}

function timeMistakes(publication: Publication, now: Instant, source: string, path: string): Mistake[] {
  return [
    ...scheduleMistake(publication.schedule, now, source, `${path}.schedule`),
    ...futureMistake(publication, now, source, `${path}.coversSince`),
  ];
}

/** The first edition would leave out all that was recorded before it, and its window could end before it began. */
function futureMistake({ coversSince }: Publication, now: Instant, source: string, path: string): Mistake[] {
  if (coversSince === undefined || coversSince <= now) return [];
  const expected = 'an instant that has passed';
  const found = `"${coversSince}", which lies after ${now}, the present`;
  return [{ source, path, expected, found, todo: 'write an earlier instant, or remove this field' }];
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
