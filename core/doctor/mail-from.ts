import { domainOf } from '../publication/domains.ts';
import type { Facts, MailServer, SenderFacts } from './facts.ts';
import { examined, type Finding, nothing, type Report, together } from './finding.ts';

/** Whether a text of the DNS is an SPF record. */
export function isSpf(record: string): boolean {
  return /^v=spf1(\s|$)/i.test(record);
}

/** Whether bounces return to SES, and SPF lets it send. Before SES knows the sender there is nothing to find. */
export function examineMailFrom(facts: Facts): Report {
  const { region } = facts;
  return together(
    facts.senders.map(sender => {
      const { mailFrom, address } = sender;
      const domain = domainOf(address);
      const own = examined(`the SPF record of ${domain}`, sender.ownSpf, records => twice(domain, records));
      if (!isSetUp(sender)) return own;
      return together([
        own,
        examined(`the SPF record of ${mailFrom}`, sender.spf, records => spfFindings(mailFrom, records)),
        'seen' in region
          ? examined(`the mail server of ${mailFrom}`, sender.mx, servers =>
              mxFindings(mailFrom, servers, region.seen),
            )
          : nothing,
      ]);
    }),
  );
}

/** What SES has not verified, or has no MAIL FROM for, is a finding of its own. */
function isSetUp({ identities }: SenderFacts): boolean {
  if ('unseen' in identities) return false;
  return (
    identities.seen.some(({ verified }) => verified) &&
    identities.seen.some(({ mailFrom }) => mailFrom?.works)
  );
}

function twice(name: string, records: readonly string[]): Finding[] {
  if (records.length <= 1) return [];
  return [
    {
      id: 'spf-twice',
      found: `${name} has ${records.length} SPF records: ${records.join(' | ')}`,
      why: 'With several, SPF fails for all mail of that name, whoever sends it.',
      todo: [`Put what they include into one, and take out the others of ${name}.`],
    },
  ];
}

function spfFindings(name: string, records: readonly string[]): Finding[] {
  const [record] = records;
  if (records.length > 1) return twice(name, records);
  if (record !== undefined && /(^|\s)\+?include:amazonses\.com(\s|$)/i.test(record)) return [];
  return [
    {
      id: record === undefined ? 'spf-missing' : 'spf-without-ses',
      found:
        record === undefined
          ? `${name} has no SPF record.`
          : `The SPF record of ${name} does not include SES: ${record}`,
      why: 'SPF then fails for every message, and only its signature says whose it is.',
      todo: [`Let ${name} have this one record: ${name} TXT "v=spf1 include:amazonses.com ~all"`],
    },
  ];
}

/** SES wants its own server there, and no other. */
function mxFindings(name: string, servers: readonly MailServer[], region: string): Finding[] {
  const expected = `feedback-smtp.${region}.amazonses.com`;
  const [first] = servers;
  if (servers.length === 1 && first?.exchange.toLowerCase().replace(/\.$/, '') === expected) return [];
  const shown = servers.map(({ priority, exchange }) => `${priority} ${exchange}`).join(', ');
  return [
    {
      id: 'mail-from-mx',
      found: servers.length === 0 ? `${name} has no MX record.` : `The MX records of ${name} are ${shown}.`,
      why: 'Bounces do not return to SES, which then gives up this MAIL FROM domain, and SPF with it.',
      todo: [`Let ${name} have this one record: ${name} MX 10 ${expected}`],
    },
  ];
}
