import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Receipts } from '../../aws/s3/s3-receipts.ts';
import { readReceipt } from '../../core/delivery/receipt/receipt.ts';
import { receiptHeadline } from '../../core/delivery/receipt/receipt-lines.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { plusHours } from '../../core/foundation/instant.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import type { Reader } from '../../core/readers/reader.ts';
import type { PublishReport } from '../../lambdas/publish/publish-edition.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import type { FunctionProcess } from '../functions/function-process.ts';
import { disableTrigger, fetchDeployed, processQueue } from './deployed-function.ts';
import type { EmulatedCloud } from './emulated-cloud.ts';
import { leaveRequest, sendBounceEvent, type TakenMessage, takenMessages } from './mailbox.ts';
import { deliveryStore, readerStore, seedFacts, seedReaders, verifySender } from './seed.ts';

const readerCount = 3;

/** The deployed functions did something else than they promise. */
export class RehearsalError extends CourantError {
  constructor(what: string, expected: unknown, found: unknown) {
    super(
      `rehearsal: ${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}. ` +
        'What is deployed does not do what its tests say: look at what differs between bundle and sources.',
    );
  }
}

/**
 * One edition through a deployed stack: facts are filed, publish is invoked as its schedule would, deliver gets what waits
 * in the queue, publish runs once more, a reader leaves, another one's mail comes back, the sweep closes. Prints what came of each step.
 * @throws RehearsalError when it is not what the functions promise.
 */
export async function runDeployedStack(
  outputs: Record<string, string>,
  configuration: Configuration,
  cloud: EmulatedCloud,
  workspace: string,
): Promise<void> {
  const [publication] = configuration.publications as [Publication];
  const filed = await seedFacts(outputs.ContentBucket ?? '', publication);
  console.log(`filed      ${filed.key}`);
  const readers = readerStore(outputs.ReadersTable ?? '');
  const subscribed = await seedReaders(readers, publication, readerCount);
  await verifySender(publication);
  for (const name of ['courant-deliver', 'courant-feedback']) await disableTrigger(name);
  const functions: FunctionProcess[] = [];
  const take = async (name: string) => {
    const taken = await fetchDeployed(name, cloud.environment, workspace);
    functions.push(taken);
    return taken;
  };
  try {
    const stage = {
      publish: await take('courant-publish'),
      deliver: await take('courant-deliver'),
      feedback: await take('courant-feedback'),
      subscriptions: await take('courant-subscriptions'),
      sweep: await take('courant-sweep'),
    };
    const { mails, edition } = await publishAndDeliver(stage, outputs, publication, cloud);
    const addresses = subscribed.map(({ address }) => address);
    expectEqual('readers who got one mail each', addresses, mails.map(({ to }) => to).sort());
    const [first] = mails as [TakenMessage];
    await leave(stage.subscriptions, first);
    const states = await Promise.all(subscribed.map(({ id }) => readers.read(publication.id, id)));
    const gone = states.flatMap(reader => (reader?.state === 'left' ? [reader.address] : []));
    expectEqual('readers who have left', [first.to], gone);
    await bounce(
      stage.feedback,
      outputs,
      subscribed.find(({ address }) => address !== first.to),
      edition,
    );
    await close(stage.sweep, outputs, publication, edition);
  } finally {
    await Promise.all(functions.map(taken => taken.stop()));
  }
}

type Stage = Record<'publish' | 'deliver' | 'feedback' | 'subscriptions' | 'sweep', FunctionProcess>;

