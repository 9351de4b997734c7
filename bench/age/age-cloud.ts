import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { S3FactLog } from '../../aws/s3/s3-fact-log.ts';
import { courantProgram } from '../../cli/commands/courant-program.ts';
import { openStores } from '../../cli/installation/stores.ts';
import { run } from '../../cli/program/run.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { isolateFromAws } from '../../local/cloud/guard.ts';
import { createResources, feedbackSource } from '../../local/cloud/resources.ts';
import { type Cloud, startCloud } from '../../local/cloud/start-cloud.ts';
import { movedDate } from '../../local/functions/moved-date.ts';
import { AdjustableClock } from '../../local/installation/adjustable-clock.ts';
import { configuration } from './age-configuration.ts';

/** An embedded cloud with one publication, and what is done with it. */
export type AgeCloud = {
  cloud: Cloud;
  clock: AdjustableClock;
  log: S3FactLog;
  publication: Publication;
  publish(time: Instant): Promise<unknown>;
  sweep(): Promise<unknown>;
  /** `courant status`, on fresh clients. */
  status(): Promise<unknown>;
  stop(): Promise<void>;
};

const address = 'https://links.news.example';

/** Starts it in an empty folder. This process's environment then leads to it and to no other, and its clock is the cloud's. */
export async function openAgeCloud(folder: string): Promise<AgeCloud> {
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
  const machine = globalThis.Date;
  globalThis.Date = movedDate(() => clock.ahead, machine);
  // Loaded when the environment is set, as the functions read it then.
  const { handler: publish } = await import('../../lambdas/publish/handler.ts');
  const { handler: sweep } = await import('../../lambdas/sweep/handler.ts');
  return {
    cloud,
    clock,
    log: own.filing as S3FactLog,
    publication,
    publish: time => publish({ publication: publication.id, scheduledTime: time }),
    sweep: () => sweep(),
    status: () => statusOf(open, clock),
    async stop() {
      globalThis.Date = machine;
      own.close();
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
        clock,
        rehearsal: false,
        unprotectedStack: null,
        carryOn: null,
        folding: () => {
          throw new TypeError('Looking folds nothing.');
        },
        publish: () => Promise.reject(new TypeError('Looking publishes nothing.')),
        close: async () => close(),
      };
    },
  });
  if (code !== 0) throw new Error(`courant status: expected nothing that waits, found\n${lines.join('\n')}`);
  return code;
}
