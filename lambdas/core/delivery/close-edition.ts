import type { EditionRow, Editions } from '../ports.ts';

/** Closes an edition all of whose slices are done; answers the row as it then stands. */
export async function closeIfComplete(editions: Editions, row: EditionRow): Promise<EditionRow> {
  const { publication, edition, audience, state } = row;
  if (state !== 'delivering' || audience === null) return row;
  const slices = await editions.slices(publication, edition);
  const done = slices.filter(slice => slice.done && slice.number <= audience.slices).length;
  if (done < audience.slices) return row;
  await editions.close(publication, edition);
  return { ...row, state: 'closed' };
}