/** Publishes twice, as a scheduler may that got no answer; answers the edition and the mails that came of it. */
async function publishAndDeliver(
  { publish, deliver }: Stage,
  outputs: Record<string, string>,
  publication: Publication,
  cloud: EmulatedCloud,
): Promise<{ mails: TakenMessage[]; edition: string }> {
  // The emulator's clock cannot be set: a minute from now comes after the filing, and is not refused as a time to come.
  const scheduledTime = plusHours(systemClock.now(), 1 / 60);
  const event = { publication: publication.id, scheduledTime };
  const report = await publish.invoke(event);
  console.log(`published  ${showReport(report)}`);
  const archived = await archiveListing(outputs.ArchiveBucket ?? '');
  console.log(['archive', ...archived].join('\n  '));

  const worked = await processQueue(outputs.SliceQueueUrl ?? '', deliver);
  expectEqual('slices worked off and returned', { done: 1, returned: 0 }, worked);
  const mails = await takenMessages(cloud.sesUrl);
  console.log(['mailed', ...mails.map(showMail)].join('\n  '));

  console.log(`again      ${showReport(await publish.invoke(event))}`);
  await processQueue(outputs.SliceQueueUrl ?? '', deliver);
  expectEqual('mails after publishing again', mails.length, (await takenMessages(cloud.sesUrl)).length);
  return { mails, edition: (report as PublishReport).plan.edition };
}

async function leave(subscriptions: FunctionProcess, { leaveLink, to }: TakenMessage): Promise<void> {
  const answer = (await subscriptions.invoke(leaveRequest(leaveLink))) as { statusCode: number };
  expectEqual('status of the leave link', 200, answer.statusCode);
  console.log(`left       ${to}, by the link in the mail`);
}

/** Lets a reader's mail come back for good, which ends the subscription. */
async function bounce(
  feedback: FunctionProcess,
  outputs: Record<string, string>,
  reader: Reader | undefined,
  edition: string,
): Promise<void> {
  if (!reader) throw new RehearsalError('readers besides the one who left', 'one', 'none');
  const deliveries = deliveryStore(outputs.DeliveriesTable ?? '');
  const key = { publication: reader.publication, edition, reader: reader.id };
  const delivery = await deliveries.read(key);
  if (delivery) await sendBounceEvent(outputs.FeedbackQueueUrl ?? '', delivery);
  const worked = await processQueue(outputs.FeedbackQueueUrl ?? '', feedback);
  expectEqual('events noted and returned', { done: 1, returned: 0 }, worked);
  const after = await readerStore(outputs.ReadersTable ?? '').read(reader.publication, reader.id);
  expectEqual('state of a reader whose mail came back', 'bounced', after?.state);
  console.log(`bounced    ${reader.address}, by an event of the mail service`);
}

/** Lets the sweep close the edition, and looks whether its receipt adds up. */
async function close(
  sweep: FunctionProcess,
  outputs: Record<string, string>,
  { id }: Publication,
  edition: string,
): Promise<void> {
  expectEqual('what a sweep finds', { held: 0, overdue: 0, uncertain: 0 }, await sweep.invoke({}));
  const objects = new S3Objects(new S3Client(), outputs.ArchiveBucket ?? '');
  const content = await new S3Receipts(objects).read({ publication: id, edition }, 1);
  if (content === undefined) throw new RehearsalError('receipt of the edition', 'one', 'none');
  const receipt = readReceipt(content, 'receipt');
  expectEqual('readers accepted', [readerCount, readerCount], [receipt.audience, receipt.accepted]);
  console.log(`closed     edition ${edition}: ${receiptHeadline(receipt)}`);
}

function showReport(report: unknown): string {
  const { outcome, plan, ...rest } = report as PublishReport;
  const row = 'edition' in rest ? rest.edition : undefined;
  return `edition ${plan.edition}, number ${plan.number}: ${outcome}, ${row?.state}, ${row?.audience?.readers} readers`;
}

function showMail({ to, bytes, subject }: TakenMessage): string {
  return `${String(bytes).padStart(7)}  to ${to}: ${subject}`;
}

function expectEqual(what: string, expected: unknown, found: unknown): void {
  if (JSON.stringify(expected) !== JSON.stringify(found)) throw new RehearsalError(what, expected, found);
}

/** What a bucket holds, as lines of size and key. */
async function archiveListing(bucket: string): Promise<string[]> {
  const { Contents = [] } = await new S3Client().send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.map(({ Key, Size }) => `${String(Size).padStart(7)}  s3://${bucket}/${Key}`);
}
