/**
 * Why a request comes from no page of the desk; undefined for one that does. A browser says from where a page asks by `Origin` and
 * `Sec-Fetch-Site`; another port of this machine is another place. What changes something has to name the desk itself as its origin, so
 * that a form of any page elsewhere is refused, also where its browser says nothing. A link from elsewhere may lead to a page.
 */
export function foreignIn(request: Request): string | undefined {
  const { method, headers, url } = request;
  const own = new URL(url).origin;
  const origin = headers.get('origin');
  if (origin !== null && origin !== own) return `${refused} comes from a page of ${origin}. ${nothing}`;
  const reads = method === 'GET' || method === 'HEAD';
  if (!reads && origin === null)
    return `${refused} does not say from which page it comes (Origin). ${nothing}`;
  const site = headers.get('sec-fetch-site');
  const isElsewhere = site !== null && site !== 'same-origin' && site !== 'none';
  const isLink = reads && headers.get('sec-fetch-mode') === 'navigate' && pages.test(new URL(url).pathname);
  if (isElsewhere && !isLink) return `${refused} comes from a page of another address (${site}). ${nothing}`;
  return undefined;
}

/** What a person reads; what their scripts ask is asked by them alone. */
const pages = /^\/(preview|article\/[^/]+)?$/;
const refused = 'The desk answers its own pages only: this request';
const nothing = 'Nothing was read or written.\n';
