import { cp, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { madeOnce } from '../run/made-once.ts';
import { runFolder } from '../run/run-folder.ts';
import { Stage } from './stage.ts';
import { beginning, prepare } from './story.ts';

let stages: Promise<[Stage, Stage]> | undefined;

/** Two stages that can be used abreast, on both of which the second edition is due; a worker has them for all its test files. */
export function sharedStages(): Promise<[Stage, Stage]> {
  stages ??= openStages();
  return stages;
}

async function openStages(): Promise<[Stage, Stage]> {
  const { folder } = await madeOnce('stage', async empty => {
    const first = await Stage.open(empty);
    await prepare(first);
    await first.close();
  });
  const directory = await mkdtemp(join(runFolder(), 'faults-'));
  await cp(join(folder, beginning), join(directory, beginning), { recursive: true });
  return [await Stage.in(directory, folder), await Stage.in(directory, folder)];
}
