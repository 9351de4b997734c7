import { listFiles } from '../archive/lists.ts';
import { archiveKey } from '../edition/damage.ts';
import type { SeenEdition } from './seen/edition-seen.ts';
import type { Findings } from './seen/finding.ts';
import { keysOf, type Look } from './seen/look.ts';

/**
 * Looks for files in a publication's folder of the archive that no edition has and that are no list of it; what belongs to months is judged with these.
 * @returns how many files of editions there are.
 */
export async function judgeExtra(
  look: Look,
  publication: string,
  editions: readonly SeenEdition[],
  findings: Findings,
): Promise<number> {
  const known = new Map(editions.map(({ edition, manifest }) => [edition, manifest]));
  const lists = new Set<string>(listFiles(publication).map(({ path }) => path));
  let files = 0;
  const folder = archiveKey(publication, '');
  for (const key of await keysOf(look, 'archive', folder)) {
    const path = key.slice(folder.length);
    const [, edition = '', name = ''] = /^(\d{4}-\d\d-\d\d)\/(.*)$/.exec(path) ?? [];
    if (edition === '') {
      if (!lists.has(path) && !path.startsWith('all/'))
        findings.add(key, 'extra', 'no version of Courant writes a file of this name');
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
