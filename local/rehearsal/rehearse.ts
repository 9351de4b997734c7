import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Publication } from '../../core/publication/configuration.ts';
import { projectFolder, readProjectConfiguration } from '../../infra/inputs/config.ts';
import type { Program } from '../terminal/read-options.ts';
import { checkedInstead } from './adapt-template.ts';
import { DeployedProject, type Deployment, secondPublication } from './deploy.ts';
import { type DeployedStage, expectEqual, openStage } from './deployed-stage.ts';
import { isolate, startEmulatedCloud } from './emulated-cloud.ts';
import { runWithEmulator } from './emulator.ts';
import { Invocations } from './invocations.ts';
import { awsCommandLineIsInstalled, Operator } from './operator.ts';
import { rehearseFirstEdition } from './rehearse-edition.ts';
import { RestoringOperator, rehearseRestore, restoreBeforeEdition } from './rehearse-restore.ts';
import { rehearseOldLink, rehearseTakeover } from './rehearse-takeover.ts';

/** Of these zones one is always at a later date than the other: an edition is named by its date, and two stacks make one each. */
const zones = { older: 'Pacific/Pago_Pago', next: 'Pacific/Kiritimati' };

/**
 * Stacks in an emulator of AWS on this machine, by the project's own command line: bootstrapped, deployed by a change set, updated,
 * taken over, destroyed; an edition by each, from article to mailbox, by the deployed bundles; and what the runbook says after a restore,
 * typed as it stands there. It shows that what is deployed runs, before it costs anything. It needs moto_server and touches no account.
 */
async function rehearse(): Promise<void> {
  const [publication] = readProjectConfiguration().publications as [Publication];
  const second = { ...publication, id: secondPublication };
  const parent = path.join(projectFolder, '.rehearsal');
  mkdirSync(parent, { recursive: true });
  const workspace = mkdtempSync(path.join(parent, 'run-'));
  process.once('exit', () => rmSync(workspace, { recursive: true, force: true }));
  const cloud = await startEmulatedCloud();
  const invocations = new Invocations();
  const stages: DeployedStage[] = [];
  const open = async (deployment: Deployment) => {
    const stage = await openStage(deployment, cloud, workspace);
    stages.push(stage);
    invocations.serve(stage.output('PublishFunction'), stage.functions.publish);
    return stage;
  };
  try {
    isolate(cloud.environment);
    const project = (name: string) => new DeployedProject(cloud.environment, path.join(workspace, name));
    const toLambda = { AWS_ENDPOINT_URL_LAMBDA: await invocations.start() };
    const environment = { ...cloud.environment, ...toLambda };
    const operator = await restoringOperator(path.join(workspace, 'restored'), environment);
    const olderProject = project('older');
    const deployed = await deployFirst(olderProject);
    const begun = await open(deployed);
    const { stage: older, ...first } = await rehearseFirstEdition(begun, publication, async () => {
      const updated = await update(olderProject);
      await begun.close();
      return open(updated);
    });
    const restoring = operator && (await restoreBeforeEdition(older, second, operator));
    console.log('deploying a second stack, which adopts what the first one holds …');
    const next = await open(await takeOver(project('next'), 'courant-next', storesOf(older), publication));
    const finished = await rehearseTakeover(next, older, publication, first);
    if (operator && restoring) {
      const stores = { ...storesOf(next), ...restoring.restored };
      console.log(
        'deploying a third stack, which adopts the restored tables; Invoke, for which the emulator needs containers, is answered beside it …',
      );
      const third = await open(await takeOver(project('restored'), 'courant-restored', stores, publication));
      operator.noteDeployed();
      await rehearseRestore({ next: third, older }, second, operator, { lost: restoring.lost, finished });
    }
    console.log('destroying the older stack …');
    await olderProject.destroy();
    await rehearseOldLink(next, first);
  } finally {
    await Promise.all([...stages.map(stage => stage.close()), invocations.stop()]);
    await cloud.stop();
  }
}

/** With slices of two readers, so that an edition for three has two. */
async function deployFirst(project: DeployedProject): Promise<Deployment> {
  console.log('deploying to an emulated account, by a change set …');
  await project.configure(zones.older, { settings: { sliceSize: 2 } });
  await project.bootstrap();
  const { leftOut } = await project.deploy('change-set');
  const lines = leftOut.map(type => `${type}: ${checkedInstead(type) ?? 'needs one of these'}`);
  console.log(
    ['deployed, but for what the emulator lacks, and what looks at that instead', ...lines].join('\n  '),
  );
  return { ...(await project.deployAgain()), leftOut };
}

/** The configuration is in the bundles, so all functions get other code; their slices are larger from now on. */
async function update(project: DeployedProject): Promise<Deployment> {
  await project.configure(zones.older, { settings: { logRetentionDays: 30 } });
  return project.deploy('direct');
}

const stores = [
  'ContentBucket',
  'ArchiveBucket',
  'EditionsTable',
  'DeliveriesTable',
  'ReadersTable',
] as const;
/** The names of buckets and tables, by those of their outputs. */
type Stores = Record<(typeof stores)[number], string>;

function storesOf(stage: DeployedStage): Stores {
  return Object.fromEntries(stores.map(name => [name, stage.output(name)])) as Stores;
}

/** Deploys a stack that adopts these stores. */
async function takeOver(
  project: DeployedProject,
  stackName: string,
  adopted: Stores,
  { from }: Publication,
): Promise<Deployment> {
  const adopt = Object.fromEntries(
    stores.map(name => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, adopted[name]]),
  );
  const identities = [from.address.slice(from.address.indexOf('@') + 1)];
  await project.configure(zones.next, { stackName, adopt, identities });
  const deployment = await project.deploy('direct');
  expectEqual(
    `stores of ${stackName}`,
    stores.map(name => adopted[name]),
    stores.map(name => deployment.outputs[name]),
  );
  return deployment;
}

/** Nobody where the commands of the article could not be typed. */
async function restoringOperator(
  folder: string,
  environment: Record<string, string>,
): Promise<RestoringOperator | undefined> {
  if (awsCommandLineIsInstalled()) return new RestoringOperator(await Operator.in(folder, environment));
  console.log(
    'skipped: what follows a restore is typed as the runbook has it, with the command line of AWS, which is not on this machine. ' +
      'Install it with: pip install awscli',
  );
  return undefined;
}

/** `npm run rehearse`, as its help describes it. */
const program: Program<object> = {
  command: 'npm run rehearse',
  about: [
    'Deploys the project into moto_server, an emulator of AWS on this machine, by a real cdk bootstrap and cdk deploy, and updates it. Takes one edition from an article to mailboxes by the functions as they are deployed. Deploys a second stack, which adopts what the first one holds and makes the next edition, and destroys the first one. Reaches no account.',
    'In between it restores the tables to before an edition, and types what docs/runbook.md tells to type after that. For this it needs the command line of AWS; without it, this part is skipped.',
    'Is skipped where moto_server is not installed.',
  ],
  options: {},
  examples: ['npm run rehearse'],
};

await runWithEmulator(program, rehearse);
