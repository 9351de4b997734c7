import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Configuration, parseConfiguration } from '../../core/publication/configuration.ts';
import type { PublishReport } from '../../lambdas/publish/publish-edition.ts';
import { drainQueue, type WorkedOff } from '../cloud/event-source.ts';
import type { FaultPlan } from '../cloud/faults/fault-plan.ts';
import { isolateFromAws } from '../cloud/guard.ts';
import { createResources, feedbackSource, type Resources } from '../cloud/resources.ts';
import type { EventOptions } from '../cloud/ses/event-publisher.ts';
import { type Cloud, startCloud } from '../cloud/start-cloud.ts';

const project = resolve(import.meta.dirname, '../..');
/** The configuration as the functions read it, in the directory of the local installation. */
export const configurationName = 'courant.json';
/** Where links in local mails lead: nobody answers there. */
export const linksUrl = 'https://links.news.example';
/** Seconds after which a slice that was not finished is tried again. */
const visibilityTimeout = 5;
/** What Lambda grants a worker on slices. */
const workerMilliseconds = 300_000;

/** How the local installation is to be opened. */
export type LocalOptions = {
  /** Where everything is kept; `.courant` of the project unless given. */
  directory?: string;
  /** The cloud's clock; the machine's unless given. */
  now?: () => Date;
  faults?: FaultPlan;
  /** What goes wrong with the events of SES, and who learns of them. */
  events?: Pick<EventOptions, 'lost' | 'doubled' | 'onEvent'>;
};

/** Courant on this machine: the production handlers on the embedded cloud. */
export type Local = {
  cloud: Cloud;
  resources: Resources;
  configuration: Configuration;
  /** The folder of the messages that SES took: `.eml`, with the envelope beside each as `.json`. */
  mails: string;
  /** Invokes the publish function. */
  publish(event: { publication: string; scheduledTime: string }): Promise<PublishReport>;
  /** Works the queue of slices off with the deliver function; `onSlice` is told after each. */
  deliver(onSlice?: () => void): Promise<void>;
  /** Notes, with the feedback function, what SES said of messages so far; `onEvents` is told how many after each batch. */
  feedback(onEvents?: (events: number) => void): Promise<WorkedOff>;
  /** Looks after what is unfinished, and closes what is done, with the sweep function. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts the embedded cloud and sets this process's environment so that everything made from now on talks to it and can reach no
 * real account. The handlers are loaded only when they are first used, as Lambda does.
 *
 * @throws DirectoryInUseError when another process works on the same directory.
 */
export async function openLocal(options: LocalOptions = {}): Promise<Local> {
  const directory = options.directory ?? join(project, '.courant');
  isolateFromAws(process.env);
  await mkdir(directory, { recursive: true });
  const configuration = await localConfiguration();
  const verified = configuration.publications.map(({ from }) => from.address.split('@')[1] ?? '');
  const cloud = await startCloud({
    ...options,
    directory,
    ses: {
      maxSendRate: 10_000,
      max24HourSend: 10_000_000,
      verified,
      events: { ...options.events, ...feedbackSource },
    },
  });
  const configurationFile = join(directory, configurationName);
  await writeFile(configurationFile, JSON.stringify(configuration, null, 2));
  Object.assign(process.env, cloud.environment);
  const resources = await createResources(cloud, { visibilityTimeout });
  Object.assign(process.env, resources, {
    CONFIGURATION_FILE: configurationFile,
    TEMPLATES_DIRECTORY: join(project, 'templates'),
    LINKS_URL: linksUrl,
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'ERROR',
  });
  return {
    cloud,
    resources,
    configuration,
    mails: join(directory, 'mail'),
    publish: async event => (await import('../../lambdas/publish/handler.ts')).handler(event),
    deliver: onSlice => deliver(resources, onSlice),
    feedback: onEvents => feedback(resources, onEvents),
    sweep: async () => {
      await (await import('../../lambdas/sweep/handler.ts')).handler();
    },
    stop: () => cloud.stop(),
  };
}

/** The configuration of cdk.json. The archive is private here: a link to a public one would lead nowhere. */
async function localConfiguration(): Promise<Configuration> {
  const file = join(project, 'cdk.json');
  const { context } = JSON.parse(await readFile(file, 'utf8'));
  return { ...parseConfiguration(context?.courant, 'cdk.json context.courant'), publicArchive: false };
}

async function deliver({ SLICE_QUEUE_URL }: Resources, onSlice?: () => void): Promise<void> {
  const { handler } = await import('../../lambdas/deliver/handler.ts');
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  try {
    await drainQueue({
      sqs,
      queueUrl: SLICE_QUEUE_URL,
      handler: async event => {
        const ends = performance.now() + workerMilliseconds;
        const response = await handler(event, { getRemainingTimeInMillis: () => ends - performance.now() });
        onSlice?.();
        return response;
      },
      onError: error => console.error(error),
    });
  } finally {
    sqs.destroy();
  }
}

async function feedback(
  { FEEDBACK_QUEUE_URL, DEAD_FEEDBACK_QUEUE_URL }: Resources,
  onEvents?: (events: number) => void,
): Promise<WorkedOff> {
  const { handler } = await import('../../lambdas/feedback/handler.ts');
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  try {
    return await drainQueue({
      sqs,
      queueUrl: FEEDBACK_QUEUE_URL,
      deadLetterQueueUrl: DEAD_FEEDBACK_QUEUE_URL,
      handler: async event => {
        const response = await handler(event);
        onEvents?.(event.Records.length);
        return response;
      },
      batchSize: 10,
      onError: error => console.error(error),
    });
  } finally {
    sqs.destroy();
  }
}
