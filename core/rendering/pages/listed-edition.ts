import type { Instant } from '../../foundation/instant.ts';

/** What the archive's lists say of an edition; all of it is taken from its manifest, which never changes. */
export type ListedEdition = {
  edition: string;
  number: number;
  window: { from: Instant | null; to: Instant };
  subject: string;
  /** How many facts it carries; what several articles say once counts once. */
  facts: number;
  /** How many facts of earlier editions it puts right. */
  corrections: number;
  /** SHA-256 of its manifest.json. */
  manifestSha256: string;
};
