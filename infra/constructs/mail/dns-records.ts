import { Aws } from 'aws-cdk-lib';
import type { EmailIdentity } from 'aws-cdk-lib/aws-ses';

/** A DNS record that mail from a domain needs; the value as a zone file has it, without the quotes around text. */
export type DnsRecord = { type: 'CNAME' | 'MX' | 'TXT'; name: string; value: string };

/** The domain in the envelope of mail from `domain`; it has to differ, because bounces return to it and so to SES. */
export function mailFromDomain(domain: string): string {
  return `bounce.${domain}`;
}

/**
 * All records that mail from a domain needs: DKIM proves that it comes from there, MAIL FROM with SPF takes the bounces, and
 * DMARC ties both to the address that readers see. DMARC starts by reporting to the operator: a stricter policy for a whole
 * domain could hit mail that has nothing to do with Courant, so raising it stays a decision of its owner.
 */
export function dnsRecords(domain: string, identity: EmailIdentity, operator: string): DnsRecord[] {
  const mailFrom = mailFromDomain(domain);
  return [
    ...identity.dkimRecords.map(({ name, value }): DnsRecord => ({ type: 'CNAME', name, value })),
    { type: 'MX', name: mailFrom, value: `10 feedback-smtp.${Aws.REGION}.amazonses.com` },
    { type: 'TXT', name: mailFrom, value: 'v=spf1 include:amazonses.com ~all' },
    { type: 'TXT', name: `_dmarc.${domain}`, value: `v=DMARC1; p=none; rua=mailto:${operator}` },
  ];
}
