import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { projectFolder, readProjectConfiguration } from '../../infra/inputs/config.ts';
import { promptsOn } from '../program/prompts.ts';
import { terminal } from '../program/terminal.ts';
import type { World } from './world.ts';

const sits = process.stdin.isTTY && process.stdout.isTTY;

/** The terminal, the project's files, AWS and this machine. What an installation needs is loaded only when one is opened. */
export const projectWorld: World = {
  ...terminal,
  ask: sits ? askHere : undefined,
  project: {
    cdkJson: join(projectFolder, 'cdk.json'),
    facts: join(projectFolder, 'facts'),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    prompts: sits ? promptsOn : undefined,
  },
  // Without the time: an operator must be able to look after what was deployed under a schedule that is refused by now.
  configuration: async () => readProjectConfiguration(projectFolder, null),
  async open({ local, stack }) {
    const configuration = readProjectConfiguration(projectFolder, null);
    if (local) {
      const { openOnThisMachine } = await import('./open-on-this-machine.ts');
      return openOnThisMachine(localDirectory());
    }
    const { openDeployed } = await import('./open-deployed.ts');
    return openDeployed(configuration, stack);
  },
};

/** As for `npm start`: the project's own, or the one that COURANT_DIRECTORY names. */
export function localDirectory(): string {
  return resolve(process.env.COURANT_DIRECTORY ?? join(projectFolder, '.courant'));
}

async function askHere(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
