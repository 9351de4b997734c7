// A CloudFront function: it runs for each request before the cache, in a runtime of its own (cloudfront-js-2.0: no modules,
// no Node). Nothing calls `handler` by name but CloudFront. former-domains.js stands before it.

/** Segments of a path as Courant names its objects; none begins with a dot, and the last, before a slash if there is one, has none. */
const folder = /^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\/[A-Za-z0-9_-]+\/?$/;

/**
 * Leads from a folder, with its slash or without, to its index page, so that each page has one address, and relative links hold.
 *
 * It redirects only what looks like a path of ours. Anything else (two slashes, a backslash, dots, encoded characters) could lead
 * to another host once a browser reads it. It goes on as it is: no object has such a name.
 */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it
function handler(event) {
  const request = event.request;
  const home = leadHome(request);
  if (home) return home;
  if (request.uri === '/') {
    request.uri = '/index.html';
    return request;
  }
  if (!folder.test(request.uri)) return request;
  // As it came, without its question mark; undefined where there is none.
  const query = request.rawQueryString();
  const page = `${request.uri}${request.uri.endsWith('/') ? '' : '/'}index.html`;
  return movedTo(`${page}${query ? `?${query}` : ''}`);
}
