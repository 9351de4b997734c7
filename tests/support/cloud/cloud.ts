import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Clients, clientsOf, closeClients } from '../../../local/cloud/clients.ts';
import { type Cloud, type CloudOptions, startCloud } from '../../../local/cloud/start-cloud.ts';

/** An empty directory that goes when the test ends. */
export async function emptyDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A cloud with clients for it, which end with the test; in an empty directory unless one is named. */
export async function cloudForTest(
  options: Partial<CloudOptions> = {},
): Promise<{ cloud: Cloud; clients: Clients; directory: string }> {
  const directory = options.directory ?? (await emptyDirectory());
  const cloud = await startCloud({ ...options, directory });
  const clients = clientsOf(cloud.environment);
  onTestFinished(async () => {
    closeClients(clients);
    await cloud.stop();
  });
  return { cloud, clients, directory };
}

/** A clock that stands still until it is moved. */
export function movableClock(start: string): { now(): Date; move(milliseconds: number): void } {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    move(milliseconds) {
      time += milliseconds;
    },
  };
}
