/**
 * Whether a request was made by another page than one of this address. Browsers say so by `Sec-Fetch-Site` and `Origin`; of a page
 * that tells nobody its address, the form's `Origin` is `null`, so then the other header decides. What has neither is no page's: a
 * mail program's one-click, or a program's.
 */
export function isForeign(headers: Headers, own: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return true;
  const origin = headers.get('origin');
  return origin !== null && origin !== own && !(origin === 'null' && site === 'same-origin');
}
