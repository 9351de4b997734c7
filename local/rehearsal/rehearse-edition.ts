import { readReceipt } from '../../core/delivery/receipt/receipt.ts';
import { receiptHeadline } from '../../core/delivery/receipt/receipt-lines.ts';
import { counted } from '../../core/foundation/counts.ts';
import { plusHours } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { Plan } from '../../core/publication/plan.ts';
import type { Reader } from '../../core/readers/reader.ts';
import type { PublishReport } from '../../lambdas/publish/publish-edition.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { processQueue, processWithoutAnswer } from './deployed-function.ts';
import {
  archiveOf,
  bucketListing,
  type DeployedStage,
  expectEqual,
  RehearsalError,
} from './deployed-stage.ts';
import { leaveRequest, sendBounceEvent, type TakenMessage, takenMessages } from './mailbox.ts';
import { signUp } from './rehearse-sign-up.ts';
import { deliveryStore, readerStore, seedFacts, seedReaders, verifySender } from './seed.ts';

const names = ['reader-1', 'reader-2'];

/** An edition that went through a stack: its plan, the mails to its readers, and who of them are readers still. */
export type RehearsedEdition = { plan: Plan; mails: TakenMessage[]; stayed: Reader[] };

/**
 * The first edition: an article is filed, somebody signs up, publish is invoked as its schedule would, deliver gets the first slice, the stack is updated,
 * what was deployed then gets the rest and publishes once more, who signed up leaves, another one's mail comes back, the sweep closes. Prints what came of
 * each step.
 * @param begun whose slices hold fewer readers than there are. @param update deploys other code, and answers its stage.
 * @throws RehearsalError when it is not what the functions promise.
 */
export async function rehearseFirstEdition(
  begun: DeployedStage,
  publication: Publication,
  update: Update,
): Promise<RehearsedEdition & { stage: DeployedStage }> {
  const filed = await seedFacts(begun.output('ContentBucket'), publication, 'rehearsal-register');
  console.log(`filed      ${filed.key}`);
  const readers = readerStore(begun.output('ReadersTable'));
  const seeded = await seedReaders(readers, publication, names);
  await verifySender(publication);
  const newcomer = await signUp(begun, publication, 'newcomer@rehearsal.example');
  const subscribed = [newcomer, ...seeded];
  const { plan, mails, stage } = await publishAndDeliver(begun, publication, acrossUpdate(update));
  const addresses = subscribed.map(({ address }) => address);
  expectEqual('readers who got one mail each', addresses.sort(), mails.map(({ to }) => to).sort());
  console.log(['archive', ...(await bucketListing(stage.output('ArchiveBucket')))].join('\n  '));
  const theirs = mails.find(({ to }) => to === newcomer.address);
  if (!theirs) throw new RehearsalError('mail to who signed up', 'one', 'none');
  await leave(stage, theirs);
  const [bounced, ...stayed] = seeded as [Reader];
  await bounce(stage, bounced, plan.edition);
  expectEqual(
    'readers who stayed',
    stayed.map(({ id }) => id),
    await activeAmong(stage, subscribed),
  );
  await close(stage, plan, subscribed.length);
  return { plan, mails, stayed, stage };
}

/** Deploys other code into a stack, and answers it as it is then. */
type Update = () => Promise<DeployedStage>;
/** Delivers what waits in the queue; answers the stage that goes on. */
type Delivering = (stage: DeployedStage) => Promise<DeployedStage>;

/** One slice, by what is deployed. */
const atOnce: Delivering = async stage => {
  await worksOff(stage, 1);
  return stage;
};

/**
 * The first of two slices by what is deployed, and the rest by other code. The answer of the first worker is lost, as when a deployment meets it: the other
 * code gets the first slice once more.
 */
function acrossUpdate(update: Update): Delivering {
  return async before => {
    const queue = before.output('SliceQueueUrl');
    const mails = (await takenMessages(before.sesUrl)).length;
    expectEqual('a slice', true, await processWithoutAnswer(queue, before.functions.deliver));
    const mailed = (await takenMessages(before.sesUrl)).length - mails;
    console.log(
      `delivered  the first slice, to ${counted(mailed, 'reader')}; now the project is deployed again …`,
    );
    const after = await update();
    const isOther = before.assets.deliver !== after.assets.deliver;
    expectEqual('other code than the one that delivered the first slice', true, isOther);
    await worksOff(after, 2);
    const all = (await takenMessages(after.sesUrl)).length - mails;
    console.log(
      `delivered  the rest, to ${counted(all - mailed, 'reader')}, by what was deployed in between`,
    );
    expectEqual('readers mailed before and after the deployment', [2, 1], [mailed, all - mailed]);
    return after;
  };
}

