import { createHash } from 'node:crypto';
import { textElement } from '../http/xml.ts';
import type { Account } from './account.ts';
import type { EventPublisher } from './event-publisher.ts';
import type { Mailbox } from './mailbox.ts';
import { addressOf, headerField, type OutgoingMail, readOutgoingMail } from './outgoing-mail.ts';
import type { SendingLimits } from './sending-limits.ts';
import { invalidParameter, SesError } from './ses-error.ts';

/** What the actions work on. */
export type SesBackend = {
  account: Account;
  mailbox: Mailbox;
  limits: SendingLimits;
  region: string;
  now: () => Date;
  /** Where nobody listens there are no events. */
  events: EventPublisher | undefined;
};
/** Carries out one action; answers the inside of its result. @throws SesError */
export type SesAction = (backend: SesBackend, parameters: URLSearchParams) => Promise<string>;

/** The actions of SES v1 that Courant needs, by name. */
export const sesActions: Readonly<Record<string, SesAction>> = {
  async SendRawEmail(backend, parameters) {
    const mail = readOutgoingMail(parameters);
    requireSender(backend, mail);
    requireConfigurationSet(backend, mail.configurationSet);
    const at = backend.now();
    backend.limits.require(at, mail.destinations.length);
    const envelope = await backend.mailbox.accept(mail, at);
    backend.limits.count(at, mail.destinations.length);
    await backend.events?.tell({ ...envelope, raw: mail.raw }, at);
    return textElement('MessageId', envelope.messageId);
  },

  async GetSendQuota({ limits, now }) {
    const { max24HourSend, maxSendRate, sentLast24Hours } = limits.quota(now());
    return (
      textElement('Max24HourSend', max24HourSend) +
      textElement('MaxSendRate', maxSendRate) +
      textElement('SentLast24Hours', sentLast24Hours)
    );
  },

  async VerifyEmailIdentity({ account }, parameters) {
    await account.verify(required(parameters, 'EmailAddress'));
    return '';
  },

  async VerifyDomainIdentity({ account }, parameters) {
    const domain = required(parameters, 'Domain');
    await account.verify(domain);
    return textElement('VerificationToken', tokenOf(domain));
  },

  async ListIdentities({ account }, parameters) {
    const type = parameters.get('IdentityType');
    const wanted = account
      .identities()
      .filter(identity => !type || (type === 'EmailAddress') === identity.includes('@'));
    return `<Identities>${wanted.map(identity => textElement('member', identity)).join('')}</Identities>`;
  },

  async GetIdentityVerificationAttributes({ account }, parameters) {
    const asked = [...parameters].filter(([name]) => name.startsWith('Identities.member.'));
    const entries = asked
      .map(([, identity]) => identity)
      .filter(identity => account.isVerified(identity))
      .map(
        identity =>
          `<entry>${textElement('key', identity)}<value>${textElement('VerificationStatus', 'Success')}</value></entry>`,
      );
    return `<VerificationAttributes>${entries.join('')}</VerificationAttributes>`;
  },

  async CreateConfigurationSet({ account }, parameters) {
    const name = required(parameters, 'ConfigurationSet.Name');
    if (await account.addConfigurationSet(name)) return '';
    throw new SesError('ConfigurationSetAlreadyExists', `Configuration set <${name}> already exists.`);
  },
};

function required(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name);
  if (!value) throw invalidParameter(`${name} is missing.`);
  return value;
}

function requireSender({ account, region }: SesBackend, { source, raw }: OutgoingMail): void {
  const senders = new Set([source, headerField(raw, 'From') ?? source].map(addressOf));
  const failed = [...senders].filter(sender => !account.mayBeSender(sender));
  if (failed.length === 0) return;
  throw new SesError(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${failed.join(', ')}`,
  );
}

function requireConfigurationSet({ account }: SesBackend, name: string | null): void {
  if (name === null || account.hasConfigurationSet(name)) return;
  throw new SesError('ConfigurationSetDoesNotExist', `Configuration set <${name}> does not exist.`);
}

function tokenOf(domain: string): string {
  return createHash('sha256').update(domain).digest('base64');
}
