import type { ListName } from '../edition/archive.ts';
import { archiveKey, type DamagedFile } from '../edition/damage.ts';
import type { MadeFile, StandingFiles } from './replace-files.ts';

/** So much of a page's or feed's beginning and end is the same whatever editions it lists. */
const [beginning, ending] = [15, 8];

/**
 * Lists that cannot be what an earlier run wrote: cut off, lengthened, not text, or gone. They are written anew in any case, and
 * what was altered only inside cannot be told from a list that is merely older.
 * @param made all lists as they should be. @param standing what is stored of them. @param vouched names of lists that were there at some time
 * @returns what was found, by key.
 */
export function damagedLists(
  made: readonly MadeFile[],
  standing: StandingFiles,
  vouched: ReadonlySet<string>,
): Map<string, DamagedFile['found']> {
  const damaged = new Map<string, DamagedFile['found']>();
  for (const { publication, path, content } of made) {
    const key = archiveKey(publication, path);
    const stored = standing.get(key)?.content;
    const after = writtenAfter[path];
    const wasThere = vouched.has(path) || (after && standing.get(archiveKey(publication, after)));
    if (stored === undefined && wasThere) damaged.set(key, 'nothing');
    if (stored !== undefined && !isOfItsKind(path, content, stored)) damaged.set(key, 'other bytes');
  }
  return damaged;
}

/**
 * Which other list is only written once this one is: where that one stands, this one was there too. The one that is written first tells nothing: a
 * run may have ended after it. Feeds have only each other, since an archive that was private until now has none.
 */
const writtenAfter: Partial<Record<string, ListName>> = {
  'index.html': 'editions.json',
  'feed.xml': 'feed.json',
  'corrections.xml': 'corrections.json',
};

function isOfItsKind(path: string, made: string, stored: string): boolean {
  if (stored.includes('\ufffd') && !made.includes('\ufffd')) return false;
  if (path.endsWith('.json')) return isJsonOf(made, stored);
  return stored.startsWith(made.slice(0, beginning)) && stored.endsWith(made.slice(-ending));
}

/** As this project writes it: a white space more is damage too. */
function isJsonOf(made: string, stored: string): boolean {
  try {
    JSON.parse(stored);
    return stored.at(-1) === made.at(-1) && stored.at(-2) === made.at(-2);
  } catch {
    return false;
  }
}
