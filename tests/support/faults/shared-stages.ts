import { Stage } from './stage.ts';
import { prepare } from './story.ts';

let stages: Promise<[Stage, Stage]> | undefined;

/** Two stages that can be used abreast, on both of which the second edition is due; made once a worker, for all its test files. */
export function sharedStages(): Promise<[Stage, Stage]> {
  stages ??= openStages();
  return stages;
}

async function openStages(): Promise<[Stage, Stage]> {
  const stage = await Stage.open();
  await prepare(stage);
  return [stage, await stage.beside()];
}
