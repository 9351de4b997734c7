import type { ListName } from '../edition/archive.ts';
import { archiveKey, type DamageCare } from '../edition/damage.ts';
import type { MadeFile, StandingFiles } from './replace-files.ts';

/** So much of a page's or feed's beginning and end is the same whatever editions it lists. */
const [beginning, ending] = [15, 8];

/**
 * Tells of lists that cannot be what an earlier run wrote: cut off, lengthened, not text, or gone. They are written anew in any case, and
 * what was altered only inside cannot be told from a list that is merely older.
 * @param made all lists as they should be. @param standing what is stored of them.
 */
export function tellOfDamagedLists(
  damage: DamageCare | undefined,
  made: readonly MadeFile[],
  standing: StandingFiles,
): void {
  if (!damage) return;
  for (const { publication, path, content } of made) {
    const key = archiveKey(publication, path);
    const stored = standing.get(key)?.content;
    const siblings = (siblingsOf[path] ?? []).map(name => standing.get(archiveKey(publication, name)));
    if (stored === undefined && siblings.some(Boolean)) damage.tell({ key, found: 'nothing', mended: true });
    if (stored !== undefined && !isOfItsKind(path, content, stored))
      damage.tell({ key, found: 'other bytes', mended: true });
  }
}

/**
 * With which other list each is written: where one of these stands, it was there too. Feeds have only each other, since an archive that
 * was private until now has none.
 */
const siblingsOf: Partial<Record<string, ListName[]>> = {
  'index.html': ['editions.json'],
  'editions.json': ['index.html', 'feed.xml', 'feed.json'],
  'feed.xml': ['feed.json'],
  'feed.json': ['feed.xml'],
  'corrections.xml': ['corrections.json'],
  'corrections.json': ['corrections.xml'],
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
