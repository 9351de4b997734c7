import { Aws } from 'aws-cdk-lib';
import type { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { bounceDomain, domainOf, liesIn } from '../../../core/publication/domains.ts';

/** A DNS record that mail from a domain needs; the value as a zone file has it, without the quotes around text. */
export type DnsRecord = { type: 'CNAME' | 'MX' | 'TXT'; name: string; value: string };

/**
 * The records that belong to an identity of SES: DKIM proves that mail comes from the domain, and MAIL FROM with SPF takes the
 * bounces.
 */
export function identityRecords(domain: string, identity: EmailIdentity): DnsRecord[] {
  const mailFrom = bounceDomain(domain);
  return [
    ...identity.dkimRecords.map(({ name, value }): DnsRecord => ({ type: 'CNAME', name, value })),
    { type: 'MX', name: mailFrom, value: `10 feedback-smtp.${Aws.REGION}.amazonses.com` },
    { type: 'TXT', name: mailFrom, value: 'v=spf1 include:amazonses.com ~all' },
  ];
}

/**
 * DMARC ties DKIM and SPF to the address that readers see. It starts by reporting to the operator: a stricter policy for a whole
 * domain could hit mail that has nothing to do with Courant, so raising it stays a decision of its owner. An address in another
 * domain gets no reports unless that domain agrees to them by a record of its own, so such an address is left out.
 */
export function dmarcRecord(domain: string, operator: string): DnsRecord {
  const reports = liesIn(domainOf(operator), domain) ? `; rua=mailto:${operator}` : '';
  return { type: 'TXT', name: `_dmarc.${domain}`, value: `v=DMARC1; p=none${reports}` };
}
