import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { ListTopicsCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Instant } from '../../../core/foundation/instant.ts';
import { processQueue } from '../deployed-function.ts';
import { type DeployedStage, expectEqual, RehearsalError } from '../deployed-stage.ts';
import { takenMessages } from '../mailbox.ts';
import { type Operator, withNames } from '../operator.ts';
import { verifySender } from '../seed.ts';
import type { NameServer } from './name-server.ts';
import { domain, operatorAddress, sender, statement } from './own-publication.ts';
import { inAnAccount } from './the-hour.ts';
import { names, show } from './walk-here.ts';

/** What the doctor finds in a new account before anything is deployed: the domain is nobody's yet. */
export const foundAtFirst = ['identity-missing', 'dmarc-missing'];
/** What it finds right after the deployment: nobody has confirmed to hear alarms, and what the emulator cannot know. */
export const foundOnceDeployed = ['identity-unverified', 'alarms-unheard', 'not-looked-at'];
/**
 * What it goes on finding: the emulator verifies no identity by the DNS, and has no such calls as look at the account and at the
 * suppression list of SES.
 */
export const unknownToTheEmulator = ['identity-unverified', 'not-looked-at'];
/** What it cannot look at there; before the deployment the first of these alone. */
const unseenInTheEmulator = [
  'the account at SES',
  'the readers against the quota',
  'readers on the suppression list of SES',
];

/** An operator in an account that is emulated: their shell, its DNS, and how its stack and functions come to hand once they are deployed. */
export type Account = {
  operator: Operator;
  nameServer: NameServer;
  /** Takes back what was deployed. */
  open(): Promise<DeployedStage>;
  /** Sets the clock of whatever the operator types and the functions do. */
  setClock(time: Date): void;
};

/**
 * The second half of the hour: from an account that has nothing to an edition at its reader.
 * @param due when the first edition appears
 * @throws RehearsalError when something is not as README says
 */
export async function walkInAccount(account: Account, due: Instant): Promise<void> {
  const stage = await walkToDeployment(account);
  await walkToEdition(account, stage, due);
}

async function walkToDeployment({ operator, nameServer, open }: Account): Promise<DeployedStage> {
  const { doctor, bootstrap, deploy, doctorAgain } = inAnAccount;
  await diagnose(operator, doctor, foundAtFirst, unseenInTheEmulator.slice(0, 1));
  await new SESv2Client().send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
  nameServer.put(`_dmarc.${domain}`, { texts: ['v=DMARC1; p=none'] });
  console.log('mended     the identity at SES and the DMARC record, as the doctor says');
  await operator.type(bootstrap);
  await operator.type(deploy);
  const stage = await open();
  await stage.functions.sweep.invoke({});
  console.log('swept      as every five minutes');
  await diagnose(operator, doctorAgain, foundOnceDeployed, unseenInTheEmulator);
  await hearAlarms();
  await diagnose(operator, doctorAgain, unknownToTheEmulator, unseenInTheEmulator);
  return stage;
}

/** As whoever follows the link in the mail: the emulator sends none. */
async function hearAlarms(): Promise<void> {
  const sns = new SNSClient();
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  const TopicArn = Topics.find(topic => topic.TopicArn?.endsWith(':courant-operator'))?.TopicArn;
  if (TopicArn === undefined) throw new RehearsalError('topics', 'one for the operator', Topics);
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: operatorAddress }));
  console.log('confirmed  to be mailed alarms');
}

/** Types the doctor as README has it, shows what it says, and holds what it finds against what there is to find. */
async function diagnose(
  operator: Operator,
  line: string,
  found: readonly string[],
  unseen: readonly string[],
): Promise<void> {
  show((await operator.type(line, 1)).said);
  const { said } = await operator.type(`${line} --json`, 1);
  const objects = said.split('\n').flatMap(text => (text.startsWith('{') ? [JSON.parse(text)] : []));
  expectEqual(
    'what the doctor finds',
    found,
    objects.flatMap(({ finding }) => finding ?? []),
  );
  expectEqual(
    'what the doctor cannot look at',
    unseen,
    objects.flatMap(({ notLookedAt, because }) =>
      notLookedAt && because !== 'nothing is deployed yet' ? [notLookedAt] : [],
    ),
  );
  console.log(`found      ${found.join(', ')}; not looked at: ${unseen.join(', ')}`);
}

async function walkToEdition(
  { operator, setClock }: Account,
  stage: DeployedStage,
  due: Instant,
): Promise<void> {
  const { facts, reader, proof, publish, status } = inAnAccount;
  const type = async (command: string) => {
    const { said } = await operator.type(withNames(command, names));
    show(said);
    return said;
  };
  await verifySender({ from: { address: sender } });
  const before = (await takenMessages(stage.sesUrl)).length;
  await type(facts);
  await type(reader);
  await type(proof);
  await expectMail(stage, before, ['Proof']);
  setClock(new Date(Date.parse(due) + 60_000));
  console.log(`the clock  goes on to a minute after ${due}, when the first edition is due`);
  await type(publish);
  const worked = await processQueue(stage.output('SliceQueueUrl'), stage.functions.deliver);
  expectEqual('slices worked off and returned', { done: 1, returned: 0 }, worked);
  await expectMail(stage, before + 1, [statement.slice(0, 30)]);
  await stage.functions.sweep.invoke({});
  console.log('swept      as every five minutes');
  const said = await type(status);
  if (!said.includes('1 of 1 accepted'))
    throw new RehearsalError('what the status says', '1 of 1 accepted', said);
}

/** To the one reader there is, under subjects with these words. */
async function expectMail({ sesUrl }: DeployedStage, after: number, words: readonly string[]): Promise<void> {
  const mails = (await takenMessages(sesUrl)).slice(after);
  expectEqual(
    'who was mailed',
    words.map(() => names.ADDRESS),
    mails.map(({ to }) => to),
  );
  for (const [index, { subject }] of mails.entries()) {
    if (!subject.includes(words[index] ?? '')) throw new RehearsalError('a subject', words[index], subject);
    console.log(`mailed     ${names.ADDRESS}: ${subject}`);
  }
}
