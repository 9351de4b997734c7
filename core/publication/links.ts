/** Where links lead; neither ends in a slash. */
export type Links = { subscriptions: string; archive: string | null };

/** The link by which a reader leaves: the key is the reader's, or the marker that holds its place. */
export function leaveUrl(subscriptionsUrl: string, publication: string, key: string): string {
  return `${subscriptionsUrl}/leave/${publication}/${key}`;
}

/** The public page of an edition, or the list of all for null; null where the archive is private. */
export function archivePageUrl(
  archiveUrl: string | null,
  publication: string,
  edition: string | null,
): string | null {
  if (archiveUrl === null) return null;
  return `${archiveUrl}/archive/${publication}/${edition === null ? '' : `${edition}/`}index.html`;
}

/** The form by which somebody becomes a reader, of one publication or, for null, of all that appear. */
export function subscribeUrl(subscriptionsUrl: string, publication: string | null): string {
  return `${subscriptionsUrl}/subscribe${publication === null ? '' : `?publication=${publication}`}`;
}

/** The page that a confirmation leads to: the key is the request's. */
export function confirmUrl(subscriptionsUrl: string, key: string): string {
  return `${subscriptionsUrl}/confirm/${key}`;
}

/** The page on which a reader sees and changes what they get: the key is the request's. */
export function manageUrl(subscriptionsUrl: string, key: string): string {
  return `${subscriptionsUrl}/manage/${key}`;
}

/** The page that says who writes, why, and what is kept of a reader. */
export function privacyUrl(subscriptionsUrl: string, publication: string): string {
  return `${subscriptionsUrl}/privacy/${publication}`;
}

/** An article of the runbook: how it is called in the project, and where it is read; null where the configuration has no address. */
export type Article = { text: string; url: string | null };

/** @param name the anchor of the article's heading, such as `edition-held`. @param runbook as it is configured. */
export function articleIn(runbook: string | undefined, name: string): Article {
  return { text: `docs/runbook.md#${name}`, url: runbook === undefined ? null : `${runbook}#${name}` };
}
