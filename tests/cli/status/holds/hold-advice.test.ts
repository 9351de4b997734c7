import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../aws/ses/ses-answers.ts';
import { holdAdvice, isOfSes } from '../../../../cli/status/holds/hold-advice.ts';

/** An error as the client throws it, and the hold that comes of it. */
function holdOf(name: string, message: string): string {
  const error = Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
  const answer = answerOf(error);
  if (answer.outcome !== 'refused') throw new Error(`${name} is ${answer.outcome}, and holds nothing`);
  return answer.reason;
}

const sender = 'digest@b.example';
const anything = holdAdvice('something else', sender);

/** What SES refuses for, in its own words, and the article about it. */
const refusals = [
  [
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region EU-WEST-1: a@b.example',
    'not-verified',
  ],
  ['MailFromDomainNotVerifiedException', 'The MAIL FROM domain is not verified.', 'not-verified'],
  ['MailFromDomainNotVerified', 'The MAIL FROM domain is not verified.', 'not-verified'],
  ['AccessDenied', 'User: arn is not authorized to perform: ses:SendRawEmail', 'not-allowed'],
  ['AccessDeniedException', 'User: arn is not authorized to perform: ses:SendRawEmail', 'not-allowed'],
  [
    'AccessDenied',
    "User `arn:aws:sts::1:assumed-role/r/f' is not authorized to perform `ses:SendRawEmail' on resource `arn:aws:ses:eu-west-1:1:identity/b.example' with an explicit deny in a service control policy",
    'not-allowed',
  ],
  [
    'MessageRejected',
    'Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.',
    'paused',
  ],
  [
    'MessageRejected',
    'Sending suspended for this account. For more information, please check the inbox of the email address associated with your AWS account.',
    'paused',
  ],
  ['InvalidClientTokenId', 'The security token included in the request is invalid.', 'unknown-credentials'],
  [
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided.',
    'unknown-credentials',
  ],
  ['OptInRequired', 'The AWS Access Key Id needs a subscription for the service', 'unknown-credentials'],
  ['InvalidParameterValue', 'Message length is more than 10485760 bytes long.', 'unreadable-message'],
  ['InvalidParameterValue', 'Duplicate header: From', 'unreadable-message'],
  ['AccountSendingPausedException', 'Email sending is disabled for your account.', 'paused'],
  ['ConfigurationSetSendingPausedException', 'Sending is paused for courant.', 'paused'],
  ['ConfigurationSetDoesNotExist', 'Configuration set <courant> does not exist.', 'no-configuration-set'],
  [
    'ConfigurationSetDoesNotExistException',
    'Configuration set <courant> does not exist.',
    'no-configuration-set',
  ],
] as const;
const ours = [
  [
    'more than 20 readers in a row were rejected: look at the sender and its domain before the readers',
    'twenty-rejected-in-a-row',
  ],
  [
    'stuck: delivery failed 5 times in a row before it had done anything, last at slice 2. Error: x. Mend the cause, then release the edition.',
    'stuck',
  ],
  ['readers: nobody reads weekly in the readers table, which is another one, or was emptied', 'no-readers'],
  [
    'sender: the edition was sealed with a sender that cdk.json does not list any more: add "x" to y. SES said: z',
    'a-change-of-sender',
  ],
  [
    'ledger: its delivery began at 2026-11-23T06:00:00Z, and both tables are others than then.',
    'after-a-restore',
  ],
  ['late: it was due at 2026-11-23T06:00:00Z, more than 36 hours before delivery could begin', 'late'],
] as const;

describe('advice on a sender that was changed', () => {
  const todo = `add "${sender}" to publications[0].formerSenders in cdk.json`;
  const denied = holdOf('AccessDenied', 'User: arn is not authorized to perform: ses:SendRawEmail');

  it('names the address and the field, whether deliver or SES wrote the hold', () => {
    for (const hold of [denied, `sender: the edition was sealed … SES said: ${denied}`]) {
      const { happened, todo: steps, article } = holdAdvice(hold, sender, todo);
      expect(happened).toContain(sender);
      expect(steps[0]).toBe(`A${todo.slice(1)}, then deploy (npx cdk deploy).`);
      expect(article).toBe('a-change-of-sender');
    }
    expect(isOfSes(`sender: x`)).toBe(false);
  });

  it('asks for a deployment once cdk.json lists it again, and for the domain where SES has forgotten that', () => {
    expect(holdAdvice('sender: x', sender).todo).toEqual([
      'Check that cdk.json lists the sender still, then deploy (npx cdk deploy).',
    ]);
    expect(holdAdvice('sender: x Email address is not verified', sender, todo).todo[1]).toMatch(
      /verify it there/,
    );
  });

  it('leaves what has another cause to its own article', () => {
    expect(holdAdvice('AccountSendingPaused: x', sender, todo).article).toBe('paused');
    expect(holdAdvice(denied, sender, null).article).toBe('not-allowed');
  });
});

