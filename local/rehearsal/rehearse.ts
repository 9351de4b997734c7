import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readProjectConfiguration } from '../../infra/inputs/config.ts';
import type { Program } from '../terminal/read-options.ts';
import { exitCodes, runProgram } from '../terminal/run-program.ts';
import { deploy } from './deploy.ts';
import { startEmulatedCloud } from './emulated-cloud.ts';
import { emulatorIsInstalled } from './emulator.ts';
import { runDeployedStack } from './run-deployed-stack.ts';

const projectDirectory = path.resolve(import.meta.dirname, '../..');

/**
 * A real bootstrap and deployment by the project's own command line, into an emulator of AWS on this
 * machine; then one edition from article to mailbox by the deployed bundles. It shows that what is deployed runs, before it
 * costs anything. It needs moto_server and touches no account.
 */
async function rehearse(): Promise<void> {
  const configuration = readProjectConfiguration();
  const parent = path.join(projectDirectory, '.rehearsal');
  mkdirSync(parent, { recursive: true });
  const workspace = mkdtempSync(path.join(parent, 'run-'));
  process.once('exit', () => rmSync(workspace, { recursive: true, force: true }));
  const cloud = await startEmulatedCloud();
  try {
    isolate(cloud.environment);
    console.log('deploying to an emulated account …');
    const deployment = await deploy(cloud.environment, workspace);
    console.log(['deployed, but for what the emulator lacks', ...deployment.leftOut].join('\n  '));
    await runDeployedStack(deployment.outputs, configuration, cloud, workspace);
  } finally {
    await cloud.stop();
  }
}

/** Leaves this process nothing by which it could reach a real account. */
function isolate(environment: Record<string, string>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, environment);
}

/** `npm run rehearse`, as its help describes it. */
const program: Program<object> = {
  command: 'npm run rehearse',
  about: [
    'Deploys the project into moto_server, an emulator of AWS on this machine, by a real cdk bootstrap and cdk deploy. Then takes one edition from an article to mailboxes by the functions as they are deployed. Reaches no account.',
    'Is skipped where moto_server is not installed.',
  ],
  options: {},
  examples: ['npm run rehearse'],
};

async function main(): Promise<number> {
  if (emulatorIsInstalled()) await rehearse();
  else
    console.log(
      'skipped: the rehearsal deploys into moto_server, an emulator of AWS, which is not on this machine. ' +
        'Install it with: pip install "moto[server]"',
    );
  return exitCodes.done;
}

await runProgram(program, main, exitCodes.failed);
