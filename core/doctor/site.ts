import { plusHours } from '../foundation/instant.ts';
import { type CertificateState, type Facts, isDeployed } from './facts.ts';
import { examined, type Finding, nothing, type Report, together } from './finding.ts';

/** Whether the site has a certificate for its name, and the name leads to it. */
export function examineSite(facts: Facts): Report {
  const { site, configuration, stack } = facts;
  if (!site || !configuration.site) return nothing;
  const { domain, certificateArn, formerDomains } = configuration.site;
  const certificate = examined('the certificate of the site', site.certificate, found =>
    certificateFindings(found, { arn: certificateArn, names: [domain, ...formerDomains], facts }),
  );
  if (!isDeployed(facts)) return certificate;
  const output = 'seen' in stack ? (stack.seen?.outputs.get('SiteLeadsTo') ?? '') : '';
  const expected = /\S+\.cloudfront\.net/.exec(output)?.[0]?.toLowerCase();
  return together([
    certificate,
    examined(`where ${domain} leads`, site.leads, leads => leadFindings(domain, leads, expected)),
  ]);
}

type Wanted = { arn: string; names: readonly string[]; facts: Facts };

const why =
  'CloudFront answers under a name of yours only with a valid certificate for it, and a deployment fails without one.';

function certificateFindings(found: CertificateState | null, { arn, names, facts }: Wanted): Finding[] {
  if (found === null)
    return [
      {
        id: 'certificate-missing',
        found: `ACM has no certificate ${arn} in this account.`,
        why,
        todo: [
          `aws acm request-certificate --region us-east-1 --validation-method DNS --domain-name ${names[0]}`,
          'courant init --certificate ARN, with the ARN of that one.',
        ],
      },
    ];
  if (found.status !== 'ISSUED')
    return [
      {
        id: 'certificate-not-issued',
        found: `The certificate of the site is ${found.status}, not ISSUED.`,
        why,
        todo: [
          'Add the CNAME record that ACM shows under ResourceRecord to the DNS of the domain:',
          `aws acm describe-certificate --region us-east-1 --certificate-arn ${arn} --query Certificate.DomainValidationOptions`,
        ],
      },
    ];
  const unnamed = names.filter(name => !found.names.some(pattern => covers(pattern.toLowerCase(), name)));
  if (unnamed.length > 0)
    return [
      {
        id: 'certificate-names',
        found: `The certificate of the site does not name ${unnamed.join(', ')}, but ${found.names.join(', ')}.`,
        why,
        todo: [
          `aws acm request-certificate --region us-east-1 --validation-method DNS --domain-name ${names[0]}${names.length > 1 ? ` --subject-alternative-names ${names.slice(1).join(' ')}` : ''}`,
          'courant init --certificate ARN, with the ARN of that one, and deploy.',
        ],
      },
    ];
  if (found.until !== null && found.until <= plusHours(facts.now, daysAhead * 24))
    return [
      {
        id: 'certificate-ends',
        found: `The certificate of the site ends at ${found.until}.`,
        why: 'ACM renews it by itself as long as its CNAME record stands; this late, it has not. Then browsers refuse the site.',
        todo: [
          `aws acm describe-certificate --region us-east-1 --certificate-arn ${arn} --query Certificate.RenewalSummary`,
        ],
      },
    ];
  return [];
}

/** ACM renews 60 days ahead; by then it has tried for weeks. */
const daysAhead = 30;

/** A star stands for one label. */
function covers(pattern: string, name: string): boolean {
  return pattern === name || (pattern.startsWith('*.') && name.slice(name.indexOf('.')) === pattern.slice(1));
}

function leadFindings(
  domain: string,
  { names, answers }: { names: readonly string[]; answers: boolean },
  expected: string | undefined,
): Finding[] {
  const record = expected === undefined ? 'npx cdk deploy' : `Add this record: ${domain} CNAME ${expected}`;
  const lost = 'Links in mails, the archive and the pages of readers lead to that name.';
  if (!answers && names.length === 0)
    return [{ id: 'site-dns-missing', found: `${domain} leads nowhere.`, why: lost, todo: [record] }];
  // An alias of Route 53 shows addresses alone: there is no name to compare.
  const [end] = names.slice(-1);
  if (expected === undefined || end === undefined || names.includes(expected)) return [];
  return [
    {
      id: 'site-dns-elsewhere',
      found: `${domain} leads to ${end}, not to ${expected}.`,
      why: lost,
      todo: [record],
    },
  ];
}
