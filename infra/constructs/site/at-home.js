// A CloudFront function before the pages of the HTTP API, in a runtime of its own. former-domains.js stands before it.

/** Leads from a name that the site had before to its own, and changes nothing else. */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it
function handler(event) {
  return leadHome(event.request) || event.request;
}
