import type { Findings } from './seen/finding.ts';
import { type FileVersion, type Look, NotAllowedToLookError } from './seen/look.ts';

/** Pages, months and lists are replaced as the archive grows; everything else is there for good, as it was written. */
export function isWrittenOnce(key: string): boolean {
  if (!key.startsWith('archive/')) return true;
  return /^archive\/[^/]+\/\d{4}-\d\d-\d\d\/(?!index\.html$)/.test(key);
}

/** Folders of the archive bucket in which a publication has what is written once, some or all of it. */
const archiveFolders = ['sealed', 'archive', 'receipts', 'folded', 'appearances', 'taken-down'] as const;

/**
 * Looks at the history of what is written once: a second version or a mark of deletion was put there by somebody who got past the bucket's policy,
 * whatever lies there now.
 * @returns whether that could be looked at.
 */
export async function judgeVersions(look: Look, publication: string, findings: Findings): Promise<boolean> {
  if (!look.versions) return false;
  try {
    for (const folder of archiveFolders)
      await judgeFolder(look.versions('archive', `${folder}/${publication}/`), findings);
    for (const folder of ['log/', 'captures/']) await judgeFolder(look.versions('content', folder), findings);
    return true;
  } catch (error) {
    if (error instanceof NotAllowedToLookError) return false;
    throw error;
  }
}

async function judgeFolder(
  versions: AsyncIterable<readonly FileVersion[]>,
  findings: Findings,
): Promise<void> {
  const seen = new Set<string>();
  for await (const page of versions)
    for (const { key, isDeletion } of page.filter(version => isWrittenOnce(version.key))) {
      if (isDeletion)
        findings.add(key, 'altered', 'it was deleted once: the bucket has a delete marker of it');
      else if (seen.has(key))
        findings.add(key, 'altered', 'it is written once, and the bucket has several versions of it');
      else seen.add(key);
    }
}
