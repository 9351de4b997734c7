import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { CourantError } from '../../../core/foundation/errors.ts';
import { listenOnLoopback } from '../http/loopback-server.ts';
import { atomicWrite } from './atomic-write.ts';
import { aboutFile } from './state-file.ts';

/** Names of the files by which programs claim a directory; a program that was killed leaves its own behind. */
export const claimFile = /^running(-[\da-f-]{36})?\.json$/;

const claimSchema = z.object({ url: z.string(), token: z.string() });
type Claim = z.infer<typeof claimSchema>;
type State = 'asking' | 'held';

/** How long a program may take to answer. One that takes longer was halted, and may go on at any time. */
const answersWithinMilliseconds = 2000;
const askAgainAfterMilliseconds = 20;

/** Two clouds in one directory would spoil each other's files. */
export class DirectoryInUseError extends CourantError {
  /** @param file the claim of who has it, where there is one. */
  constructor(directory: string, file?: string) {
    super(
      `${directory}: another local cloud is running on this directory, and only one may: npm start, perhaps with --serve, or a ` +
        'command with --local. End that one first (Ctrl-C where it runs), or choose another directory.' +
        `${file === undefined ? '' : ` If none is running, delete ${file} there.`}`,
    );
  }
}

/**
 * Takes a directory for one program, until `release` or the end of the process. Each program that wants it first answers at an
 * address, then writes a file that names the address, then asks every other program of which there is a file. Of those who ask
 * at the same moment, whoever wrote later sees the other's file; where both do, the smaller token stays. So one gets it, and a
 * file that a killed process left claims nothing. @throws DirectoryInUseError
 */
export async function claimDirectory(directory: string): Promise<{ release(): Promise<void> }> {
  const token = randomUUID();
  let state: State = 'asking';
  const server = await listenOnLoopback((_, response) => response.end(`${token} ${state}`));
  const file = join(directory, `running-${token}.json`);
  const release = async () => {
    await rm(file, { force: true });
    await server.stop();
  };
  try {
    await atomicWrite(directory, file, JSON.stringify({ url: server.url, token })).catch(error => {
      throw aboutFile(error, directory);
    });
    await outlastRivals(directory, token);
    state = 'held';
    return { release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Ends when nobody else is left who wants the directory. @throws DirectoryInUseError when somebody has it, or goes first. */
async function outlastRivals(directory: string, token: string): Promise<void> {
  for (;;) {
    const rivals = await rivalsIn(directory, token);
    const first = rivals.find(rival => rival.state === 'held' || rival.token < token);
    if (first) throw new DirectoryInUseError(directory, first.file);
    if (rivals.length === 0) return;
    await pause(askAgainAfterMilliseconds);
  }
}

/** The others who want the directory or have it. Files of those who are gone are removed: no two have the same name. */
async function rivalsIn(
  directory: string,
  token: string,
): Promise<{ file: string; token: string; state: State }[]> {
  const names = (await readdir(directory)).filter(name => claimFile.test(name) && !name.includes(token));
  const found = await Promise.all(
    names.map(async file => {
      const path = join(directory, file);
      const claim = await readClaim(path);
      const state = claim && (await stateOf(claim));
      if (claim && state) return [{ file, token: claim.token, state }];
      if (claim) await rm(path, { force: true });
      return [];
    }),
  );
  return found.flat();
}

/** Undefined for what is no claim: it was taken back meanwhile, or somebody else's file has such a name. */
async function readClaim(path: string): Promise<Claim | undefined> {
  try {
    return claimSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Undefined when nobody answers there, or somebody else does. */
async function stateOf({ url, token }: Claim): Promise<State | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answersWithinMilliseconds) });
    const [answered, state] = (await answer.text()).split(' ');
    if (answered !== token) return undefined;
    return state === 'asking' ? 'asking' : 'held';
  } catch (error) {
    return (error as Error).name === 'TimeoutError' ? 'held' : undefined;
  }
}