describe('advice on holds', () => {
  it.each(refusals)('knows %s: %s', (name, message, article) => {
    const hold = holdOf(name, message);
    expect(holdAdvice(hold, sender)).toMatchObject({ article });
    expect(holdAdvice(hold, sender)).not.toEqual(anything);
    expect(isOfSes(hold)).toBe(true);
  });

  const denials: [name: string, message: (identity: string) => string, article: string][] = [
    [
      'MessageRejected',
      identity =>
        `Email address is not verified. The following identities failed the check in region X: ${identity}`,
      'not-verified',
    ],
    [
      'AccessDenied',
      identity =>
        `User \`arn:aws:sts::1:assumed-role/r/f' is not authorized to perform \`ses:SendRawEmail' on resource \`arn:aws:ses:x:1:identity/${identity}'`,
      'not-allowed',
    ],
  ];
  it.each(denials)('names the sandbox first where %s is about a reader', (name, message, article) => {
    const ofReader = holdAdvice(holdOf(name, message('somebody@reader.example')), sender);
    expect(ofReader).toMatchObject({ article, happened: expect.stringMatching(/^The account is .*sandbox/) });
    expect(ofReader.todo[0]).toMatch(/^Ask AWS for production access/);
    for (const identity of [sender, 'DIGEST@B.example', 'b.example'])
      expect(holdAdvice(holdOf(name, message(identity)), sender).happened).not.toMatch(/sandbox/);
  });

  it('has the sender verified first where SES names both', () => {
    const both = `Email address is not verified. The following identities failed the check in region X: reader@mail.example, ${sender}`;
    expect(holdAdvice(holdOf('MessageRejected', both), sender).todo[0]).toMatch(/DNS records/);
  });

  it.each([
    ['Throttling', 'Maximum sending rate exceeded.', 'throttled'],
    ['Throttling', 'Daily message quota exceeded.', 'exhausted'],
    ['ExpiredToken', 'The security token included in the request is expired', 'unreached'],
    ['MessageRejected', 'Address is on the suppression list', 'rejected'],
    ['InvalidParameterValue', 'Domain contains illegal character', 'rejected'],
  ])('needs none for what holds nothing: %s: %s', (name, message, outcome) => {
    const error = Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
    expect(answerOf(error, sender).outcome).toBe(outcome);
  });

  it('says it in plain words, and not in those of SES', () => {
    for (const [name, message] of refusals) {
      const { happened, todo } = holdAdvice(holdOf(name, message), sender);
      expect(happened).not.toContain(name);
      expect(happened).not.toContain(message.slice(0, 20));
      expect(todo.join(' ')).not.toContain(name);
    }
  });

  it('tells AWS, who paused the account, from a rule that forbids, and both from a missing permission', () => {
    const of = (found: (hold: string) => boolean) =>
      refusals
        .map(([name, message]) => holdOf(name, message))
        .filter(found)
        .map(hold => holdAdvice(hold, sender).happened);
    for (const happened of of(hold => /account\. For more/.test(hold)))
      expect(happened).toMatch(/^AWS has paused all mail of your account/);
    expect(of(hold => hold.includes('explicit deny'))).toEqual([
      expect.stringMatching(/^A rule of your AWS account/),
    ]);
    expect(holdAdvice('AccessDenied: no', sender).happened).toMatch(/may not send from this address/);
  });

  it('tells a paused account from a paused configuration set', () => {
    expect(holdAdvice('AccountSendingPausedException: x', sender).happened).toMatch(/this account/);
    expect(holdAdvice('ConfigurationSetSendingPausedException: x', sender).happened).toMatch(
      /configuration set/,
    );
  });

  it.each(ours)('knows %s', (hold, article) => {
    expect(holdAdvice(hold, sender)).toMatchObject({ article });
    expect(isOfSes(hold)).toBe(false);
  });

  it('knows the words of the holds that are ours as the code writes them', () => {
    const source = (path: string) => readFileSync(resolve(import.meta.dirname, '../../../..', path), 'utf8');
    expect(source('core/delivery/sending/work-through.ts')).toMatch(/`more than \$\{\w+\} readers in a row/);
    expect(source('core/delivery/sending/sealed-sender.ts')).toMatch(/senderHold = 'sender: '/);
    expect(source('lambdas/sweep/finish-sealed.ts')).toMatch(/`late: it was due at/);
    expect(source('core/sweep/stuck-slices.ts')).toMatch(/`stuck: delivery failed/);
  });

  it.each([
    ['MessageRejected', 'Email content is not acceptable.'],
    ['NotFoundException', 'What is not there.'],
    ['InvalidAction', 'Could not find operation SendRawEmail for version 2010-12-01.'],
  ])('has general advice for what nobody knows: %s: %s', (name, message) => {
    expect(holdAdvice(holdOf(name, message), sender)).toEqual(anything);
  });

  it('says of any words what they mean and what to do, in sentences', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...refusals.map(([name]) => `${name}: x`))), hold => {
        const { happened, todo, article } = holdAdvice(hold, sender);
        for (const sentence of [happened, ...todo]) expect(sentence).toMatch(/^[A-Z].*\.$/);
        expect(todo.length).toBeGreaterThan(0);
        expect(article).toMatch(/^[a-z-]+$/);
      }),
    );
  });

  const runbook = resolve(import.meta.dirname, '../../../../docs/runbook.md');
  it.skipIf(!existsSync(runbook))('leads to articles that the runbook has', () => {
    const headings = [...readFileSync(runbook, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    const named = [...refusals.map(([, , article]) => article), ...ours.map(([, article]) => article)];
    expect([...named, anything.article].filter(article => !headings.includes(article))).toEqual([]);
  });
});
