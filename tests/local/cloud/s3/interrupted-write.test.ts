import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ObjectFacts } from '../../../../local/cloud/s3/object-facts.ts';
import { ObjectFiles } from '../../../../local/cloud/s3/object-files.ts';
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
