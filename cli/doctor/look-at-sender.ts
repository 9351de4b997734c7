import { identitiesFor } from '../../core/delivery/sending/sender-identities.ts';
import { dmarcDomains, isDmarc } from '../../core/doctor/dmarc.ts';
import type { IdentityState, SenderFacts } from '../../core/doctor/facts.ts';
import type { AccountLooks, NameLooks } from '../../core/doctor/looks.ts';
import { isSpf } from '../../core/doctor/mail-from.ts';
import { bounceDomain, domainOf } from '../../core/publication/domains.ts';
import { attempt } from './attempt.ts';

/** Looks at a sender: what SES knows of it, and what the DNS says of its domain and of that to which mail bounces. */
export async function lookAtSender(
  address: string,
  looks: Pick<AccountLooks, 'identity'>,
  names: NameLooks,
): Promise<SenderFacts> {
  const domain = domainOf(address);
  const identities = await attempt(() => knownIdentities(address, looks));
  const known = 'seen' in identities ? identities.seen : [];
  const mailFrom = known.find(identity => identity.mailFrom)?.mailFrom?.domain ?? bounceDomain(domain);
  const [spf, ownSpf, mx, dmarc] = await Promise.all([
    attempt(async () => (await names.texts(mailFrom)).filter(isSpf)),
    attempt(async () => (await names.texts(domain)).filter(isSpf)),
    attempt(() => names.mailServers(mailFrom)),
    attempt(() => nearestDmarc(domain, names)),
  ]);
  return { address, identities, mailFrom, spf, ownSpf, mx, dmarc };
}

async function knownIdentities(
  address: string,
  looks: Pick<AccountLooks, 'identity'>,
): Promise<IdentityState[]> {
  const found: IdentityState[] = [];
  // One after the other: SES answers such questions slowly, and refuses who asks several at once.
  for (const name of identitiesFor(address)) {
    const state = await looks.identity(name);
    if (state) found.push(state);
  }
  return found;
}

async function nearestDmarc(
  domain: string,
  names: NameLooks,
): Promise<{ domain: string; records: string[] } | null> {
  for (const name of dmarcDomains(domain)) {
    const records = (await names.texts(`_dmarc.${name}`)).filter(isDmarc);
    if (records.length > 0) return { domain: name, records };
  }
  return null;
}
