import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { etagOf, ObjectFiles } from '../../../local/cloud/s3/object-files.ts';

/** An installation in a folder, as it is kept, that has nothing but objects of its archive, by their keys. */
export async function keepHere(directory: string, objects: Readonly<Record<string, string>>): Promise<void> {
  const files = new ObjectFiles(directory);
  await files.recover();
  for (const bucket of ['content', 'archive']) await files.addBucket(bucket);
  for (const [key, text] of Object.entries(objects)) {
    const content = Buffer.from(text);
    const lastModified = '2026-11-24T00:00:00.000Z';
    const facts = { etag: etagOf(content), size: content.length, lastModified, headers: {}, checksums: {} };
    await files.commit('archive', key, { ...facts, staged: await files.stage(content) });
  }
  // Last, as by the program: where this file is, everything else was made.
  await writeFile(join(directory, 'courant.json'), '{}');
}
