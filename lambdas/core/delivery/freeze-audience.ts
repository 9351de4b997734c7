import type { EditionRow, Editions, Readers } from '../ports.ts';

/**
 * Divides the active readers into slices, in id order, and then writes the audience's size, once. A slice that is stored
 * stays as it is: whoever runs this again goes on strictly after the last reader of the last stored slice.
 */
export async function freezeAudience(
  ports: { editions: Editions; readers: Readers },
  publication: string,
  edition: string,
  sliceSize: number,
): Promise<EditionRow> {
  const slices = await ports.editions.slices(publication, edition);
  for (;;) {
    const after = slices.at(-1)?.readers.at(-1) ?? null;
    const readers = await ports.readers.activeAfter(publication, after, sliceSize);
    if (readers.length === 0) break;
    slices.push(await ports.editions.addSlice(publication, edition, { number: slices.length + 1, readers }));
  }
  const audience = slices.reduce((sum, slice) => sum + slice.readers.length, 0);
  return ports.editions.freeze(publication, edition, { slices: slices.length, readers: audience });
}
