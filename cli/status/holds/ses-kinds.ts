import type { HoldAdvice, HoldKind } from './own-kinds.ts';

const inTheSandbox =
  'The account is still in the SES sandbox: there SES asks of every reader what it asks of the sender. It sends to addresses ' +
  'that you have verified, and to nobody else.';
const leaveTheSandbox =
  'Ask AWS for production access: in the SES console, under Account dashboard, Request production access.';
const addRecords = 'Add the DNS records that the outputs of the stack name';
const deployAgain = 'Deploy again (npx cdk deploy)';

/**
 * Answers about permissions and identities. Where SES names a reader's address, it is the sandbox: outside of it, it asks for none of a
 * reader's.
 */
const senderKinds: readonly HoldKind[] = [
  {
    hold: /^AccessDenied.*explicit deny/s,
    happened:
      'A rule of your AWS account, or of your organisation, forbids the deliver function to send mail.',
    todo: ['Have ses:SendRawEmail allowed in that rule. SES names its kind below.'],
    article: 'not-allowed',
  },
  {
    hold: /^MessageRejected: .*not verified/i,
    ofReader: true,
    happened: inTheSandbox,
    todo: [
      leaveTheSandbox,
      'Until AWS grants that, you can verify single readers there under Identities, your own address first.',
    ],
    article: 'not-verified',
  },
  {
    hold: /^AccessDenied/,
    ofReader: true,
    happened: inTheSandbox,
    todo: [
      leaveTheSandbox,
      'If the account has that already, deploy again (npx cdk deploy): that allows to send to any reader.',
    ],
    article: 'not-allowed',
  },
  {
    hold: /^MessageRejected: .*not verified/i,
    happened: 'SES does not know that the sender is yours.',
    todo: [
      `${addRecords}, and wait until SES calls the domain verified.`,
      'If the domain is verified already, the account is still in the SES sandbox: ask AWS for production access.',
    ],
    article: 'not-verified',
  },
  {
    hold: /^MailFromDomainNotVerified/,
    happened: 'The domain that receives bounces (MAIL FROM) is not set up.',
    todo: [`${addRecords}, and wait until SES has seen them.`],
    article: 'not-verified',
  },
  {
    hold: /^AccessDenied/,
    happened: 'The deliver function may not send from this address.',
    todo: [
      `${deployAgain}: that allows the senders of cdk.json.`,
      'If that changes nothing, a rule of your organisation forbids ses:SendRawEmail: have it allowed.',
    ],
    article: 'not-allowed',
  },
];

/** Answers about the account, and about what all mail goes through. */
const accountKinds: readonly HoldKind[] = [
  {
    hold: /^(ConfigurationSetSendingPaused|MessageRejected: .*\bconfiguration set\b.*(paused|disabled))/i,
    happened: 'Somebody has paused the SES configuration set through which all mail of Courant goes.',
    todo: ['Let it send again, in the SES console under Configuration sets.'],
    article: 'paused',
  },
  {
    hold: /^MessageRejected: .*\bsending\b.*(paused|suspended)/i,
    happened:
      'AWS has paused all mail of your account: mostly because too much of it came back, or complaints came.',
    todo: [
      'Read what AWS wrote to the address of your AWS account, and in the SES console under Account dashboard.',
      'Answer there what happened and what you changed, and wait until AWS lets the account send again.',
    ],
    article: 'paused',
  },
  {
    hold: /^(AccountSendingPaused|MessageRejected: .*\bsending\b.*disabled)/i,
    happened: 'SES sends nothing for this account any more: AWS or one of your people has paused it.',
    todo: ['Find the reason in the SES console, and answer the case if AWS opened one.'],
    article: 'paused',
  },
  {
    hold: /^ConfigurationSetDoesNotExist/,
    happened:
      'The SES configuration set through which all mail of Courant goes does not exist: somebody deleted it.',
    todo: ['Make it again, with its events.'],
    article: 'no-configuration-set',
  },
  {
    hold: /^(InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|MissingAuthenticationToken|IncompleteSignature|SignatureDoesNotMatch)/,
    happened:
      'AWS does not know the credentials of the deliver function any more, though they have not expired.',
    todo: [
      'See whether the role of the deliver function is still there, and whether your account may use this region.',
      `${deployAgain}: then the function gets new ones.`,
    ],
    article: 'unknown-credentials',
  },
  {
    hold: /^(OptInRequired|SubscriptionRequired)/,
    happened: 'Your AWS account may not use SES: AWS has not finished its registration, or has suspended it.',
    todo: [
      'Look into the AWS console: it asks for what is missing, such as a means of payment, and SES has to open.',
    ],
    article: 'unknown-credentials',
  },
];

/** Answers about a message that would be the same for every reader. */
const messageKinds: readonly HoldKind[] = [
  {
    hold: /^InvalidParameterValue.*message length/is,
    happened: 'The message is larger than SES takes from your account, so no reader can get it.',
    todo: ['Ask AWS for a larger message size, or stop the edition: its page in the archive has all of it.'],
    article: 'unreadable-message',
  },
  {
    hold: /^(InvalidParameter|ValidationError|MalformedInput)/,
    happened: 'SES cannot read something that is the same in every message: the sender, a header or a tag.',
    todo: [
      'SES names the part below. A sealed edition keeps its sender and its bytes: if the mistake is there, stop it.',
      'Mend the field in cdk.json, such as from or replyTo, and deploy: the next edition has it right.',
    ],
    article: 'unreadable-message',
  },
  {
    hold: /^UnknownRequestFormError/,
    happened: 'The deliver function was deployed with a version of the AWS library that it does not fit.',
    todo: ['Install what package-lock.json names (npm ci), and deploy again (npx cdk deploy).'],
    article: 'unreadable-message',
  },
];

/** What SES refuses; of each the first kind that fits counts. Names and messages are those that SES v1 gives SendRawEmail. */
export const sesKinds: readonly HoldKind[] = [...senderKinds, ...accountKinds, ...messageKinds];

/** About an answer that is none of these. */
export const unknownKind: HoldAdvice = {
  happened: 'SES refused for a reason that Courant does not know, so Courant takes it for our own mistake.',
  todo: ['Look up the name before the colon in the documentation of SES, and repair the cause.'],
  article: 'anything-else',
};
