import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { atomicWrite } from '../files/atomic-write.ts';
import { aboutFile, DamagedStateError, readState, readStateIfThere } from '../files/state-file.ts';
import { type ObjectFacts, objectFactsSchema } from './object-facts.ts';
import { namesOfKey, unstorable } from './object-path.ts';

/** How often who reads beside another process looks again for an object that is being replaced. */
const besideTurns = 5;

/** What the name of a file of facts has behind the object's. */
const factsEnding = '.json';

/** The folder in which every object that is written is staged first. */
export const stagingName = 's3-staged';

/** The ETag of a content: its MD5 in quotation marks. */
export function etagOf(content: Uint8Array): string {
  return `"${createHash('md5').update(content).digest('hex')}"`;
}

/** The error code of the file system, such as `ENOENT`. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

async function orMissing<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch(error => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  });
}

/**
 * Objects as files: `s3/<bucket>/<key>` is the content, to be opened by anyone, and `s3-facts/<bucket>/<key>.json`
 * what belongs to it. A write stages the content, then puts the facts in place, which decides, then the content.
 * When the process ends between the two, `recover` finishes the write. An object exists while both files do.
 */
export class ObjectFiles {
  readonly #content: string;
  readonly #facts: string;
  readonly #staging: string;

  constructor(directory: string) {
    this.#content = join(directory, 's3');
    this.#facts = join(directory, 's3-facts');
    this.#staging = join(directory, stagingName);
  }

