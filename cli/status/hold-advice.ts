import { senderHold } from '../../core/delivery/sending/sealed-sender.ts';
import { domainOf } from '../../core/publication/domains.ts';

/** What a hold means and what to do about it: plain sentences for the terminal, without the commands that follow. */
export type HoldAdvice = {
  /** One sentence: what is wrong. */
  means: string;
  /** What to do before the edition is released, in this order. */
  todo: readonly string[];
  /** The heading of docs/runbook.md that has the rest. */
  article: string;
};

const sandbox =
  'If the domain is verified already, the account is still in the SES sandbox: ask AWS for production access.';
const inTheSandbox =
  'The account is still in the SES sandbox: there SES asks of every reader what it asks of the sender. It sends to addresses ' +
  'that you have verified, and to nobody else.';
const leaveTheSandbox =
  'Ask AWS for production access: in the SES console, under Account dashboard, Request production access.';

/**
 * Every hold that the code can produce, recognised by how it begins; the first that fits counts. `ofReader`: only where it names an
 * address that is not of the sender's domain.
 */
const kinds: readonly (HoldAdvice & { hold: RegExp; ofReader?: true })[] = [
  {
    hold: /^late: /,
    means: 'The edition is so late that readers may not want it any more, so nobody was mailed.',
    todo: ['Decide whether it is still worth mailing.'],
    article: 'late',
  },
  {
    hold: /^ledger: /,
    means:
      'The tables are not those in which delivery began, or have lost rows, as after a restore. They may not say who was mailed already.',
    todo: [
      'If the right tables are still there, let Courant use those again: then nothing has to be decided.',
      'Otherwise find out who was mailed: the receipt, the events of SES, or a reader tells.',
    ],
    article: 'after-a-restore',
  },
  {
    hold: /^stuck: /,
    means:
      'Delivery failed again and again before it had done anything for those who still wait. Everybody else has the edition, and other ' +
      'editions go on.',
    todo: [
      'Mend what the error names. Where no worker said anything, look at the log of deliver.',
      'If the failures began with a deployment, deploy the commit before it.',
    ],
    article: 'stuck',
  },
  {
    hold: /^readers: /,
    means:
      'The readers table is another one than before, or was emptied, and nobody is in it. Nobody was mailed.',
    todo: [
      'Restore the table, or adopt the one that has the readers. Who left since stays away: their endings are applied before anybody is mailed.',
      'If nobody reads this publication any more, release the edition as it is.',
    ],
    article: 'no-readers',
  },
  {
    hold: /^more than \d+ readers in a row were rejected/,
    means:
      'SES rejected so many readers in a row that the mistake must be ours. They wait again, and none counts as rejected.',
    todo: ['Check the sender and its domain first, then where these addresses came from.'],
    article: 'twenty-rejected-in-a-row',
  },
  {
    hold: /^MessageRejected: .*not verified/i,
    ofReader: true,
    means: inTheSandbox,
    todo: [
      leaveTheSandbox,
      'Until AWS grants that, you can verify single readers there under Identities, your own address first.',
    ],
    article: 'not-verified',
  },
  {
    hold: /^AccessDenied/,
    ofReader: true,
    means: inTheSandbox,
    todo: [
      leaveTheSandbox,
      'If the account has that already, deploy again (npx cdk deploy): that allows to send to any reader.',
    ],
    article: 'not-allowed',
  },
  {
    hold: /^MessageRejected: .*not verified/i,
    means: 'SES does not know that the sender is yours.',
    todo: [
      'Add the DNS records that the outputs of the stack name, and wait until SES calls the domain verified.',
      sandbox,
    ],
    article: 'not-verified',
  },
  {
    hold: /^MailFromDomainNotVerified/,
    means: 'The domain that receives bounces (MAIL FROM) is not set up.',
    todo: ['Add the DNS records that the outputs of the stack name, and wait until SES has seen them.'],
    article: 'not-verified',
  },
  {
    hold: /^AccessDenied/,
    means: 'The deliver function may not send from this address.',
    todo: [
      'Deploy again (npx cdk deploy): that allows the senders of cdk.json.',
      'If that changes nothing, a rule of your organisation forbids ses:SendRawEmail: have it allowed.',
    ],
    article: 'not-allowed',
  },
  {
    hold: /^AccountSendingPaused/,
    means: 'SES sends nothing for this account any more: AWS or one of your people has paused it.',
    todo: ['Find the reason in the SES console, and answer the case if AWS opened one.'],
    article: 'paused',
  },
  {
    hold: /^ConfigurationSetSendingPaused/,
    means: 'Somebody has paused the SES configuration set through which all mail of Courant goes.',
    todo: ['Let it send again, in the SES console under Configuration sets.'],
    article: 'paused',
  },
  {
    hold: /^ConfigurationSetDoesNotExist/,
    means:
      'The SES configuration set through which all mail of Courant goes does not exist: somebody deleted it.',
    todo: ['Make it again, with its events.'],
    article: 'no-configuration-set',
  },
];

const general: HoldAdvice = {
  means: 'SES refused for a reason that Courant does not know, so Courant takes it for our own mistake.',
  todo: ['Look up the name before the colon in the documentation of SES, and repair the cause.'],
  article: 'anything-else',
};

/**
 * What a hold means. A hold that is none of the known kinds gets general advice.
 * @param sender the address that the edition is from.
 * @param unlisted what to put back into the configuration, where that does not list this sender any more.
 */
export function holdAdvice(hold: string, sender: string, unlisted: string | null = null): HoldAdvice {
  if (hold.startsWith(senderHold) || (unlisted !== null && /^AccessDenied/.test(hold)))
    return senderAdvice(hold, sender, unlisted);
  const ofReader = namesReader(hold, sender);
  const { means, todo, article } =
    kinds.find(kind => kind.hold.test(hold) && (ofReader || !kind.ofReader)) ?? general;
  return { means, todo, article };
}

/**
 * The edition was sealed with a sender that was changed since. Mail from a domain goes on when its identity is no longer in the stack's
 * template: the stack leaves it in SES.
 */
function senderAdvice(hold: string, sender: string, unlisted: string | null): HoldAdvice {
  const listed = unlisted === null ? 'Check that cdk.json lists the sender still' : capitalised(unlisted);
  const verify = `If SES does not know ${domainOf(sender)} any more, verify it there again, with the DNS records that SES names.`;
  return {
    means: `The edition was sealed with the sender ${sender}, which was changed since, and may not send any more.`,
    todo: [`${listed}, then deploy (npx cdk deploy).`, ...(/not verified/i.test(hold) ? [verify] : [])],
    article: 'a-change-of-sender',
  };
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
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
