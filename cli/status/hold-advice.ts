/** What a hold means and what to do about it, in plain words: sentences for the terminal, without the commands that follow. */
export type HoldAdvice = {
  /** One sentence: what is wrong. */
  means: string;
  /** What to do before the edition is let go on, in the order to do it. */
  todo: readonly string[];
  /** The heading of docs/runbook.md that has the rest. */
  article: string;
};

const sandbox =
  'If the domain is verified already, the account is still in the SES sandbox: ask AWS for production access.';

/** Every hold that the code can produce, by how its words begin; the first that fits counts. */
const kinds: readonly (HoldAdvice & { hold: RegExp })[] = [
  {
    hold: /^late: /,
    means: 'It is so late that readers may not want it any more, so nobody was mailed.',
    todo: ['Decide whether it is still worth mailing.'],
    article: 'late',
  },
  {
    hold: /^more than \d+ readers in a row were rejected/,
    means:
      'SES turned down so many readers in a row that the mistake must be ours. They wait again: nobody is blamed.',
    todo: ['Look at the sender and its domain first, then at where these addresses came from.'],
    article: 'twenty-rejected-in-a-row',
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
    means: 'The domain that takes mail which comes back is not set up.',
    todo: ['Add the DNS records that the outputs of the stack name, and wait until SES has seen them.'],
    article: 'not-verified',
  },
  {
    hold: /^AccessDenied/,
    means: 'The deliver function may not send from this address.',
    todo: [
      'Deploy again (npx cdk deploy): its role allows the senders of cdk.json.',
      'If that changes nothing, a rule of your organisation forbids ses:SendRawEmail: have it allowed.',
    ],
    article: 'not-allowed',
  },
  {
    hold: /^AccountSendingPaused/,
    means: 'SES sends nothing for this account any more: AWS, or somebody of yours, has paused it.',
    todo: ['Look in the SES console why, and answer the case that AWS opened if there is one.'],
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
      'The SES configuration set through which all mail of Courant goes is not there: somebody deleted it.',
    todo: ['Make it again, with its events.'],
    article: 'no-configuration-set',
  },
];

const general: HoldAdvice = {
  means: 'SES refused for a reason that Courant does not know, so it takes it for a mistake of ours.',
  todo: ['Look up the name before the colon in the documentation of SES, and mend it.'],
  article: 'anything-else',
};

/** What a hold means, whatever its words are; holds that nobody knows have general advice. */
export function holdAdvice(hold: string): HoldAdvice {
  const { means, todo, article } = kinds.find(kind => kind.hold.test(hold)) ?? general;
  return { means, todo, article };
}

/** Whether the words of a hold are SES's, to be shown as such. */
export function isOfSes(hold: string): boolean {
  return !/^(late: |more than )/.test(hold);
}
