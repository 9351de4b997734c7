// Part of CloudFront functions, in a runtime of its own (cloudfront-js-2.0: no modules, no Node). `site` stands before it.

/**
 * Leads from a name that the site had before to the one that it has, so that every page has one address. Only what is read: what a reader sends by
 * a button goes on as it came, for a redirect would lose it. Undefined where the request is at home.
 */
// biome-ignore lint/correctness/noUnusedVariables: the functions below call it
function leadHome(request) {
  // No destructuring: that runtime knows none.
  const host = request.headers.host;
  if (!host || !site.formerDomains.includes(host.value.toLowerCase())) return undefined;
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  if (!/^\/[\x21-\x7e]*$/.test(request.uri)) return undefined;
  const query = request.rawQueryString();
  // The host is ours whatever the path holds: it begins with a slash.
  return movedTo(`https://${site.domain}${request.uri}${query ? `?${query}` : ''}`);
}

function movedTo(location) {
  return {
    statusCode: 301,
    statusDescription: 'Moved Permanently',
    headers: { location: { value: location } },
  };
}
