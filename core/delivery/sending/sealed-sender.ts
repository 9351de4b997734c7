import type { EditionKey } from '../../publication/plan.ts';
import { formerSendersPath, type Named, senderAddresses } from '../../publication/retired.ts';
import type { Halt } from './mailer.ts';

/** How the hold begins of an edition whose sender the configuration does not list any more. */
export const senderHold = 'sender: ';

/** Whether mail may go out from the sender with which an edition was sealed, as far as the configuration says. */
export function isListed(named: Named, from: string): boolean {
  return senderAddresses(named).includes(from);
}

/** What to put back so that an edition can be mailed from the sender with which it was sealed: which address, into which field. */
export function listingTodo(named: Named, publication: string, from: string): string {
  const path = formerSendersPath(named, publication);
  return path === undefined
    ? `add an entry for "${publication}" to "retired" in cdk.json, with "${from}" as the address of "from"`
    : `add "${from}" to ${path} in cdk.json`;
}

/** How SES refuses a sender: by permission, or as one that it does not know to be ours. */
const refusalOfSender = /^AccessDenied|not verified/i;

/**
 * The answer that halts an edition. Where it refuses the sender, and the configuration does not list that one any more, with what to put
 * back: nothing else would help.
 */
export function explainedHalt(
  named: Named,
  { publication }: Pick<EditionKey, 'publication'>,
  from: string,
  halt: Halt,
): Halt {
  if (halt.outcome !== 'refused' || !refusalOfSender.test(halt.reason) || isListed(named, from)) return halt;
  const todo = `${listingTodo(named, publication, from)}, deploy, then release the edition`;
  return {
    ...halt,
    reason: `${senderHold}the edition was sealed with a sender that cdk.json does not list any more: ${todo}. SES said: ${halt.reason}`,
  };
}