async function worksOff({ output, functions }: DeployedStage, slices: number): Promise<void> {
  const worked = await processQueue(output('SliceQueueUrl'), functions.deliver);
  expectEqual('slices worked off and returned', { done: slices, returned: 0 }, worked);
}

/**
 * Publishes and delivers, twice, as a scheduler may that got no answer; answers the plan, the mails that came of it, and the stage that goes on.
 * @param delivering all at once, unless given.
 */
export async function publishAndDeliver(
  begun: DeployedStage,
  publication: Publication,
  delivering = atOnce,
): Promise<{ plan: Plan; mails: TakenMessage[]; stage: DeployedStage }> {
  const before = (await takenMessages(begun.sesUrl)).length;
  // The emulator's clock cannot be set: a minute from now comes after the filing, and is not refused as a time to come.
  const event = { publication: publication.id, scheduledTime: plusHours(systemClock.now(), 1 / 60) };
  const report = (await begun.functions.publish.invoke(event)) as PublishReport;
  console.log(`published  ${showReport(report)}`);
  const stage = await delivering(begun);
  const { publish, deliver } = stage.functions;
  const mails = (await takenMessages(stage.sesUrl)).slice(before);
  console.log(['mailed', ...mails.map(showMail)].join('\n  '));
  console.log(`again      ${showReport(await publish.invoke(event))}`);
  await processQueue(stage.output('SliceQueueUrl'), deliver);
  expectEqual(
    'mails after publishing again',
    before + mails.length,
    (await takenMessages(stage.sesUrl)).length,
  );
  return { plan: report.plan, mails, stage };
}

/** Follows the one-click link of a mail, by the function that answers it. */
export async function leave({ functions }: DeployedStage, { leaveLink, to }: TakenMessage): Promise<void> {
  const answer = (await functions.subscriptions.invoke(leaveRequest(leaveLink))) as { statusCode: number };
  expectEqual('status of the leave link', 200, answer.statusCode);
  console.log(`left       ${to}, by the link in the mail`);
}

/** The ids of those who are readers still, in their order. */
export async function activeAmong(stage: DeployedStage, readers: readonly Reader[]): Promise<string[]> {
  const store = readerStore(stage.output('ReadersTable'));
  const found = await Promise.all(readers.map(({ publication, id }) => store.read(publication, id)));
  return found.flatMap(reader => (reader?.state === 'active' ? [reader.id] : []));
}

/** Lets a reader's mail come back for good, which ends the subscription. */
async function bounce(stage: DeployedStage, reader: Reader, edition: string): Promise<void> {
  const key = { publication: reader.publication, edition, reader: reader.id };
  const delivery = await deliveryStore(stage.output('DeliveriesTable')).read(key);
  if (!delivery) throw new RehearsalError(`delivery to ${reader.address}`, 'one', 'none');
  const queue = stage.output('FeedbackQueueUrl');
  await sendBounceEvent(queue, delivery);
  const worked = await processQueue(queue, stage.functions.feedback);
  expectEqual('events noted and returned', { done: 1, returned: 0 }, worked);
  const after = await readerStore(stage.output('ReadersTable')).read(reader.publication, reader.id);
  expectEqual('state of a reader whose mail came back', 'bounced', after?.state);
  console.log(`bounced    ${reader.address}, by an event of the mail service`);
}

/** Lets the sweep close the edition, and looks whether its receipt adds up. */
export async function close(stage: DeployedStage, plan: Plan, audience: number): Promise<void> {
  expectEqual(
    'what a sweep finds',
    { held: 0, overdue: 0, uncertain: 0, unknown: 0 },
    await stage.functions.sweep.invoke({}),
  );
  const content = await archiveOf(stage).receipts.read(plan, 1);
  if (content === undefined) throw new RehearsalError('receipt of the edition', 'one', 'none');
  const receipt = readReceipt(content, 'receipt');
  expectEqual('readers accepted', [audience, audience], [receipt.audience, receipt.accepted]);
  console.log(`closed     edition ${plan.edition}: ${receiptHeadline(receipt)}`);
}

function showReport(report: unknown): string {
  const { outcome, plan, ...rest } = report as PublishReport;
  const row = 'edition' in rest ? rest.edition : undefined;
  return `edition ${plan.edition}, number ${plan.number}: ${outcome}, ${row?.state}, ${row?.audience?.readers} readers`;
}

function showMail({ to, bytes, subject }: TakenMessage): string {
  return `${String(bytes).padStart(7)}  to ${to}: ${subject}`;
}
