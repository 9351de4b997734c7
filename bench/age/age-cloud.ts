import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { S3FactLog } from '../../aws/s3/s3-fact-log.ts';
import { courantProgram } from '../../cli/commands/courant-program.ts';
import { openStores } from '../../cli/installation/stores.ts';
import { run } from '../../cli/program/run.ts';
import { newestSeal } from '../../core/edition/chain.ts';
import type { Seal } from '../../core/edition/seal.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { noSchedules } from '../../core/sweep/schedules.ts';
import { drainQueue } from '../../local/cloud/event-source.ts';
import { isolateFromAws } from '../../local/cloud/guard.ts';
import { createResources, feedbackSource } from '../../local/cloud/resources.ts';
import { type Cloud, startCloud } from '../../local/cloud/start-cloud.ts';
import { movedDate } from '../../local/functions/moved-date.ts';
import { AdjustableClock } from '../../local/installation/adjustable-clock.ts';
import { addAudience } from '../load/add-audience.ts';
import { configuration } from './age-configuration.ts';
import { type WholeLists, watchWholeLists } from './whole-lists.ts';

/** An embedded cloud with one publication, and what is done with it. */
export type AgeCloud = {
  cloud: Cloud;
  wholeLists: WholeLists;
  clock: AdjustableClock;
  log: S3FactLog;
  publication: Publication;
  /** Makes the edition of a time, and delivers it to every reader. */
  publish(time: Instant): Promise<unknown>;
  /** The seal of the newest edition, which is that of a time. */
  sealOf(time: Instant): Promise<Seal>;
  sweep(): Promise<unknown>;
  /** `courant status`, on fresh clients. */
  status(): Promise<unknown>;
  stop(): Promise<void>;
};

/** What an edition costs for a reader, `npm run bench:load` measures. */
const readers = 3;
const sliceMinutes = 5;

const address = 'https://links.news.example';

/** Starts it in an empty folder. This process's environment then leads to it and to no other, and its clock is the cloud's. */
export async function openAgeCloud(folder: string, begins: Instant): Promise<AgeCloud> {
  isolateFromAws(process.env);
  const clock = new AdjustableClock();
  const [publication] = configuration.publications as [Publication];
  const cloud = await startCloud({
    directory: join(folder, 'cloud'),
    now: () => clock.date(),
    lasting: false,
    ses: { verified: 'all', events: { ...feedbackSource } },
  });
  const configurationFile = join(folder, 'configuration.json');
  await writeFile(configurationFile, JSON.stringify(configuration));
  Object.assign(process.env, cloud.environment);
  const resources = await createResources(cloud);
  Object.assign(process.env, resources, {
    CONFIGURATION_FILE: configurationFile,
    TEMPLATES_DIRECTORY: resolve(import.meta.dirname, '../../templates'),
    LINKS_URL: address,
    ARCHIVE_URL: address,
    COURANT_STACK: '',
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
  });
  const open = () =>
    openStores({
      contentBucket: resources.CONTENT_BUCKET,
      archiveBucket: resources.ARCHIVE_BUCKET,
      editionsTable: resources.EDITIONS_TABLE,
      deliveriesTable: resources.DELIVERIES_TABLE,
      readersTable: resources.READERS_TABLE,
    });
  const own = open();
  await addAudience({ cloud, resources }, publication, readers, begins);
  const machine = globalThis.Date;
  globalThis.Date = movedDate(() => clock.ahead, machine);
  // Loaded when the environment is set, as the functions read it then.
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const { handler: publish } = await import('../../lambdas/publish/handler.ts');
  const { handler: deliver } = await import('../../lambdas/deliver/handler.ts');
  const { handler: sweep } = await import('../../lambdas/sweep/handler.ts');
  const wholeLists = watchWholeLists();
  return {
    cloud,
    wholeLists,
    clock,
    log: own.filing as S3FactLog,
    publication,
    async publish(time) {
      await publish({ publication: publication.id, scheduledTime: time });
      const ends = performance.now() + sliceMinutes * 60_000;
      const lambda = { getRemainingTimeInMillis: () => ends - performance.now() };
      await drainQueue({
        ...{ sqs, queueUrl: resources.SLICE_QUEUE_URL, onlyVisible: true },
        handler: event => deliver(event, lambda),
      });
    },
    async sealOf(time) {
      const seal = await newestSeal(own.seals, publication.id, time);
      if (seal?.plan.window.to !== time) throw new TypeError(`No edition was made at ${time}.`);
      return seal;
    },
    sweep: () => sweep(),
    status: () => statusOf(open, clock),
    async stop() {
      globalThis.Date = machine;
      wholeLists.stop();
      own.close();
      sqs.destroy();
      await cloud.stop();
    },
  };
}

async function statusOf(open: () => ReturnType<typeof openStores>, clock: AdjustableClock): Promise<number> {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const code = await run(['status'], courantProgram, {
    ...{ print, printError: print, columns: undefined, errorColumns: undefined, styled: false },
    configuration: async () => configuration,
    open: async () => {
      const { close, ...stores } = open();
      return {
        ...stores,
        configuration,
        schedules: noSchedules,
        clock,
        rehearsal: false,
        unprotectedStack: null,
        carryOn: null,
        folding: () => {
          throw new TypeError('Looking folds nothing.');
        },
        making: () => {
          throw new TypeError('Looking makes nothing.');
        },
        publish: () => Promise.reject(new TypeError('Looking publishes nothing.')),
        close: async () => close(),
      };
    },
  });
  if (code !== 0) throw new Error(`courant status: expected nothing that waits, found\n${lines.join('\n')}`);
  return code;
}
