import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  paginateListSuppressedDestinations,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { IdentityState, SendingState } from '../../core/doctor/facts.ts';

/** What SES lets the account do. */
export async function lookAtSending(client: SESv2Client): Promise<SendingState> {
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = await client.send(
    new GetAccountCommand({}),
  );
  const { Max24HourSend = 0, MaxSendRate = 1, SentLast24Hours = 0 } = SendQuota ?? {};
  // SES writes -1 for an account without a daily limit.
  const perDay = Max24HourSend < 0 ? Number.POSITIVE_INFINITY : Max24HourSend;
  return {
    production: ProductionAccessEnabled ?? false,
    enabled: SendingEnabled ?? false,
    enforcement: EnforcementStatus ?? 'HEALTHY',
    allowance: { perSecond: MaxSendRate, perDay, left: Math.max(0, perDay - SentLast24Hours) },
  };
}

/** A domain or address that SES knows; null where it does not. */
export async function lookAtIdentity(client: SESv2Client, name: string): Promise<IdentityState | null> {
  try {
    const found = await client.send(new GetEmailIdentityCommand({ EmailIdentity: name }));
    const { DkimAttributes: dkim, MailFromAttributes: mailFrom } = found;
    const domain = mailFrom?.MailFromDomain;
    return {
      name,
      verified: found.VerifiedForSendingStatus ?? false,
      signs: dkim?.SigningEnabled === true && dkim.Status === 'SUCCESS',
      tokens: dkim?.Tokens ?? [],
      mailFrom: domain ? { domain, works: mailFrom?.MailFromDomainStatus === 'SUCCESS' } : null,
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundException') return null;
    throw error;
  }
}

/** Every address to which SES mails nothing for this account, in lower case. */
export async function* suppressedAddresses(client: SESv2Client): AsyncGenerator<string> {
  for await (const page of paginateListSuppressedDestinations({ client, pageSize: 1000 }, {}))
    for (const { EmailAddress } of page.SuppressedDestinationSummaries ?? [])
      if (EmailAddress) yield EmailAddress.toLowerCase();
}
