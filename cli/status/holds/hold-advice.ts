import { capitalised } from '../../../core/delivery/receipt/outcome-words.ts';
import { senderHold } from '../../../core/delivery/sending/sealed-sender.ts';
import { domainOf } from '../../../core/publication/domains.ts';
import { type HoldAdvice, ownKinds } from './own-kinds.ts';
import { sesKinds, unknownKind } from './ses-kinds.ts';

/**
 * What a hold means. A hold that is none of the known kinds gets general advice.
 * @param sender the address that the edition is from.
 * @param unlisted what to put back into the configuration, where that does not list this sender any more.
 */
export function holdAdvice(hold: string, sender: string, unlisted: string | null = null): HoldAdvice {
  if (hold.startsWith(senderHold) || (unlisted !== null && /^AccessDenied/.test(hold)))
    return senderAdvice(hold, sender, unlisted);
  const ofReader = namesReader(hold, sender);
  const { happened, todo, article } =
    [...ownKinds, ...sesKinds].find(kind => kind.hold.test(hold) && (ofReader || !kind.ofReader)) ??
    unknownKind;
  return { happened, todo, article };
}

/**
 * The edition was sealed with a sender that was changed since. Mail from a domain goes on when its identity is no longer in the stack's
 * template: the stack leaves it in SES.
 */
function senderAdvice(hold: string, sender: string, unlisted: string | null): HoldAdvice {
  const listed = unlisted === null ? 'Check that cdk.json lists the sender still' : capitalised(unlisted);
  const verify = `If SES does not know ${domainOf(sender)} any more, verify it there again, with the DNS records that SES names.`;
  return {
    happened: `The edition was sealed with the sender ${sender}, which was changed since, and may not send any more.`,
    todo: [`${listed}, then deploy (npx cdk deploy).`, ...(/not verified/i.test(hold) ? [verify] : [])],
    article: 'a-change-of-sender',
  };
}

/** Whether SES denied an address elsewhere than in the sender's domain. Where it denied the sender too, that comes first. */
function namesReader(hold: string, sender: string): boolean {
  const own = domainOf(sender);
  const denied = [...hold.matchAll(/@[^\s<>"',;:()[\]]+/g)].map(([address]) => domainOf(address));
  return denied.length > 0 && !denied.includes(own);
}

/** Whether the text of a hold is SES's own, to be shown as such. */
export function isOfSes(hold: string): boolean {
  return !/^(late: |ledger: |stuck: |sender: |readers: |more than )/.test(hold);
}
