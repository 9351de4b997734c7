import { createHash } from 'node:crypto';
import { mapInOrder } from '../foundation/map-in-order.ts';
import type { SeenEdition } from './seen/edition-seen.ts';
import type { Findings } from './seen/finding.ts';
import { keysOf, type ListedFile, type Look } from './seen/look.ts';

/** Marks read at a time, where the store does not tell what is in them. */
const marksAtOnce = 16;

/** A mark that is there or should be, and why. */
type Expected = { content: string; wanted: boolean; says: string };

/**
 * Judges what folding noted: that an edition is folded in, and where each fact appeared first. They are small and many, so a store that tells the MD5 of each is believed
 * where it is right.
 * @param unfinished editions that are not folded in, of which something may be noted.
 */
export async function judgeMarks(
  look: Look,
  publication: string,
  editions: readonly SeenEdition[],
  unfinished: ReadonlySet<string>,
  findings: Findings,
): Promise<void> {
  const [folded, appeared] = [new Map<string, Expected>(), new Map<string, Expected>()];
  for (const { edition, manifest } of editions) {
    const mark = { format: 1, publication, edition };
    // Of those that were brought over as a whole the newest alone is marked.
    folded.set(`folded/${publication}/${edition}.json`, {
      ...{ content: JSON.stringify(mark), wanted: false },
      says: 'it is not the mark that this edition is folded in',
    });
    for (const fact of manifest.facts) {
      const key = `appearances/${publication}/${fact}.json`;
      if (appeared.has(key)) continue;
      appeared.set(key, {
        content: JSON.stringify({ format: 1, publication, fact, edition }),
        wanted: !unfinished.has(edition),
        says: `it does not say that the fact appeared first in ${edition}`,
      });
    }
  }
  await judgeFolder(look, `folded/${publication}/`, folded, findings);
  if (await look.has('archive', `appearances/${publication}/`))
    await judgeFolder(look, `appearances/${publication}/`, appeared, findings);
}

async function judgeFolder(
  look: Look,
  folder: string,
  expected: ReadonlyMap<string, Expected>,
  findings: Findings,
): Promise<void> {
  const there = new Map((await filesIn(look, folder)).map(file => [file.key, file]));
  for (const [key, { wanted }] of expected)
    if (wanted && !there.has(key))
      findings.add(key, 'missing', 'expected the note of where a fact appeared first, found none');
  await mapInOrder([...there.values()], marksAtOnce, async file => {
    const mark = expected.get(file.key);
    if (!mark) findings.add(file.key, 'extra', 'no sealed edition, or fact of one, has such a mark');
    else if (!isWritten(file, mark.content)) {
      const bytes = await look.read('archive', file.key);
      if (!bytes || !Buffer.from(mark.content).equals(bytes)) findings.add(file.key, 'altered', mark.says);
    }
  });
}

async function filesIn(look: Look, folder: string): Promise<ListedFile[]> {
  if (look.listed) return (await Array.fromAsync(look.listed('archive', folder))).flat();
  const keys = await keysOf(look, 'archive', folder);
  return keys.map(key => ({ key, size: 0, md5: undefined }));
}

/** An MD5 that fits proves enough here: a mark has no room for what would make it fit. */
function isWritten({ size, md5 }: ListedFile, content: string): boolean {
  return size === Buffer.byteLength(content) && md5 === createHash('md5').update(content).digest('hex');
}
