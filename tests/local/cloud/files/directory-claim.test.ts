import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { claimDirectory, DirectoryInUseError } from '../../../../local/cloud/files/directory-claim.ts';
import { emptyDirectory } from '../../../support/cloud/cloud.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Somebody who listens at an address and answers so, or never. */
async function somebody(answer: string | null): Promise<string> {
  const server = createServer((_, response) => {
    if (answer !== null) response.end(answer);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const claimOf = (url: string, token: string) => JSON.stringify({ url, token });

describe('claimDirectory', () => {
  it('lets one of many have it who ask at the same moment, and tells the others', async () => {
    for (let round = 0; round < 12; round += 1) {
      const directory = await emptyDirectory();
      const asked = await Promise.allSettled(Array.from({ length: 6 }, () => claimDirectory(directory)));
      const got = asked.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
      const refused = asked.flatMap(result => (result.status === 'rejected' ? [result.reason] : []));
      expect(got).toHaveLength(1);
      for (const error of refused) expect(error).toBeInstanceOf(DirectoryInUseError);
      expect(await readdir(directory)).toHaveLength(1);
      await got[0]?.release();
      expect(await readdir(directory)).toEqual([]);
    }
  });

  it('takes over from whoever was killed: nobody answers there, or somebody else', async () => {
    const directory = await emptyDirectory();
    const token = '11111111-1111-4111-8111-111111111111';
    await writeFile(join(directory, `running-${token}.json`), claimOf('http://127.0.0.1:9', token));
    await writeFile(join(directory, 'running.json'), claimOf(await somebody('hello'), 't'));
    const claim = await claimDirectory(directory);
    await claim.release();
    expect(await readdir(directory)).toEqual([]);
  });

  it('leaves it to whoever answers with the token of an older version, or was halted and may go on', async () => {
    for (const answer of ['t', null]) {
      const directory = await emptyDirectory();
      await writeFile(join(directory, 'running.json'), claimOf(await somebody(answer), 't'));
      await expect(claimDirectory(directory)).rejects.toThrow(/running\.json/);
      expect(await readdir(directory)).toEqual(['running.json']);
    }
  });

  it('removes no file of somebody else that only has such a name', async () => {
    const directory = await emptyDirectory();
    await writeFile(join(directory, 'running.json'), '"years of work"');
    const claim = await claimDirectory(directory);
    await claim.release();
    expect(await readdir(directory)).toEqual(['running.json']);
  });
});
