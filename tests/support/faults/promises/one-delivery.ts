import { type Delivery, isFinal } from '../../../../lambdas/core/delivery/delivery.ts';
import type { Reader } from '../../../../lambdas/core/delivery/reader.ts';
import type { Envelope } from '../../../../local/cloud/ses/mailbox.ts';

/** What may still be as it is: deliveries of which nobody knows what became, and whether SES tells of all that it takes. */
export type Leniency = {
  /** Deliveries may be claimed or uncertain, and their editions open. */
  open?: boolean;
  /** SES's events may have been lost: then SES may have taken what is open. */
  lost?: boolean;
};

/** The ledger's row, the messages that SES took for it, and the reader as they stand now. */
export type OneDelivery = {
  row: Delivery | undefined;
  taken: readonly Envelope[];
  reader: Reader | undefined;
};

/** What is wrong with one delivery. */
export function deliveryWrong(delivery: OneDelivery, leniency: Leniency): string[] {
  return [...stateWrong(delivery, leniency), ...mailsWrong(delivery, leniency)];
}

function stateWrong({ row, reader }: OneDelivery, leniency: Leniency): string[] {
  const state = row?.state ?? 'waiting';
  if (!isFinal(state) && !leniency.open) return [`expected it settled, found ${state}`];
  if (state === 'withheld' && reader?.state === 'active') return ['withheld from an active reader'];
  if (state === 'rejected') return [`rejected: ${row?.reason}`];
  return [];
}

function mailsWrong({ row, taken, reader }: OneDelivery, { lost = false }: Leniency): string[] {
  const state = row?.state ?? 'waiting';
  const expected = state === 'accepted' ? 1 : 0;
  const mayBeTaken = lost && (state === 'claimed' || state === 'uncertain') && taken.length === 1;
  if (taken.length !== expected && !mayBeTaken) return [`${state}, and SES took ${taken.length} messages`];
  return taken.flatMap(({ messageId, destinations }) => [
    ...(state === 'accepted' && messageId !== row?.messageId
      ? [`SES took ${messageId}, the ledger has ${row?.messageId}`]
      : []),
    ...(reader && destinations.join() !== reader.address ? ['mailed to somebody else'] : []),
  ]);
}
