import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { runVariable } from './run-folder.ts';
import { seed } from './sample.ts';

/** Before the first worker: makes the folder of the run and fixes its seed. After the last: removes the folder. */
export default async function beginRun(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-tests-'));
  process.env[runVariable] = folder;
  process.env.COURANT_FAULT_SEED ??= `${seed}`;
  // Whatever a test leaves among the temporary files goes with the folder.
  process.env.TMPDIR = folder;
  // What one process compiled, the next that a test starts need not compile again. Not in the folder: processes write it as they end.
  process.env.NODE_COMPILE_CACHE ??= resolve(import.meta.dirname, '../../../node_modules/.cache/compiled');
  // In watch mode, sources have changed by then, and with them whatever tests share.
  project.onTestsRerun(async () => {
    for (const entry of await readdir(folder)) await rm(join(folder, entry), { recursive: true });
  });
  return () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
