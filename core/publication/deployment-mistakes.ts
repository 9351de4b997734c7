import type { Mistake } from '../foundation/errors.ts';
import type { Deployment } from './deployment.ts';
import { bounceDomain, domainOf, isKnown, liesIn } from './domains.ts';

/** What is wrong between the fields of a deployment, although each can be read: most of it would be ignored, or fail only in AWS. */
export function deploymentMistakes(
  deployment: Deployment,
  publications: readonly { from: { address: string } }[],
  source: string,
): Mistake[] {
  const senders = [...new Set(publications.map(({ from }) => from.address))];
  return [
    ...zoneMistake(deployment, senders),
    ...dmarcMistake(deployment, senders),
    ...siteMistakes(deployment, senders),
    ...adoptedIdentityMistake(deployment, senders),
    ...adoptedTwiceMistakes(deployment),
  ].map(mistake => ({ source, ...mistake }));
}

type Found = Omit<Mistake, 'source'>;

function zoneMistake({ hostedZone, site }: Deployment, senders: readonly string[]): Found[] {
  const domains = domainsOf(senders);
  const wanted = site === undefined ? domains : [...domains, site.domain];
  if (hostedZone === undefined || wanted.some(domain => liesIn(domain, hostedZone.name))) return [];
  return [
    {
      path: 'hostedZone.name',
      expected: `the zone that holds the domain of a sender${site ? ' or of the site' : ''}: ${wanted.join(', ')}`,
      found: `"${hostedZone.name}", which holds none of them`,
      todo: 'name such a zone, or remove "hostedZone": the outputs then list the DNS records to add by hand',
    },
  ];
}

/** Of a domain that the mail service has already the stack makes no record: somebody has cared for those, perhaps an older stack. */
function dmarcMistake({ dmarc, hostedZone, identities }: Deployment, senders: readonly string[]): Found[] {
  const made = domainsOf(senders).filter(domain => !isKnown(domain, identities, senders));
  if (!dmarc || (hostedZone && made.some(domain => liesIn(domain, hostedZone.name)))) return [];
  const zone = hostedZone ? `with the zone "${hostedZone.name}"` : 'without "hostedZone"';
  const known = made.length === 0 ? ', and every sender under "identities"' : '';
  return [
    {
      path: 'dmarc',
      expected:
        'false, for the stack makes the record only of a sender\'s domain that lies in "hostedZone" and is not under "identities"',
      found: `true, ${zone}${known}`,
      todo: 'remove this field, and add the record that the outputs propose by hand if the domain has none',
    },
  ];
}

/** Bounces return to that domain: it belongs to SES. And a name is the site's, or was, once. */
function siteMistakes({ site }: Deployment, senders: readonly string[]): Found[] {
  if (site === undefined) return [];
  const names = [site.domain, ...site.formerDomains];
  return names.flatMap((name, index): Found[] => {
    const path = index === 0 ? 'site.domain' : `site.formerDomains[${index - 1}]`;
    const found = `"${name}"`;
    const sender = domainsOf(senders).find(domain => bounceDomain(domain) === name);
    if (sender !== undefined) {
      const expected = `a domain other than ${name}, to which mail from ${sender} bounces`;
      const todo = index === 0 ? `choose another, such as archive.${sender}` : 'take it out';
      return [{ path, expected, found, todo }];
    }
    if (names.indexOf(name) === index) return [];
    return [
      { path, expected: 'a name that the site had before and has no more', found, todo: 'take it out' },
    ];
  });
}

/** SES has an identity once an account and region, and keeps those of an older stack: CloudFormation would fail to make them. */
function adoptedIdentityMistake({ adopt, identities }: Deployment, senders: readonly string[]): Found[] {
  const missing = domainsOf(senders).filter(domain => !isKnown(domain, identities, senders));
  if (adopt === undefined || missing.length === 0) return [];
  return [
    {
      path: 'identities',
      expected:
        'with "adopt", the domain or the address of every sender: the older stack made it known to SES',
      found: identities.length === 0 ? 'none' : JSON.stringify(identities),
      todo: `add ${missing.map(domain => `"${domain}"`).join(', ')}`,
    },
  ];
}

function adoptedTwiceMistakes({ adopt }: Deployment): Found[] {
  if (adopt === undefined) return [];
  const { contentBucket, archiveBucket, editionsTable, deliveriesTable, readersTable } = adopt;
  return [
    ...repeatedIn({ contentBucket, archiveBucket }),
    ...repeatedIn({ editionsTable, deliveriesTable, readersTable }),
  ];
}

function repeatedIn(stores: Record<string, string>): Found[] {
  const entries = Object.entries(stores);
  return entries.flatMap(([field, name], index) => {
    const earlier = entries.slice(0, index).find(([, other]) => other === name)?.[0];
    if (earlier === undefined) return [];
    const expected = `another name than "adopt.${earlier}" has`;
    const todo = 'copy each name from the output of the older stack that is called so';
    return [{ path: `adopt.${field}`, expected, found: `"${name}"`, todo }];
  });
}

function domainsOf(addresses: readonly string[]): string[] {
  return [...new Set(addresses.map(domainOf))];
}
