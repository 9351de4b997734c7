import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aboutFile } from './state-file.ts';

/**
 * Writes a file so that its name shows either what was there before or all of the new content, whenever the process
 * ends. `staging` must be a directory on the same file system. It is not flushed to the disk: what the kernel has taken
 * outlives the process, and a power cut is not what a local cloud must survive.
 */
export async function atomicWrite(
  staging: string,
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  const temporary = join(staging, `${randomUUID()}.part`);
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    throw aboutFile(error, path);
  }
}
