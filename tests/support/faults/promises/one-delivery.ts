import type { Delivery } from '../../../../core/delivery/ledger/delivery.ts';
import type { Reader } from '../../../../core/readers/reader.ts';
import type { Envelope } from '../../../../local/cloud/ses/mailbox.ts';

/** What may be as it is at the end. */
export type Leniency = {
  /** SES's events may have been lost: then deliveries may be uncertain, named so, and SES may have taken them. */
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

function stateWrong({ row, reader }: OneDelivery, { lost = false }: Leniency): string[] {
  const state = row?.state ?? 'waiting';
  const settled = ['accepted', 'rejected', 'withheld', ...(lost ? ['uncertain'] : [])];
  if (!settled.includes(state)) return [`expected it settled, found ${state}`];
  if (state === 'withheld' && reader?.state === 'active') return ['withheld from an active reader'];
  if (state === 'rejected') return [`rejected: ${row?.reason}`];
  return [];
}

function mailsWrong({ row, taken, reader }: OneDelivery, { lost = false }: Leniency): string[] {
  const state = row?.state ?? 'waiting';
  const expected = state === 'accepted' ? 1 : 0;
  const mayBeTaken = lost && state === 'uncertain' && taken.length === 1;
  if (taken.length !== expected && !mayBeTaken) return [`${state}, and SES took ${taken.length} messages`];
  return taken.flatMap(({ messageId, destinations }) => [
    ...(state === 'accepted' && messageId !== row?.messageId
      ? [`SES took ${messageId}, the ledger has ${row?.messageId}`]
      : []),
    ...(reader && destinations.join() !== reader.address ? ['mailed to somebody else'] : []),
  ]);
}
