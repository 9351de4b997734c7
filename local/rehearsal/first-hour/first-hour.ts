import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { instantOf } from '../../../core/foundation/instant.ts';
import { weekdays } from '../../../core/publication/calendar-words.ts';
import { occurrenceAfter } from '../../../core/publication/schedule.ts';
import { projectFolder } from '../../../infra/inputs/config.ts';
import { clockVariable, SharedClock } from '../../functions/shared-clock.ts';
import type { Program } from '../../terminal/read-options.ts';
import type { Deployment } from '../deploy.ts';
import { openStage } from '../deployed-stage.ts';
import { isolate, startEmulatedCloud } from '../emulated-cloud.ts';
import { runWithEmulator } from '../emulator.ts';
import { Invocations } from '../invocations.ts';
import { Operator } from '../operator.ts';
import { NameServer } from './name-server.ts';
import { storeWithClock } from './store-with-clock.ts';
import { expectAsInReadme } from './the-hour.ts';
import { walkHere } from './walk-here.ts';
import { walkInAccount } from './walk-in-account.ts';

const stackName = 'courant';

/** README's first hour, typed as it stands there: on this machine, then in an emulated account. */
async function rehearse(): Promise<void> {
  expectAsInReadme();
  const parent = path.join(projectFolder, '.rehearsal');
  mkdirSync(parent, { recursive: true });
  const workspace = mkdtempSync(path.join(parent, 'hour-'));
  process.once('exit', () => rmSync(workspace, { recursive: true, force: true }));
  await using started = new AsyncDisposableStack();
  const cloud = await startEmulatedCloud();
  started.defer(() => cloud.stop());
  const clock = new SharedClock(path.join(workspace, 'clock'), new Date());
  const store = await storeWithClock(cloud.environment.AWS_ENDPOINT_URL ?? '', () => clock.ahead);
  started.defer(() => store.stop());
  const account = {
    ...cloud.environment,
    ...{ AWS_ENDPOINT_URL_S3: store.url, [clockVariable]: path.join(workspace, 'clock') },
  };
  isolate(cloud.environment);
  const nameServer = new NameServer();
  const dns = await nameServer.start();
  started.defer(() => nameServer.stop());
  const invocations = new Invocations();
  const lambda = await invocations.start();
  started.defer(() => invocations.stop());
  const checkout = path.join(workspace, 'checkout');
  const toTheRest = { AWS_ENDPOINT_URL_LAMBDA: lambda, COURANT_DNS: dns };
  const operator = await Operator.in(checkout, { ...account, ...toTheRest, ...byTheClock, ...deploying }, [
    'cdk.json',
    'facts',
  ]);
  const open = async () => {
    const stage = await openStage(await deployed(), { ...cloud, environment: account }, workspace);
    started.defer(() => stage.close());
    invocations.serve(stage.output('PublishFunction'), stage.functions.publish);
    return stage;
  };
  const now = new Date();
  const day = weekdays[(now.getUTCDay() + 2) % 7] ?? 'monday';
  await walkHere(operator, checkout, now, day);
  const due = occurrenceAfter({ every: 'week', on: day, at: '07:00', timeZone: 'UTC' }, instantOf(now));
  await walkInAccount({ operator, nameServer, open, setClock: time => clock.set(time) }, due);
}

/** What an operator types goes by the account's clock. */
const byTheClock = {
  NODE_OPTIONS: `--require "${path.join(projectFolder, 'local/rehearsal/first-hour/operator-clock.cjs')}"`,
};

/**
 * Options of the CDK's command line, by its own variables, so that it is typed as anywhere: the app of which the emulator gets what it can
 * create; nobody is there to approve; and the emulator forgets the outputs of what comes by a change set.
 */
const deploying = {
  // Quotes around the whole would be taken off.
  CDK_APP: `exec "${process.execPath}" "${path.join(projectFolder, 'local/rehearsal/first-hour/emulated-app.ts')}"`,
  CDK_REQUIRE_APPROVAL: 'never',
  CDK_METHOD: 'direct',
  CDK_PREVIOUS_PARAMETERS: 'false',
  CDK_DISABLE_VERSION_CHECK: '1',
};

/** What the stack says of itself. */
async function deployed(): Promise<Deployment> {
  const { Stacks: [stack] = [] } = await new CloudFormationClient().send(
    new DescribeStacksCommand({ StackName: stackName }),
  );
  const outputs =
    stack?.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]) ?? [];
  return { stackName, outputs: Object.fromEntries(outputs), leftOut: [] };
}

/** `npm run rehearse:first-hour`, as its help describes it. */
const program: Program<object> = {
  command: 'npm run rehearse:first-hour',
  about: [
    'Types what README says under "Deploy it", word by word, in a checkout of its own: on this machine up to a proof of a publication of one\'s own in the embedded mailbox; then in moto_server, an emulator of AWS on this machine, from a doctor with findings by a real cdk bootstrap and cdk deploy to an edition at its reader. Shows what each command says, and how long it took.',
    'Reaches no account, asks no DNS server but its own, and leaves nothing behind. Is skipped where moto_server is not installed.',
  ],
  options: {},
  examples: ['npm run rehearse:first-hour'],
};

await runWithEmulator(program, rehearse);
