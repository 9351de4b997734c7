import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DamagedStateError } from '../../../../local/cloud/files/state-file.ts';
import type { ObjectFacts } from '../../../../local/cloud/s3/object-facts.ts';
import { etagOf, ObjectFiles } from '../../../../local/cloud/s3/object-files.ts';
import { emptyDirectory } from '../../../support/cloud/cloud.ts';

const factsOf = (staged: string): ObjectFacts => ({
  etag: '"e"',
  size: 3,
  lastModified: '2026-11-23T00:00:00.000Z',
  headers: {},
  checksums: {},
  staged,
});

async function filesWithBucket(): Promise<{ directory: string; files: ObjectFiles }> {
  const directory = await emptyDirectory();
  const files = new ObjectFiles(directory);
  await files.recover();
  await files.addBucket('bucket');
  return { directory, files };
}

describe('a write that the end of the process interrupted', () => {
  it('is finished when its facts had been written: they decide', async () => {
    const { directory, files } = await filesWithBucket();
    await files.commit('bucket', 'dir/key', factsOf(await files.stage(Buffer.from('old'))));
    const staged = await files.stage(Buffer.from('new'));
    await writeFile(join(directory, 's3-facts/bucket/dir/key.json'), JSON.stringify(factsOf(staged)));
    const after = new ObjectFiles(directory);
    await after.recover();
    expect((await after.content('bucket', 'dir/key')).toString()).toBe('new');
    expect(await readdir(join(directory, 's3-staged'))).toEqual([]);
  });

  it('counts for who reads beside the process, and is not finished by reading', async () => {
    const { directory, files } = await filesWithBucket();
    const put = async (content: string) => {
      const staged = await files.stage(Buffer.from(content));
      return { ...factsOf(staged), etag: etagOf(Buffer.from(content)) };
    };
    expect(await files.contentBeside('bucket', 'dir/key')).toBeUndefined();
    await files.commit('bucket', 'dir/key', await put('old'));
    expect((await files.contentBeside('bucket', 'dir/key'))?.toString()).toBe('old');
    const decided = await put('new');
    expect((await files.contentBeside('bucket', 'dir/key'))?.toString()).toBe('old');
    await writeFile(join(directory, 's3-facts/bucket/dir/key.json'), JSON.stringify(decided));
    expect((await files.contentBeside('bucket', 'dir/key'))?.toString()).toBe('new');
    expect(await readdir(join(directory, 's3-staged'))).toEqual([decided.staged]);
    expect(await files.keysBeside('bucket', 'dir/')).toEqual(['dir/key']);
    const first = await put('first');
    await writeFile(join(directory, 's3-facts/bucket/dir/later.json'), JSON.stringify(first));
    expect((await files.keysBeside('bucket', 'dir/')).sort()).toEqual(['dir/key', 'dir/later']);
    expect((await files.contentBeside('bucket', 'dir/later'))?.toString()).toBe('first');
    await rm(join(directory, 's3-staged', decided.staged));
    await expect(files.contentBeside('bucket', 'dir/key')).rejects.toThrow(DamagedStateError);
  });

  it('has not happened when its facts had not been written', async () => {
    const { directory, files } = await filesWithBucket();
    await files.commit('bucket', 'key', factsOf(await files.stage(Buffer.from('old'))));
    await files.stage(Buffer.from('new'));
    const after = new ObjectFiles(directory);
    await after.recover();
    expect((await after.content('bucket', 'key')).toString()).toBe('old');
    expect(await readdir(join(directory, 's3-staged'))).toEqual([]);
  });
});
