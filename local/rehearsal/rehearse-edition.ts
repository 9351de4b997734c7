import { readReceipt } from '../../core/delivery/receipt/receipt.ts';
import { receiptHeadline } from '../../core/delivery/receipt/receipt-lines.ts';
import { plusHours } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { Plan } from '../../core/publication/plan.ts';
import type { Reader } from '../../core/readers/reader.ts';
import type { PublishReport } from '../../lambdas/publish/publish-edition.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { processQueue } from './deployed-function.ts';
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
 * The first edition: an article is filed, somebody signs up, publish is invoked as its schedule would, deliver gets what waits in the queue, publish runs
 * once more, who signed up leaves, another one's mail comes back, the sweep closes. Prints what came of each step.
 * @throws RehearsalError when it is not what the functions promise.
 */
export async function rehearseFirstEdition(
  stage: DeployedStage,
  publication: Publication,
): Promise<RehearsedEdition> {
  const filed = await seedFacts(stage.output('ContentBucket'), publication, 'rehearsal-register');
  console.log(`filed      ${filed.key}`);
  const readers = readerStore(stage.output('ReadersTable'));
  const seeded = await seedReaders(readers, publication, names);
  await verifySender(publication);
  const newcomer = await signUp(stage, publication, 'newcomer@rehearsal.example');
  const subscribed = [newcomer, ...seeded];
  const { plan, mails } = await publishAndDeliver(stage, publication);
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
  return { plan, mails, stayed };
}

/** Publishes and delivers, twice, as a scheduler may that got no answer; answers the plan and the mails that came of it. */
export async function publishAndDeliver(
  stage: DeployedStage,
  publication: Publication,
): Promise<{ plan: Plan; mails: TakenMessage[] }> {
  const before = (await takenMessages(stage.sesUrl)).length;
  // The emulator's clock cannot be set: a minute from now comes after the filing, and is not refused as a time to come.
  const event = { publication: publication.id, scheduledTime: plusHours(systemClock.now(), 1 / 60) };
  const { publish, deliver } = stage.functions;
  const report = (await publish.invoke(event)) as PublishReport;
  console.log(`published  ${showReport(report)}`);
  const queue = stage.output('SliceQueueUrl');
  expectEqual('slices worked off and returned', { done: 1, returned: 0 }, await processQueue(queue, deliver));
  const mails = (await takenMessages(stage.sesUrl)).slice(before);
  console.log(['mailed', ...mails.map(showMail)].join('\n  '));
  console.log(`again      ${showReport(await publish.invoke(event))}`);
  await processQueue(queue, deliver);
  expectEqual(
    'mails after publishing again',
    before + mails.length,
    (await takenMessages(stage.sesUrl)).length,
  );
  return { plan: report.plan, mails };
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
