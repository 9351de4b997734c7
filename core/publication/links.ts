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
