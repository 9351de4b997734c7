import { domainOf } from '../publication/domains.ts';
import { type Facts, isDeployed, type SenderFacts } from './facts.ts';
import { examined, type Finding, type Report, together } from './finding.ts';

/**
 * Names at which the DMARC record of mail from a domain may stand, the nearest first: at the domain, then at each above it. A top-level
 * domain is nobody's.
 */
export function dmarcDomains(domain: string): string[] {
  const labels = domain.split('.');
  return labels.map((_, index) => labels.slice(index).join('.')).filter(name => name.includes('.'));
}

/** A DMARC record, by its tags; null for a text that is none. */
export function readDmarc(record: string): ReadonlyMap<string, string> | null {
  if (!isDmarc(record)) return null;
  const tags = record.split(';').map(part => part.split('=').map(word => word.trim().toLowerCase()));
  return new Map(tags.flatMap(([tag, value]) => (tag && value !== undefined ? [[tag, value] as const] : [])));
}

/** Whether a text of the DNS is meant as a DMARC record. */
export function isDmarc(record: string): boolean {
  return /^\s*v\s*=\s*DMARC1\s*(;|$)/.test(record);
}

/** Whether the domain of each sender says what becomes of mail that is not its own, and lets the sender's through. */
export function examineDmarc(facts: Facts): Report {
  return together(
    facts.senders.map(sender =>
      examined(
        `the DMARC record of ${domainOf(sender.address)}`,
        sender.dmarc,
        dmarc => (dmarc ? recordFindings(sender, dmarc) : missing(sender, facts)),
        dmarc => (dmarc ? policyNotes(dmarc) : []),
      ),
    ),
  );
}

function missing({ address }: SenderFacts, facts: Facts): Finding[] {
  // The stack is still to make it.
  if (facts.configuration.dmarc && !isDeployed(facts)) return [];
  const domain = domainOf(address);
  return [
    {
      id: 'dmarc-missing',
      found: `${domain} has no DMARC record, and no domain above it has one.`,
      why: 'Large providers take no bulk mail from a domain without one.',
      todo: [`Add this record: _dmarc.${domain} TXT "v=DMARC1; p=none"`],
    },
  ];
}

type Dmarc = { domain: string; records: readonly string[] };

function recordFindings(sender: SenderFacts, { domain, records }: Dmarc): Finding[] {
  const name = `_dmarc.${domain}`;
  if (records.length > 1)
    return [
      {
        id: 'dmarc-twice',
        found: `${name} has ${records.length} DMARC records: ${records.join(' | ')}`,
        why: 'A domain with several counts as one with none, so providers may take no mail from it.',
        todo: [`Leave one of them at ${name}, and take out the others.`],
      },
    ];
  const tags = readDmarc(records[0] ?? '');
  if (!/^(none|quarantine|reject)$/.test(tags?.get('p') ?? ''))
    return [
      {
        id: 'dmarc-unreadable',
        found: `The DMARC record of ${name} has no policy: ${records[0]}`,
        why: 'Without p=none, p=quarantine or p=reject it counts as no record.',
        todo: [`Write it so: ${name} TXT "v=DMARC1; p=none"`],
      },
    ];
  return tags?.get('adkim') === 's' ? alignment(sender, name) : [];
}

/** With strict alignment the signature has to be of the very domain that readers see. */
function alignment({ address, identities }: SenderFacts, name: string): Finding[] {
  const domain = domainOf(address);
  if ('unseen' in identities || identities.seen.length === 0) return [];
  if (identities.seen.some(identity => identity.name === domain)) return [];
  const signing = identities.seen.find(identity => !identity.name.includes('@'))?.name ?? 'none';
  return [
    {
      id: 'dmarc-alignment',
      found: `${name} asks for strict alignment (adkim=s), and mail from ${domain} is signed by ${signing}.`,
      why: 'The signature does not count for DMARC, so mail fails it and may be rejected.',
      todo: [
        `Take adkim=s out of ${name}, or let SES sign for ${domain}: take it out of "identities" in cdk.json, and deploy.`,
      ],
    },
  ];
}

function policyNotes({ domain, records }: Dmarc): string[] {
  const policy = records.length === 1 ? readDmarc(records[0] ?? '')?.get('p') : undefined;
  return policy === undefined
    ? []
    : [`DMARC of ${domain}: p=${policy}${policy === 'none' ? ', which only watches' : ''}.`];
}
