import { listFiles } from '../archive/lists.ts';
import { archiveKey } from '../edition/damage.ts';
import type { SeenEdition } from './edition-seen.ts';
import type { Findings } from './finding.ts';
import { keysOf, type Look } from './look.ts';

/** Names of the lists of a publication. */
const listNames: ReadonlySet<string> = new Set(listFiles('').map(({ path }) => path));

/**
 * Finds what nothing names under a publication's folder: files of no sealed edition, and names that no list has. What lies among the months is judged with them.
 * @returns how many files of editions there are.
 */
export async function findExtra(
  look: Look,
  publication: string,
  editions: readonly SeenEdition[],
  findings: Findings,
): Promise<number> {
  const known = new Map(editions.map(({ edition, manifest }) => [edition, manifest]));
  let files = 0;
  const folder = archiveKey(publication, '');
  for (const key of await keysOf(look, 'archive', folder)) {
    const path = key.slice(folder.length);
    const [, edition = '', name = ''] = /^(\d{4}-\d\d-\d\d)\/(.*)$/.exec(path) ?? [];
    if (edition === '') {
      if (!path.startsWith('all/') && !listNames.has(path))
        findings.add(key, 'extra', 'no list of a publication has such a name');
      continue;
    }
    files += 1;
    const manifest = known.get(edition);
    if (!manifest)
      findings.add(
        key,
        'extra',
        `no seal that can be read holds an edition ${edition}: its seal was removed or altered, or the file was put here`,
      );
    else if (!(name in manifest.files) && name !== 'manifest.json' && name !== 'index.html')
      findings.add(key, 'extra', `edition ${edition} has no file of this name`);
  }
  return files;
}
