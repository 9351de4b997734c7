import * as z from 'zod';

/** The part of an e-mail address after its last @, in lower case: one spelling for one domain. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** Whether a domain is the zone or lies in it; both in lower case and without a final dot. */
export function liesIn(domain: string, zone: string): boolean {
  return domain === zone || domain.endsWith(`.${zone}`);
}

/** Whether identities that the mail service has suffice to send for a domain: the domain's own, or that of each sender's address. */
export function isKnown(domain: string, identities: readonly string[], senders: readonly string[]): boolean {
  const ofDomain = senders.filter(sender => domainOf(sender) === domain);
  return identities.includes(domain) || ofDomain.every(sender => identities.includes(sender.toLowerCase()));
}

/** The domain in the envelope of mail from `domain`; it has to differ, because bounces return to it and so to SES. */
export function bounceDomain(domain: string): string {
  return `bounce.${domain}`;
}

/** Schema of a domain: reads any case and a final dot, and tells whoever writes a web address which name it holds. */
export const domainName = z.string().transform((text, context): string => {
  const name = plainDomain(text);
  if (isDomain(name)) return name;
  const meant = domainMeant(text);
  const todo = meant === undefined ? 'correct the value' : `write ${meant}`;
  context.addIssue({ code: 'custom', message: 'a domain such as digest.example.org', params: { todo } });
  return z.NEVER;
});

/** Schema of what SES calls an identity: a domain, or one e-mail address; in lower case. */
export const identityName = z.string().transform((text, context): string => {
  const name = plainDomain(text);
  if (isIdentity(name)) return name;
  const meant = identityMeant(text);
  const todo = meant === undefined ? 'correct the value' : `write ${meant}`;
  context.addIssue({ code: 'custom', message: 'a domain or an e-mail address', params: { todo } });
  return z.NEVER;
});

function plainDomain(text: string): string {
  return text.toLowerCase().replace(/\.$/, '');
}

/** The last label has a letter, or the numbers of an address of the internet would be a domain. */
function isDomain(name: string): boolean {
  return (
    name.length <= 253 &&
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$/.test(name)
  );
}

function isIdentity(name: string): boolean {
  return isDomain(name) || isAddress(name);
}

/** Whether a text is an e-mail address, also at a domain whose last part has letters beyond ASCII, as DNS writes it. */
export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const isMailbox = (address: string) => z.email().safeParse(address).success;
  return (
    isMailbox(text) ||
    (isDomain(text.slice(at + 1).toLowerCase()) && isMailbox(`${text.slice(0, at)}@a.example`))
  );
}

/** The domain inside a web address, an e-mail address or a name with letters beyond ASCII, as DNS writes it. */
function domainMeant(text: string): string | undefined {
  const rest = text.trim().replace(/^([a-z][a-z0-9+.-]*:\/\/|mailto:)?(\*\.)?/i, '');
  const name = plainDomain(URL.parse(`https://${rest}`)?.hostname ?? '');
  return isDomain(name) ? name : undefined;
}

/** The identity inside its ARN, a link to write mail, or an address with a name before it. */
function identityMeant(text: string): string | undefined {
  const rest = text
    .trim()
    .replace(/^(arn:[^/]*:identity\/|mailto:|[^<]*<)/i, '')
    .replace(/[>?].*$/, '');
  const name = plainDomain(rest);
  return isIdentity(name) ? name : domainMeant(rest);
}
