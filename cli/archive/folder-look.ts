import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Look } from '../../core/verification/seen/look.ts';
import { notKeptFile, readNotKept } from '../../core/verification/seen/not-kept.ts';
import { partFile, readParts } from '../../core/verification/seen/part.ts';

/** A copy of an archive in a folder: the keys of the buckets are paths below it, of both buckets side by side. */
export async function folderLook(folder: string): Promise<Look> {
  const names = await readdir(folder).catch(() => undefined);
  if (!names || !known.some(name => names.includes(name))) throw new NoCopyError(folder, names);
  const stated = await bytesOf(join(folder, partFile));
  const notKept = await bytesOf(join(folder, notKeptFile));
  const texts = notKept && readNotKept(Buffer.from(notKept).toString(), join(folder, notKeptFile));
  return {
    ...(texts && { notKept: async () => texts }),
    ...(stated && { parts: readParts(Buffer.from(stated).toString(), join(folder, partFile)) }),
    read: (_, key) => bytesOf(join(folder, key)),
    async *keys(_, prefix) {
      yield await keysBelow(folder, prefix);
    },
    has: async (_, prefix) => (await stat(join(folder, prefix)).catch(() => undefined)) !== undefined,
  };
}

/** What a copy has at its top. */
const known = ['archive', 'sealed', 'receipts', 'log', 'captures'];

/** The folder holds no copy of an archive. */
export class NoCopyError extends CourantError {
  constructor(folder: string, names: readonly string[] | undefined) {
    super(
      `${folder}: expected a copy of an archive, a folder with archive/ in it and, if it is a whole copy, sealed/ and receipts/; ` +
        `found ${names ? names.slice(0, 5).join(', ') || 'an empty folder' : 'no folder'}. ` +
        'Name the folder that has them, or copy the archive: courant archive get --help.',
    );
  }
}

async function bytesOf(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
  }
}

/** The files below the folder that a prefix ends in, whose keys begin with all of it. */
async function keysBelow(folder: string, prefix: string): Promise<string[]> {
  const top = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const entries = await readdir(join(folder, top), { recursive: true, withFileTypes: true }).catch(() => []);
  const base = join(folder, '/');
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(base.length))
    .filter(key => key.startsWith(prefix))
    .sort();
}
