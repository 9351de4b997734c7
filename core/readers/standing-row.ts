import { type Address, isErased } from './address.ts';
import type { Reader, Readers } from './reader.ts';

/**
 * A reader's row as it stands beside their address. One that an erasing left over, since it stopped half way, is ended first: it would
 * pass for that of somebody who reads already, whom nobody mails.
 */
export async function readStandingRow(
  readers: Pick<Readers, 'read' | 'end'>,
  { publication, id }: Pick<Reader, 'publication' | 'id'>,
  address: Address | undefined,
): Promise<Reader | undefined> {
  const row = await readers.read(publication, id);
  const erasedAt = address?.erased;
  if (row?.state !== 'active' || erasedAt === undefined || !isErased(row.agreed.at, address)) return row;
  await readers.end(publication, id, { state: 'left', at: erasedAt, how: 'erased' });
  return readers.read(publication, id);
}
