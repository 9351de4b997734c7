import type { EditionKey } from '../../publication/plan.ts';
import type { StandingReaders } from '../../readers/standing-readers.ts';
import type { EditionRow, Editions } from './editions.ts';
import type { Slices } from './slices.ts';

/**
 * Divides the active readers whom no ending ends into slices, in id order, and then writes the audience's size, once. A slice that is stored
 * stays as it is: a further run goes on strictly after the last reader of the last stored slice.
 */
export async function freezeAudience(
  ports: { editions: Pick<Editions, 'freeze'>; slices: Slices; standing: Pick<StandingReaders, 'after'> },
  edition: EditionKey,
  sliceSize: number,
): Promise<EditionRow> {
  const frozen = { slices: 0, readers: 0 };
  let after: string | null = null;
  const count = (readers: readonly string[]) => {
    frozen.slices += 1;
    frozen.readers += readers.length;
    after = readers.at(-1) ?? after;
  };
  for await (const { readers } of ports.slices.all(edition)) count(readers);
  for (;;) {
    const readers = await ports.standing.after(after, sliceSize);
    if (readers.length === 0) break;
    const slice = await ports.slices.add(edition, { number: frozen.slices + 1, readers });
    count(slice.readers);
  }
  return ports.editions.freeze(edition, frozen);
}
