import type { ReaderOf } from '../admission.ts';
import { type Endings, everyPublication, type KeptEnding } from '../ending.ts';

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
