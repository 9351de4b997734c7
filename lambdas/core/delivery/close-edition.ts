import type { EditionRow, Editions } from '../ports.ts';

/** Numbers of the slices of the frozen audience that are not done. A slice stored after the freezing belongs to nobody. */
export async function unfinishedSlices(editions: Editions, row: EditionRow): Promise<number[]> {
  const { publication, edition, audience } = row;
  const unfinished = await editions.unfinishedSlices(publication, edition);
  return unfinished.filter(number => number <= (audience?.slices ?? 0));
}

/** Closes an edition all of whose slices are done; answers the row as it then stands. */
export async function closeIfComplete(editions: Editions, row: EditionRow): Promise<EditionRow> {
  const { publication, edition, audience, state } = row;
  if (state !== 'delivering' || audience === null) return row;
  if ((await unfinishedSlices(editions, row)).length > 0) return row;
  await editions.close(publication, edition);
  return { ...row, state: 'closed' };
}
