import { createHash } from 'node:crypto';
import type { Instant } from '../../foundation/instant.ts';

/** How many editions a feed carries: what a feed reader may have missed, not the archive. */
export const feedLength = 20;

/** A feed in no format yet. All addresses are absolute. */
export type Feed = {
  id: string;
  title: string;
  description: string;
  language: string;
  /** The list of all editions, for people. */
  homePage: string;
  /** Where the feed itself is, as Atom and as JSON. */
  atom: string;
  json: string;
  /** When anything of it changed last. */
  updated: Instant;
  /** Newest first; a feed of corrections may have none. */
  entries: readonly FeedEntry[];
};

/** An edition in a feed, or what an edition put right. */
export type FeedEntry = {
  id: string;
  title: string;
  /** Of the title, if it is another than the feed's. */
  language: string | null;
  summary: string;
  /** In full, as HTML without style, script or relative link; null where there are no words for it. */
  html: string | null;
  url: string;
  /** The end of its window: the only time that belongs to the edition and not to a machine. */
  published: Instant;
  /** The same of the last edition that said something of what it told, so that feed readers show it again. */
  updated: Instant;
};

/**
 * An identifier that is derived from a name alone: a UUID of version 8 (RFC 9562) over its SHA-256. Made from what never changes, it
 * stays when the archive moves to another address, so that no feed reader takes an old edition for a new one.
 */
export function urnOf(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return `urn:uuid:${bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}
