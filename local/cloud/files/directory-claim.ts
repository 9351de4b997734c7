import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CourantError } from '../../../core/foundation/errors.ts';
import { listenOnLoopback } from '../http/loopback-server.ts';
import { atomicWrite } from './atomic-write.ts';

/** The file in a directory that names who holds it, or who held it when they were killed. */
export const claimFile = 'running.json';

const claimSchema = z.object({ url: z.string(), token: z.string() });

/** Two clouds in one directory would spoil each other's files. */
export class DirectoryInUseError extends CourantError {
  constructor(directory: string) {
    super(
      `${directory}: another local cloud is running on this directory, and only one may. ` +
        'Stop that one first, or choose another directory.',
    );
  }
}

/**
 * Takes a directory for one cloud, until `release` or the end of the process: whoever holds it answers with the token
 * that `running.json` names, so a file that a killed process left claims nothing. @throws DirectoryInUseError
 */
export async function claimDirectory(directory: string): Promise<{ release(): Promise<void> }> {
  const file = join(directory, claimFile);
  if (await isHeld(file)) throw new DirectoryInUseError(directory);
  const token = randomUUID();
  const server = await listenOnLoopback((_, response) => response.end(token));
  await atomicWrite(directory, file, JSON.stringify({ url: server.url, token }));
  return {
    async release() {
      await rm(file, { force: true });
      await server.stop();
    },
  };
}

async function isHeld(file: string): Promise<boolean> {
  try {
    const { url, token } = claimSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return (await answer.text()) === token;
  } catch {
    return false;
  }
}
