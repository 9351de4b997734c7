/** White space of any kind, quotation marks and angle brackets end an address where it is printed. */
const whole = /^https:\/\/[^\s"<>]+$/u;

/**
 * Whether an address can be printed as a link of an edition: `https:`, with nothing in it that would end it. Editions are
 * rendered by this rule, and filing asks for this and more (see `addressMistake`), so nothing that is filed can make an
 * edition unbuildable. For the same reason this rule may become wider, never narrower.
 */
export function isLinkable(address: string): boolean {
  return whole.test(address);
}

/** What is wrong with an address, and what to do. */
export type AddressMistake = { expected: string; todo: string };

const https = 'a link that begins with https://';

/**
 * What keeps an address from being filed: it has to be linkable, written as browsers write it (so that every program that
 * reads it goes to the same place), and without a user name, which makes one site look like another. The slash behind a
 * bare host may be left out. Undefined if all is right.
 */
export function addressMistake(address: string): AddressMistake | undefined {
  const url = URL.parse(address);
  // A host may hold a quotation mark, for all that parsers of addresses care.
  if (url?.protocol !== 'https:' || !isLinkable(url.href))
    return { expected: https, todo: 'correct the value' };
  if (url.username !== '' || url.password !== '') {
    const todo = 'remove what stands between https:// and the @';
    return { expected: 'a link without a user name', todo };
  }
  if (isLinkable(address) && [address, `${address}/`].includes(url.href)) return undefined;
  return { expected: `${https}, written as a browser writes it`, todo: `write ${url.href}` };
}
