import { domainOf, isKnown } from '../publication/domains.ts';
import { type Facts, type IdentityState, isDeployed, type SenderFacts } from './facts.ts';
import { examined, type Finding, type Report, together } from './finding.ts';

/** Whether SES lets mail come from each sender, signed and with bounces that return. */
export function examineIdentities(facts: Facts): Report {
  return together(
    facts.senders.map(sender =>
      examined(`what SES knows of ${sender.address}`, sender.identities, identities =>
        identities.length === 0 ? missing(sender, facts) : ofKnown(sender, identities),
      ),
    ),
  );
}

/** Before the first deployment the stack is still to make what the configuration does not list. */
function missing({ address }: SenderFacts, facts: Facts): Finding[] {
  const { identities, publications } = facts.configuration;
  const domain = domainOf(address);
  const isListed = isKnown(
    domain,
    identities,
    publications.map(({ from }) => from.address),
  );
  if (!isListed && !isDeployed(facts)) return [];
  const others = identities.filter(known => known !== domain && known !== address);
  return [
    {
      id: 'identity-missing',
      found: `SES has no identity of ${address}, nor of ${domain}, in this account and region.`,
      why: 'SES refuses mail from a sender that it does not know, so no edition goes out.',
      todo: isListed
        ? [
            `Take it out of "identities" in cdk.json, so that the stack makes it: courant init --identities ${others.join(',') || 'none'}`,
            'Or make it:',
            `aws sesv2 create-email-identity --email-identity ${domain}`,
          ]
        : ['npx cdk deploy'],
      article: 'not-verified',
    },
  ];
}

function ofKnown(sender: SenderFacts, identities: readonly IdentityState[]): Finding[] {
  const { address } = sender;
  if (!identities.some(({ verified }) => verified)) return [unverified(address, identities)];
  return [
    ...(identities.some(({ signs }) => signs) ? [] : [unsigned(address, identities)]),
    ...mailFromFindings(address, identities),
  ];
}

function unverified(address: string, identities: readonly IdentityState[]): Finding {
  return {
    id: 'identity-unverified',
    found: `SES has not verified ${identities.map(({ name }) => name).join(', ')}, so ${address} may not send.`,
    why: 'SES refuses mail from a sender that is not verified, so no edition goes out.',
    todo: [...recordsOf(identities), 'SES looks again by itself, within minutes to 72 hours.'],
    article: 'not-verified',
  };
}

function unsigned(address: string, identities: readonly IdentityState[]): Finding {
  return {
    id: 'dkim',
    found: `Mail from ${address} is not signed: DKIM is off, or its records are not found.`,
    why: 'Without a signature of your domain, large providers reject mail to many, or take it for spam.',
    todo: recordsOf(identities),
    article: 'not-verified',
  };
}

/** The three records by which SES verifies a domain and signs for it. */
function recordsOf(identities: readonly IdentityState[]): string[] {
  const domain = identities.find(({ name }) => !name.includes('@'));
  if (!domain || domain.tokens.length === 0)
    return ['Open the identity in the SES console: it shows what is missing.'];
  return [
    `Add these records to the DNS of ${domain.name}:`,
    ...domain.tokens.map(token => `${token}._domainkey.${domain.name} CNAME ${token}.dkim.amazonses.com`),
  ];
}

function mailFromFindings(address: string, identities: readonly IdentityState[]): Finding[] {
  const mailFrom = identities.find(identity => identity.mailFrom !== null)?.mailFrom;
  if (mailFrom?.works) return [];
  const domain = domainOf(address);
  const set = `aws sesv2 put-email-identity-mail-from-attributes --email-identity ${identities.at(-1)?.name} --mail-from-domain bounce.${domain}`;
  return [
    {
      id: 'mail-from',
      found: mailFrom
        ? `SES does not find the records of ${mailFrom.domain}, to which mail from ${address} is to bounce.`
        : `Mail from ${address} has no MAIL FROM domain of yours.`,
      why: 'SPF then speaks for amazonses.com and not for your domain; mail has only its signature to show whose it is.',
      todo: mailFrom
        ? [`Add the MX and TXT records of ${mailFrom.domain}; the outputs of the stack list them.`]
        : [set],
    },
  ];
}
