import { CourantError } from '../../foundation/errors.ts';
import type { EditionRow, Editions } from '../progress/editions.ts';
import type { Slices } from '../progress/slices.ts';
import { type AudienceSources, takeCensus } from '../receipt/census.ts';
import { lastReceipt } from '../receipt/receipt.ts';
import type { Binding } from './binding.ts';
import type { LedgerBinding } from './check-ledger.ts';

/** What binding an edition anew needs. */
export type RebindingContext = Pick<LedgerBinding, 'bindings' | 'ledger' | 'receipts' | 'log' | 'newMark'> &
  AudienceSources & {
    slices: Pick<Slices, 'reopen'>;
    editions: Pick<Editions, 'open' | 'rebind'>;
  };

/**
 * Binds an edition to the tables of now, as an operator decided who knows that readers may get it twice: whoever has no row is mailed. The
 * hold stays; it is lifted last, so a run that is ended in between is repeated from the start, and the edition is held until then.
 * @param sealed what the edition's seal says of it.
 * @throws BoundMeanwhileError if somebody else bound the edition at the same moment.
 */
export async function bindAnew(
  context: RebindingContext,
  row: EditionRow,
  sealed: Pick<Binding, 'previous' | 'manifest'>,
): Promise<Binding> {
  const { bindings, editions, ledger, receipts, slices } = context;
  const { publication, edition } = row;
  await editions.open(row);
  for (const { number, done } of (await takeCensus(context, row)).waitingIn)
    if (done) await slices.reopen(row, number);
  const before = await bindings.newest(row);
  const mark = context.newMark();
  await editions.rebind(row, { mark, receipts: await lastReceipt(receipts, row, row.receipts) });
  await ledger.setMark(row, mark);
  const [identity, boundAt] = [await ledger.identity(), await context.log.now()];
  const binding: Binding = {
    ...{ format: 1, publication, edition, number: (before?.number ?? 0) + 1, ...sealed },
    ...{ ledger: identity, mark, boundAt },
  };
  if ((await bindings.write(binding)) === 'taken') throw new BoundMeanwhileError(edition);
  return binding;
}

/** Two people released an edition at the same moment. */
export class BoundMeanwhileError extends CourantError {
  constructor(edition: string) {
    super(
      `${edition}: expected to be the only one who releases it, found that somebody else did at this moment. Look at courant status ` +
        `${edition} in five minutes, and do the same once more if it is held.`,
    );
  }
}
