import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Publication } from '../../core/publication/configuration.ts';
import { projectFolder, readProjectConfiguration } from '../../infra/inputs/config.ts';
import type { Program } from '../terminal/read-options.ts';
import { exitCodes, runProgram } from '../terminal/run-program.ts';
import { checkedInstead } from './adapt-template.ts';
import { DeployedProject, type Deployment } from './deploy.ts';
import { type DeployedStage, expectEqual, openStage } from './deployed-stage.ts';
import { startEmulatedCloud } from './emulated-cloud.ts';
import { emulatorIsInstalled } from './emulator.ts';
import { rehearseFirstEdition } from './rehearse-edition.ts';
import { rehearseOldLink, rehearseTakeover } from './rehearse-takeover.ts';

/** Of these zones one is always at a later date than the other: an edition is named by its date, and two stacks make one each. */
const zones = { older: 'Pacific/Pago_Pago', next: 'Pacific/Kiritimati' };

/**
 * Two stacks in an emulator of AWS on this machine, by the project's own command line: bootstrapped, deployed by a change set, updated,
 * taken over, destroyed; and an edition by each, from article to mailbox, by the deployed bundles. It shows that what is deployed
 * runs, before it costs anything. It needs moto_server and touches no account.
 */
async function rehearse(): Promise<void> {
  const [publication] = readProjectConfiguration().publications as [Publication];
  const parent = path.join(projectFolder, '.rehearsal');
  mkdirSync(parent, { recursive: true });
  const workspace = mkdtempSync(path.join(parent, 'run-'));
  process.once('exit', () => rmSync(workspace, { recursive: true, force: true }));
  const cloud = await startEmulatedCloud();
  const stages: DeployedStage[] = [];
  const open = async (deployment: Deployment) => {
    const stage = await openStage(deployment, cloud, workspace);
    stages.push(stage);
    return stage;
  };
  try {
    isolate(cloud.environment);
    const project = (name: string) => new DeployedProject(cloud.environment, path.join(workspace, name));
    const [olderProject, nextProject] = [project('older'), project('next')];
    const older = await open(await deployAndUpdate(olderProject));
    const first = await rehearseFirstEdition(older, publication);
    const next = await open(await takeOver(nextProject, older, publication));
    await rehearseTakeover(next, older, publication, first);
    console.log('destroying the older stack …');
    await olderProject.destroy();
    await rehearseOldLink(next, first);
  } finally {
    await Promise.all(stages.map(stage => stage.close()));
    await cloud.stop();
  }
}

async function deployAndUpdate(project: DeployedProject): Promise<Deployment> {
  console.log('deploying to an emulated account, by a change set …');
  await project.configure(zones.older, {});
  await project.bootstrap();
  const { leftOut } = await project.deploy('change-set');
  const lines = leftOut.map(type => `${type}: ${checkedInstead(type) ?? 'needs one of these'}`);
  console.log(
    ['deployed, but for what the emulator lacks, and what looks at that instead', ...lines].join('\n  '),
  );
  console.log('updating it …');
  await project.configure(zones.older, { settings: { logRetentionDays: 30 } });
  return project.deploy('direct');
}

async function takeOver(
  project: DeployedProject,
  older: DeployedStage,
  { from }: Publication,
): Promise<Deployment> {
  console.log('deploying a second stack, which adopts what the first one holds …');
  const stores = ['ContentBucket', 'ArchiveBucket', 'EditionsTable', 'DeliveriesTable', 'ReadersTable'];
  const adopt = Object.fromEntries(
    stores.map(name => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, older.output(name)]),
  );
  const identities = [from.address.slice(from.address.indexOf('@') + 1)];
  await project.configure(zones.next, { stackName: 'courant-next', adopt, identities });
  const deployment = await project.deploy('direct');
  expectEqual(
    'stores of the second stack',
    stores.map(older.output),
    stores.map(name => deployment.outputs[name]),
  );
  return deployment;
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
    'Deploys the project into moto_server, an emulator of AWS on this machine, by a real cdk bootstrap and cdk deploy, and updates it. Takes one edition from an article to mailboxes by the functions as they are deployed. Deploys a second stack, which adopts what the first one holds and makes the next edition, and destroys the first one. Reaches no account.',
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
