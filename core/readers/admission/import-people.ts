import type { Instant } from '../../foundation/instant.ts';
import { mapInOrder } from '../../foundation/map-in-order.ts';
import { type Endings, everyPublication, type KeptEnding } from '../ending.ts';
import {
  type Admission,
  type AdmissionPorts,
  admissionOf,
  type ReaderOf,
  type Standing,
  takeIn,
} from './admission.ts';
import type { Person } from './import-row.ts';

/** So many people are asked about at a time: two rows each, and a call brings a hundred. */
export const peopleAtOnce = 50;
const writesAtOnce = 16;

/** What the table holds of many people at once. */
export interface StoredRows {
  /** Both rows of each, in the order of up to `peopleAtOnce` people. */
  of(people: readonly ReaderOf[]): Promise<Pick<Standing, 'row' | 'address'>[]>;
}

/** What telling what would come of people needs. */
export type LookContext = {
  stored: StoredRows;
  /** What is kept of somebody outside of the table. */
  kept(reader: ReaderOf): readonly KeptEnding[];
};
/** What importing people needs. */
export type ImportContext = LookContext & AdmissionPorts & { newToken: () => string };

/** Somebody of a table, under the id of their address. */
export type Identified<Said> = Said & { id: string };

/** What is stored and kept of each, in their order. */
export async function standingsOf(
  { stored, kept }: LookContext,
  people: readonly ReaderOf[],
): Promise<Standing[]> {
  const rows = await stored.of(people);
  return people.map((person, index) => ({
    row: rows[index]?.row,
    address: rows[index]?.address,
    kept: kept(person),
  }));
}

/** What would come of people, in their order; nothing is written. */
export async function lookAtPeople(
  context: LookContext,
  people: readonly Identified<Person>[],
  again: boolean,
): Promise<Admission[]> {
  const standings = await standingsOf(context, people);
  return standings.map((standing, index) => admissionAs(standing, people[index], again));
}

/**
 * Makes readers of those who may be; answers what came of each. None of them stands twice among them. Whoever was written already is known
 * the next time, so an import that ended in between is simply begun again.
 */
export async function importPeople(
  context: ImportContext,
  people: readonly Identified<Person>[],
  { again, joined }: { again: boolean; joined: Instant },
): Promise<Admission[]> {
  const standings = await standingsOf(context, people);
  const { newToken } = context;
  return mapInOrder(people, writesAtOnce, async (person, index) => {
    const standing = standings[index] ?? { row: undefined, address: undefined, kept: [] };
    const admission = admissionAs(standing, person, again);
    if (admission.kind !== 'new' && admission.kind !== 'again') return admission;
    const { came } = await takeIn(context, standing, { ...person, joined, newToken });
    return came.kind === 'new' || came.kind === 'again' ? admission : came;
  });
}

function admissionAs(standing: Standing, person: Identified<Person> | undefined, again: boolean): Admission {
  return admissionOf(standing, { id: person?.id ?? '' }, { agreedAt: person?.agreed.at ?? null, again });
}

/**
 * What is kept of the people of a table, read by lists of a thousand keys rather than by a call each. It holds the endings of people who
 * are in the table, and no others.
 * @param isWanted whether the table has somebody, of a publication or of any.
 */
export async function keptIndex(
  endings: Pick<Endings, 'of'>,
  publications: Iterable<string>,
  isWanted: (reader: ReaderOf) => boolean,
): Promise<(reader: ReaderOf) => readonly KeptEnding[]> {
  const found = new Map<string, KeptEnding[]>();
  const own = [...publications];
  for (const publication of [...own, everyPublication])
    for await (const ending of endings.of(publication, null)) {
      const { reader: id } = ending;
      const places = publication === everyPublication ? own : [publication];
      if (!places.some(place => isWanted({ publication: place, id }))) continue;
      const key = keyOf({ publication, id });
      found.set(key, [...(found.get(key) ?? []), ending]);
    }
  return ({ publication, id }) => [
    ...(found.get(keyOf({ publication, id })) ?? []),
    ...(found.get(keyOf({ publication: everyPublication, id })) ?? []),
  ];
}

function keyOf({ publication, id }: ReaderOf): string {
  return `${publication}/${id}`;
}
