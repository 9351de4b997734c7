import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { inPlace, makeFolder } from '../../archive/make-folder.ts';
import { writeFiles } from '../../archive/write-files.ts';

/** By this file a folder is known as one of proofs of a publication. */
const markName = 'proof.json';
const markSchema = z.object({ outcome: z.literal('proof'), publication: z.string() });

/**
 * Writes a proof into a folder. A folder that holds a proof of the same publication is brought up to date, so that a page that is open in
 * a browser is only loaded again; nothing else is written over.
 * @param mark what the proof is: becomes `proof.json`.
 * @throws OccupiedError before anything is written, when a file of somebody else's is in the way; NoPlaceError
 */
export async function writeProof(
  folder: string,
  publication: string,
  files: ReadonlyMap<string, string>,
  mark: object,
): Promise<void> {
  const all = new Map([...files, [markName, `${JSON.stringify(mark, null, 2)}\n`]]);
  if (!(await isOfProofs(folder, publication))) return writeFiles(folder, all);
  await makeFolder(folder);
  for (const [name, content] of all) await inPlace(folder, writeFile(join(folder, name), content));
}

async function isOfProofs(folder: string, publication: string): Promise<boolean> {
  try {
    const mark = markSchema.safeParse(JSON.parse(await readFile(join(folder, markName), 'utf8')));
    return mark.data?.publication === publication;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
