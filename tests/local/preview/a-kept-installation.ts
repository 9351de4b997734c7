import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Standing } from '../../../core/edition/decisions/decision.ts';
import { etagOf, ObjectFiles } from '../../../local/cloud/s3/object-files.ts';

/** An installation in a folder, as it is kept, that has nothing but objects of its archive, by their keys. */
export async function keepHere(directory: string, objects: Readonly<Record<string, string>>): Promise<void> {
  const files = new ObjectFiles(directory);
  await files.recover();
  for (const bucket of ['content', 'archive']) await files.addBucket(bucket);
  await addHere(directory, 'archive', objects);
  // Last, as by the program: where this file is, everything else was made.
  await writeFile(join(directory, 'courant.json'), '{}');
}

/** Puts objects into an installation that is kept in a folder, by their keys. */
export async function addHere(
  directory: string,
  bucket: 'archive' | 'content',
  objects: Readonly<Record<string, string>>,
): Promise<void> {
  const files = new ObjectFiles(directory);
  for (const [key, text] of Object.entries(objects)) {
    const content = Buffer.from(text);
    const lastModified = '2026-11-24T00:00:00.000Z';
    const facts = { etag: etagOf(content), size: content.length, lastModified, headers: {}, checksums: {} };
    await files.commit(bucket, key, { ...facts, staged: await files.stage(content) });
  }
}

/** What an operator decided about the publication first of the list, as it is kept. */
export function decisionHere(stands: Standing): Record<string, string> {
  const said = { number: 1, kind: 'pause', decidedAt: '2026-11-24T00:00:00Z' };
  const decision = { format: 1, publication: 'china-tech-controls', ...said, stands };
  return { 'decisions/china-tech-controls/0001.json': JSON.stringify(decision) };
}