  /** Prepares the directories and finishes what the end of an earlier process left half done. */
  async recover(): Promise<void> {
    for (const path of [this.#content, this.#facts, this.#staging]) await mkdir(path, { recursive: true });
    const left = new Set(await readdir(this.#staging));
    if (left.size === 0) return;
    for (const entry of await readdir(this.#facts, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const { staged } = await readState(objectFactsSchema, path);
      if (!left.has(staged)) continue;
      const content = join(this.#content, path.slice(this.#facts.length + 1, -factsEnding.length));
      await rename(join(this.#staging, staged), content);
    }
    for (const name of await readdir(this.#staging)) await rm(join(this.#staging, name));
  }

  /** Makes a bucket; false when it was there. */
  async addBucket(bucket: string): Promise<boolean> {
    return (await mkdir(join(this.#content, bucket), { recursive: true })) !== undefined;
  }

  async hasBucket(bucket: string): Promise<boolean> {
    return (await orMissing(stat(join(this.#content, bucket)))) !== undefined;
  }

  /** Puts the content where `commit` finds it; answers its name there. */
  async stage(content: Uint8Array): Promise<string> {
    const name = randomUUID();
    const path = join(this.#staging, name);
    await writeFile(path, content).catch(error => {
      throw aboutFile(error, path);
    });
    return name;
  }

  async unstage(name: string): Promise<void> {
    await rm(join(this.#staging, name), { force: true });
  }

  /** Makes the staged content and its facts the object of the key. @throws S3Error when the key cannot be a file. */
  async commit(bucket: string, key: string, facts: ObjectFacts): Promise<void> {
    const { content, described } = this.#paths(bucket, key);
    await Promise.all([ensureParentFolder(key, content), ensureParentFolder(key, described)]);
    await atomicWrite(this.#staging, described, JSON.stringify(facts));
    await rename(join(this.#staging, facts.staged), content);
  }

  /** Replaces the facts of an object whose content stays. */
  async describe(bucket: string, key: string, facts: ObjectFacts): Promise<void> {
    await atomicWrite(this.#staging, this.#paths(bucket, key).described, JSON.stringify(facts));
  }

  /** The facts of an object; undefined when there is no object of that key. */
  async facts(bucket: string, key: string): Promise<ObjectFacts | undefined> {
    const { content, described } = this.#paths(bucket, key);
    const [file, facts] = await Promise.all([
      orMissing(stat(content)),
      orMissing(readStateIfThere(objectFactsSchema, described)),
    ]);
    return file?.isFile() && facts ? { ...facts, size: file.size } : undefined;
  }

  /** @throws DamagedStateError when it is not what was written, by its ETag; without one, it may be anything. */
  async content(bucket: string, key: string, etag?: string): Promise<Buffer> {
    const { content: path } = this.#paths(bucket, key);
    const content = await readFile(path).catch(error => {
      throw aboutFile(error, path);
    });
    if (etag === undefined || etag === etagOf(content)) return content;
    throw new DamagedStateError(path, content.length === 0 ? 'an empty file' : 'other content');
  }

  /**
   * The content of an object, for who reads beside the process that has the folder, and recovers nothing; undefined when there is none. What is
   * decided counts, though its content be staged still. @throws DamagedStateError when it is not what was written, again and again
   */
  async contentBeside(bucket: string, key: string): Promise<Buffer | undefined> {
    const { content: path, described } = this.#paths(bucket, key);
    for (let turn = 1; ; turn += 1) {
      const facts = await orMissing(readStateIfThere(objectFactsSchema, described));
      if (!facts) return undefined;
      const staged = await orMissing(readFile(join(this.#staging, facts.staged)));
      const content = staged ?? (await orMissing(readFile(path)));
      if (content === undefined) return undefined;
      if (etagOf(content) === facts.etag) return content;
      // The other process may have replaced it between the two readings.
      if (turn === besideTurns) throw new DamagedStateError(path, 'other content');
    }
  }

  /** Ends an object; nothing happens when there is none. Directories that get empty go too: a key may take their name. */
  async remove(bucket: string, key: string): Promise<void> {
    const { content, described } = this.#paths(bucket, key);
    for (const path of [content, described]) {
      await orMissing(unlink(path));
      await removeEmpty(dirname(path), namesOfKey(key).length - 1);
    }
  }

  /** All keys that begin so, in no order. Only the directories that the prefix leads to are read. */
  async keys(bucket: string, prefix: string): Promise<string[]> {
    return namesBelow(join(this.#content, bucket), prefix);
  }

  /**
   * The same for who reads beside the process that has the folder: what is decided, though its content be staged still, and nothing that other
   * programs put beside the contents.
   */
  async keysBeside(bucket: string, prefix: string): Promise<string[]> {
    const names = await namesBelow(join(this.#facts, bucket), prefix);
    return names.flatMap(name => (name.endsWith(factsEnding) ? name.slice(0, -factsEnding.length) : []));
  }

  #paths(bucket: string, key: string): { content: string; described: string } {
    const path = join(bucket, ...namesOfKey(key));
    return { content: join(this.#content, path), described: join(this.#facts, path + factsEnding) };
  }
}

/** Paths of the files below a folder that begin so. */
async function namesBelow(root: string, prefix: string): Promise<string[]> {
  const start = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  if (start !== '' && !isStorable(`${start}x`)) return [];
  const entries = await orMissing(readdir(join(root, start), { recursive: true, withFileTypes: true }));
  return (entries ?? [])
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter(name => name.startsWith(prefix));
}

function isStorable(key: string): boolean {
  try {
    return namesOfKey(key).length > 0;
  } catch {
    return false;
  }
}

async function ensureParentFolder(key: string, path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    if (codeOf(error) !== 'ENOTDIR' && codeOf(error) !== 'EEXIST') throw error;
    throw unstorable(key, 'an object whose key is the beginning of this one is a file already');
  }
  if ((await orMissing(stat(path)))?.isDirectory()) {
    throw unstorable(key, 'there are objects below it, so that it is a directory already');
  }
}

async function removeEmpty(directory: string, levels: number): Promise<void> {
  let path = directory;
  for (let level = 0; level < levels; level += 1) {
    const gone = await rmdir(path).then(
      () => true,
      () => false,
    );
    if (!gone) return;
    path = dirname(path);
  }
}
