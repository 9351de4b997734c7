import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimDirectory, DirectoryInUseError } from '../../../local/cloud/files/directory-claim.ts';
import { cloudEntries } from '../../../local/cloud/start-cloud.ts';
import { openLocal } from '../../../local/installation/open-local.ts';
import { NotCourantsDirectoryError, resetDirectory } from '../../../local/installation/reset-directory.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

/** A directory as a local installation leaves it. */
async function used(): Promise<string> {
  const directory = await emptyDirectory();
  const local = await openLocal({ directory });
  await local.stop();
  return directory;
}

describe('resetDirectory', () => {
  it('knows by name everything that a local installation makes, and removes all of it', async () => {
    const directory = await used();
    expect((await readdir(directory)).sort()).toEqual([...cloudEntries, 'courant.json'].sort());
    await resetDirectory(directory);
    expect(await readdir(directory)).toEqual([]);
  });

  it('does nothing where nothing is', async () => {
    const directory = await emptyDirectory();
    await resetDirectory(directory);
    await resetDirectory(join(directory, 'missing'));
    expect(await readdir(directory)).toEqual([]);
  });

  it('resets what a killed process left', async () => {
    const directory = await emptyDirectory();
    await mkdir(join(directory, 'mail'));
    await writeFile(join(directory, 'running.json'), '{"url":"http://127.0.0.1:9","token":"t"}');
    await resetDirectory(directory);
    expect(await readdir(directory)).toEqual([]);
  });

  it('removes nothing from a folder that holds a file of somebody else, and names the file', async () => {
    const directory = await used();
    await writeFile(join(directory, 'thesis.txt'), 'years of work');
    const before = (await readdir(directory)).sort();
    const refusal = await resetDirectory(directory).catch(error => error);
    expect(refusal).toBeInstanceOf(NotCourantsDirectoryError);
    expect(refusal.message).toContain('thesis.txt');
    expect(refusal.message).toContain('Nothing was removed');
    expect((await readdir(directory)).sort()).toEqual(before);
  });

  it('removes nothing from a folder whose entries only happen to have such names', async () => {
    const directory = await emptyDirectory();
    await mkdir(join(directory, 'mail'));
    await writeFile(join(directory, 'mail', 'letter.eml'), 'dear');
    await expect(resetDirectory(directory)).rejects.toThrow(NotCourantsDirectoryError);
    expect(await readFile(join(directory, 'mail', 'letter.eml'), 'utf8')).toBe('dear');
  });

  it('refuses what is no folder', async () => {
    const file = join(await emptyDirectory(), 'file');
    await writeFile(file, 'kept');
    await expect(resetDirectory(file)).rejects.toThrow(NotCourantsDirectoryError);
    expect(await readFile(file, 'utf8')).toBe('kept');
  });

  it('removes a link, never what it leads to', async () => {
    const [directory, elsewhere] = [await used(), await emptyDirectory()];
    await writeFile(join(elsewhere, 'letter.eml'), 'dear');
    await resetDirectory(directory);
    await symlink(elsewhere, join(directory, 'mail'));
    await writeFile(join(directory, 'courant.json'), '{}');
    await resetDirectory(directory);
    expect(await readdir(directory)).toEqual([]);
    expect(await readFile(join(elsewhere, 'letter.eml'), 'utf8')).toBe('dear');
  });

  it('that the end of the process interrupts is done by the next run: what is left is no state to go on from', async () => {
    const directory = await used();
    await rm(join(directory, 's3'), { recursive: true });
    await writeFile(join(directory, 'resetting'), '');
    const local = await openLocal({ directory });
    expect(local.cloud.dynamodb.tables).toBe(0);
    await local.stop();
    expect((await readdir(directory)).sort()).toEqual([...cloudEntries, 'courant.json'].sort());
  });

  it('does nothing where only a claim was begun', async () => {
    const directory = await emptyDirectory();
    const part = '11111111-1111-4111-8111-111111111111.part';
    await writeFile(join(directory, part), '');
    await resetDirectory(directory);
    expect(await readdir(directory)).toEqual([part]);
  });

  it('removes nothing while another process works on the directory', async () => {
    const directory = await used();
    const claim = await claimDirectory(directory);
    const before = (await readdir(directory)).sort();
    await expect(resetDirectory(directory)).rejects.toThrow(DirectoryInUseError);
    expect((await readdir(directory)).sort()).toEqual(before);
    await claim.release();
  });
});
