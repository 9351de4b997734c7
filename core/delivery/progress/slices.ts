import type { EditionRow, Editions } from './editions.ts';

/** A slice of the audience: the unit of delivery work. Numbered from 1. */
export type Slice = { number: number; readers: readonly string[]; done: boolean };

/** Work for deliver: one message a slice. */
export interface SliceQueue {
  /** Puts slices on the queue. Those of one round are put there once, however often that is asked for within five minutes. */
  enqueue(publication: string, edition: string, slices: readonly number[], round: number): Promise<void>;
  /** Slices that wait, or are in hand. */
  waiting(): Promise<number>;
}

/** Numbers of the slices of the frozen audience that are not done. A slice stored after the freezing belongs to nobody. */
export async function unfinishedSlices(
  editions: Pick<Editions, 'unfinishedSlices'>,
  { publication, edition, audience }: EditionRow,
): Promise<number[]> {
  const unfinished = await editions.unfinishedSlices(publication, edition);
  return unfinished.filter(number => number <= (audience?.slices ?? 0));
}
