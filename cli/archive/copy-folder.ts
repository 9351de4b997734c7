import { createHash, randomUUID } from 'node:crypto';
import { lstat, mkdtemp, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { CourantError } from '../../core/foundation/errors.ts';
import type { ListedFile } from '../../core/verification/seen/look.ts';
import { inPlace, makeFolder } from './make-folder.ts';

/** A folder that a copy is written into, by keys. It never writes outside of it, and each file is there whole or not at all. */
export class CopyFolder {
  readonly #root: string;
  readonly #partial: string;
  readonly #checked = new Map<string, Promise<void>>();

  private constructor(root: string, partial: string) {
    this.#root = root;
    this.#partial = partial;
  }

  /** Opens a folder, which is made if need be. Whoever opens it closes it. @throws PartialCopyError, NoPlaceError */
  static async open(folder: string): Promise<CopyFolder> {
    await makeFolder(folder);
    if (await stat(join(folder, 'copy.json')).catch(() => undefined)) throw new PartialCopyError(folder);
    const partial = join(folder, '.partial-');
    return new CopyFolder(await realpath(folder), await inPlace(folder, mkdtemp(partial)));
  }

  /** Takes away what it was writing when it ended. */
  async close(): Promise<void> {
    await rm(this.#partial, { recursive: true, force: true });
  }

  /** The bytes under a key; undefined where there is no file. */
  async read(key: string): Promise<Uint8Array | undefined> {
    return readFile(this.#pathOf(key)).catch(error => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
  }

  /** Whether the folder has a file, by size and MD5 where these are known. */
  async has({ key, size, md5 }: ListedFile): Promise<boolean> {
    const found = await stat(this.#pathOf(key)).catch(() => undefined);
    if (found?.size !== size || md5 === undefined) return false;
    const bytes = (await this.read(key)) ?? Buffer.of();
    return createHash('md5').update(bytes).digest('hex') === md5;
  }

  /** Puts a file there as a whole, in place of another if there is one. */
  async write(key: string, content: Uint8Array): Promise<void> {
    const path = this.#pathOf(key);
    const parent = dirname(path);
    if (!this.#checked.has(parent)) this.#checked.set(parent, this.#makeInside(parent));
    await this.#checked.get(parent);
    const partial = join(this.#partial, randomUUID());
    await writeFile(partial, content, { flag: 'wx' });
    await rename(partial, path);
  }

  #pathOf(key: string): string {
    const parts = key.split('/');
    if (parts.some(part => part === '' || part === '.' || part === '..' || /[\\\0]/.test(part)))
      throw new UnsafeKeyError(key);
    return join(this.#root, ...parts);
  }

  /** A link in the folder could lead out of it. */
  async #makeInside(folder: string): Promise<void> {
    for (let above = folder; above.startsWith(this.#root + sep); above = dirname(above))
      if ((await lstat(above).catch(() => undefined))?.isSymbolicLink()) throw new LinkInCopyError(above);
    await makeFolder(folder);
  }
}

/** The folder holds an export, which is a part of an archive: both in one would be neither. */
export class PartialCopyError extends CourantError {
  constructor(folder: string) {
    super(
      `${folder}: expected a copy of the whole archive, or an empty folder, found an unpacked export (it has a copy.json). Name another folder with --to DIR.`,
    );
  }
}

/** A key would lead out of the folder. */
export class UnsafeKeyError extends CourantError {
  constructor(key: string) {
    super(
      `The archive: expected keys that can be paths below a folder, found ${JSON.stringify(key)}. No version of Courant writes such a key: look for who did.`,
    );
  }
}

/** A folder of the copy is a link. */
export class LinkInCopyError extends CourantError {
  constructor(path: string) {
    super(
      `${path}: expected a folder of the copy, found a link, which may lead out of it. Nothing was written through it. Put a folder in its place.`,
    );
  }
}
