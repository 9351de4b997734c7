import type { Instant } from '../foundation/instant.ts';
import type { Addresses } from './address.ts';
import { everyPublication } from './ending.ts';
import type { EndingKeeper } from './ending-keeper.ts';
import type { Readers } from './reader.ts';

/** What erasing needs. */
export type ErasingContext = {
  readers: Pick<Readers, 'remove'>;
  addresses: Pick<Addresses, 'end'>;
  keeper: Pick<EndingKeeper, 'keep'>;
};

/** Whose data goes, where from, since when and at whose word; `publications` are all that may have a row of theirs. */
export type Erasure = { id: string; publications: readonly string[]; at: Instant; how: string };

/**
 * Erases a reader: first the address ends for every publication, so that nobody writes to it, whatever is under way; that is kept, under
 * the id alone; then every row goes whose reader agreed by then. Ended between any two writes, it is completed by running it again, or by
 * the sweep, which within a day also takes away what is kept of earlier endings. Who signs up again later is somebody new.
 */
export async function eraseReader(
  { readers, addresses, keeper }: ErasingContext,
  { id, publications, at, how }: Erasure,
): Promise<void> {
  await addresses.end(id, { state: 'erased', at, how });
  // Also where a complaint outweighs it: the erasure itself has to be known.
  await keeper.keep([{ publication: everyPublication, reader: id, kind: 'erased', at }]);
  for (const publication of publications) await readers.remove(publication, id, at);
}
