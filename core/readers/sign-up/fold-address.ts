const gmail = new Set(['gmail.com', 'googlemail.com']);

/**
 * The mailbox behind a normalised address, as far as its spelling tells: without what stands behind a `+`, and at Gmail, which has two
 * domains and passes over dots, without those. It is for counting what somebody is mailed, and never says who somebody is: elsewhere
 * a `+` may belong to another mailbox.
 */
export function foldAddress(normalisedAddress: string): string {
  const at = normalisedAddress.lastIndexOf('@');
  const domain = normalisedAddress.slice(at + 1);
  const [local = ''] = normalisedAddress.slice(0, at).split('+');
  // Of an address that begins with a plus nothing would be left: then all such at a domain are counted together.
  return gmail.has(domain) ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${domain}`;
}
