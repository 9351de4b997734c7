/** What can become of a text file, by kind; null where it is gone. */
export const kindsOfDamage: Record<string, (content: string) => string | null> = {
  'one byte more': content => `${content}x`,
  'one byte less': content => content.slice(0, -1),
  empty: () => '',
  // As whoever reads it sees bytes that are no UTF-8.
  'not UTF-8': content =>
    `${content.slice(0, content.length / 2)}\ufffd${content.slice(content.length / 2 + 1)}`,
  'a newer version': content => content.replace(/"version": ?1\b/, '"version": 2'),
  gone: () => null,
};
