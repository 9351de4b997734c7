import { rmSync } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Instant, instantOf, plusHours } from '../../core/foundation/instant.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import { occurrenceAtOrBefore } from '../../core/publication/schedule.ts';
import type { PublishReport } from '../../lambdas/publish/publish-edition.ts';
import { AdjustableClock } from '../../local/installation/adjustable-clock.ts';
import { fileShippedFacts } from '../../local/start/file-what-ships.ts';
import { type Account, accountForEveryone } from './account-for-everyone.ts';
import { addAudience } from './add-audience.ts';
import { bundleAll, type LoadedFunction, startBundled } from './deployed-functions.ts';
import { type LoadCloud, loadConfiguration, openLoadCloud } from './load-cloud.ts';
import { measurePhase, type Phase } from './phase.ts';
import { workOff } from './work-off.ts';

/** One edition to an audience: what each function took for it, and what became of everyone. */
export type LoadRun = {
  readers: number;
  sliceSize: number;
  /** Of the message as it is sealed. */
  messageBytes: number;
  phases: Phase[];
  account: Account;
};

/** Environments that Lambda would have side by side; more than the machine has cores would only wait for each other. */
const feedbackProcesses = 2;

/** Publishes the edition that was last due to so many readers, in a temporary folder that is removed whatever happens. */
export async function runLoad(audience: { readers: number; sliceSize: number }): Promise<LoadRun> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-load-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const clock = new AdjustableClock();
  const configuration = loadConfiguration(audience.sliceSize);
  const roots = bundleAll(folder, configuration);
  const opened = await openLoadCloud(join(folder, 'cloud'), configuration, () => clock.date());
  try {
    return await publishTo(audience, { ...opened, roots, configuration, clock });
  } finally {
    await opened.cloud.stop();
    process.off('exit', remove);
    remove();
  }
}

type Stage = LoadCloud & {
  roots: Record<LoadedFunction, string>;
  configuration: Configuration;
  clock: AdjustableClock;
};

async function publishTo(
  { readers, sliceSize }: { readers: number; sliceSize: number },
  stage: Stage,
): Promise<LoadRun> {
  const [publication] = stage.configuration.publications as [Publication];
  const due = occurrenceAtOrBefore(publication.schedule, instantOf(new Date()));
  await prepare(stage, publication, readers, due);
  const { phase: published, edition } = await publish(stage, publication, due);
  const phases = [
    published,
    await deliver(stage, readers),
    await feedback(stage, readers),
    await sweep(stage),
  ];
  return {
    readers,
    sliceSize,
    messageBytes: await messageSize(stage, publication, edition),
    phases,
    account: await accountForEveryone(stage, { publication: publication.id, edition, readers }),
  };
}

/** Facts have to be filed before the edition's time, by the cloud's clock. */
async function prepare(stage: Stage, publication: Publication, readers: number, due: Instant): Promise<void> {
  stage.clock.stopAt(plusHours(due, -1));
  await fileShippedFacts(stage, stage.clock);
  await addAudience(stage, publication, readers, stage.clock.now());
  stage.clock.runFrom(due);
}

async function publish(
  stage: Stage,
  publication: Publication,
  scheduledTime: Instant,
): Promise<{ phase: Phase; edition: string }> {
  const worker = startBundled('publish', stage.roots.publish, stage.variables);
  let edition = '';
  const phase = await measurePhase('publish', stage.cloud, [worker], async () => {
    const report = (await worker.invoke({ publication: publication.id, scheduledTime })) as PublishReport;
    edition = report.plan.edition;
  });
  return { phase, edition };
}

/** One worker a lane, one slice at a time, as the stack has it. */
async function deliver({ cloud, resources, variables, roots, configuration }: Stage, readers: number) {
  const { lanes, sliceSize } = configuration.settings;
  const workers = Array.from({ length: lanes }, () => startBundled('deliver', roots.deliver, variables));
  return measurePhase('deliver', cloud, workers, () =>
    workOff({
      what: 'Delivering',
      queueUrl: resources.SLICE_QUEUE_URL,
      deadLetterQueueUrl: resources.DEAD_SLICE_QUEUE_URL,
      workers,
      batchSize: 1,
      total: Math.ceil(readers / sliceSize),
    }),
  );
}

/** Ten events at a time, as the stack has it. SES says two things of each message: that it was sent, and that it arrived. */
async function feedback({ cloud, resources, variables, roots }: Stage, readers: number) {
  const start = () => startBundled('feedback', roots.feedback, variables);
  const workers = Array.from({ length: feedbackProcesses }, start);
  return measurePhase('feedback', cloud, workers, () =>
    workOff({
      what: 'Noting what SES says',
      queueUrl: resources.FEEDBACK_QUEUE_URL,
      deadLetterQueueUrl: resources.DEAD_FEEDBACK_QUEUE_URL,
      workers,
      batchSize: 10,
      total: readers * 2,
    }),
  );
}

/** Once, when everything has been noted: it counts everyone, closes the edition and writes the receipt. */
async function sweep({ cloud, variables, roots }: Stage) {
  const worker = startBundled('sweep', roots.sweep, variables);
  return measurePhase('sweep', cloud, [worker], async () => {
    await worker.invoke({});
  });
}

async function messageSize(
  { cloud, resources }: Stage,
  publication: Publication,
  edition: string,
): Promise<number> {
  const folder = join(cloud.s3.files, resources.ARCHIVE_BUCKET, 'archive', publication.id, edition);
  return (await stat(join(folder, 'message.eml'))).size;
}
