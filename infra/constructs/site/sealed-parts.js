// A CloudFront function: it runs for each answer from the archive, in a runtime of its own (cloudfront-js-2.0: no modules, no
// Node). Nothing calls `handler` by name but CloudFront. `site` stands before it.

/** A file of an edition as it was sealed, such as `/archive/weekly/2026-11-23/digest.html`: all but its page. */
const sealedPart = /^(\/archive\/[a-z0-9-]+\/\d{4}-\d{2}-\d{2}\/)(?!index\.html$)[a-z]+\.[a-z]+$/;

/**
 * Keeps what was sealed out of the lists of search engines, as it never says what became of it, and names the page that does.
 */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it
function handler(event) {
  const request = event.request;
  const response = event.response;
  const part = sealedPart.exec(request.uri);
  const host = request.headers.host;
  const domain = site.domain || (host ? host.value : '');
  if (!part || !domain) return response;
  response.headers['x-robots-tag'] = { value: 'noindex' };
  response.headers.link = { value: `<https://${domain}${part[1]}index.html>; rel="canonical"` };
  return response;
}
