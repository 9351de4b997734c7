import type { EditionRow, Editions } from '../../ports.ts';

/** Numbers of the slices of the frozen audience that are not done. A slice stored after the freezing belongs to nobody. */
export async function unfinishedSlices(
  editions: Pick<Editions, 'unfinishedSlices'>,
  { publication, edition, audience }: EditionRow,
): Promise<number[]> {
  const unfinished = await editions.unfinishedSlices(publication, edition);
  return unfinished.filter(number => number <= (audience?.slices ?? 0));
}
