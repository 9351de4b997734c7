import { CourantError } from '../../foundation/errors.ts';
import type { Part } from './part.ts';

/** A store that a verification may look into. */
export type StoreName = 'archive' | 'content';

/** A file as a store lists it: its size in bytes, and its MD5 in hex where the store tells it; another value there proves nothing. */
export type ListedFile = { key: string; size: number; md5: string | undefined };

/** A version of a file, or the mark that it was deleted. */
export type FileVersion = { key: string; isDeletion: boolean };

/** Whoever looks may not see this; the rest they may. */
export class NotAllowedToLookError extends CourantError {
  constructor(what: string, cause: unknown) {
    super(
      `${what}: expected to be allowed to look at it, found that these credentials are not. docs/access.md has what each kind of people needs.`,
      { cause },
    );
  }
}

/** Files, as bytes, from wherever a verification looks at them: the buckets, a copy in a folder, a public address. */
export interface Look {
  /** The file's bytes; undefined where there is none. */
  read(store: StoreName, key: string): Promise<Uint8Array | undefined>;
  /** All keys with a prefix in order, page after page; null for a store whose keys nobody may list from here. */
  keys: ((store: StoreName, prefix: string) => AsyncIterable<readonly string[]>) | null;
  /** The same keys with what the store says of each file, for whoever keeps a copy; not every place can tell. */
  listed?: (store: StoreName, prefix: string) => AsyncIterable<readonly ListedFile[]>;
  /**
   * Every version of what lies below a prefix, and every mark that something was deleted; not every place keeps them.
   * @throws NotAllowedToLookError while it is read
   */
  versions?: (store: StoreName, prefix: string) => AsyncIterable<readonly FileVersion[]>;
  /** Publications of which it has a part alone, by their ids; of all others it has the whole. */
  parts?: Readonly<Record<string, Part>>;
  /** SHA-256 of captured texts that the store never had, because their articles ship with the project; missing where every text is kept. */
  notKept?: () => Promise<ReadonlySet<string>>;
  /** Whether the web may have a file of the archive that is there; missing where that cannot be seen. */
  isServed?(key: string): Promise<boolean>;
  /** Whether the look has what lies below a prefix at all: a copy may hold the public files alone. */
  has(store: StoreName, prefix: string): Promise<boolean>;
}

/** All keys of a prefix. */
export async function keysOf(look: Look, store: StoreName, prefix: string): Promise<string[]> {
  if (!look.keys) return [];
  return (await Array.fromAsync(look.keys(store, prefix))).flat();
}
