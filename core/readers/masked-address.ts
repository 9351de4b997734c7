import { domainToUnicode } from 'node:url';

const dots = '•••';

/**
 * An address as a page may show it whose link was perhaps forwarded: enough for its owner to know it, too little for anybody else to write
 * to it. The first character of the name and of the domain, where that is not all of it, and the last label; never how long either is.
 * Domains in Punycode show as people write them.
 *
 * @param address normalised; empty of who was forgotten. @returns null for what has no address.
 *
 * @example
 * maskedAddress('anna@mail.example'); // a•••@m•••.example
 */
export function maskedAddress(address: string): string | null {
  const at = address.lastIndexOf('@');
  if (at < 1) return null;
  const domain = address.slice(at + 1);
  // What is no domain that can be read stays as it is written.
  const labels = (domainToUnicode(domain) || domain).split('.');
  const last = labels.length > 1 ? `.${labels.at(-1)}` : '';
  return `${masked(address.slice(0, at))}@${masked(labels.slice(0, -1).join('.') || domain)}${last}`;
}

/** Of one or two characters nothing is shown: the rest could be tried. */
function masked(text: string): string {
  const letters = Array.from(text);
  return letters.length < 3 ? dots : `${letters[0]}${dots}`;
}
