import { access, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Configuration } from '../../core/publication/configuration.ts';
import { readProjectConfiguration } from '../../infra/inputs/config.ts';
import type { PublishReport } from '../../lambdas/publish/publish-edition.ts';
import type { WorkedOff } from '../cloud/event-source.ts';
import type { FaultPlan } from '../cloud/faults/fault-plan.ts';
import { atomicWrite } from '../cloud/files/atomic-write.ts';
import { DamagedStateError } from '../cloud/files/state-file.ts';
import { isolateFromAws } from '../cloud/guard.ts';
import { createResources, feedbackSource, type Resources } from '../cloud/resources.ts';
import type { EventOptions } from '../cloud/ses/event-publisher.ts';
import { type Cloud, startCloud } from '../cloud/start-cloud.ts';
import { beginHere } from './begin-here.ts';
import { deliverSlices, noteEvents, workSignUps } from './drain-queues.ts';
import { configurationName, linksUrl } from './kept-names.ts';
import { finishReset } from './reset-directory.ts';

const project = resolve(import.meta.dirname, '../..');
/** Seconds after which a slice that was not finished is tried again. */
const visibilityTimeout = 5;
/** People end runs as they like, and that is not the slice's fault: it goes aside later than where it is deployed. */
const sliceAttempts = 5;

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
  /** Works the requests to subscribe off that there are, with the signup function: whoever asked is mailed. */
  signups(): Promise<WorkedOff>;
  /** Looks after what is unfinished, and closes what is done, with the sweep function. */
  sweep(): Promise<void>;
  /**
   * Rejects, with words for a person, when the embedded cloud cannot go on, such as on a full disk. So do the functions above: what
   * they were at would only be tried again and again.
   */
  failure: Promise<never>;
  stop(): Promise<void>;
};

/**
 * Starts the embedded cloud and sets this process's environment so that everything made from now on talks to it and can reach no
 * real account. The handlers are loaded only when they are first used, as Lambda does.
 *
 * @throws DirectoryInUseError when another process works on the same directory; DamagedStateError.
 */
export async function openLocal(options: LocalOptions = {}): Promise<Local> {
  const directory = options.directory ?? join(project, '.courant');
  isolateFromAws(process.env);
  await mkdir(directory, { recursive: true });
  await finishReset(directory);
  const configuration = readProjectConfiguration();
  const verified = configuration.publications.map(({ from }) => from.address.split('@')[1] ?? '');
  const configurationFile = join(directory, configurationName);
  const isOld = await exists(configurationFile);
  const failure = Promise.withResolvers<never>();
  // Whoever is at work hears of it; nobody need be.
  failure.promise.catch(() => undefined);
  const cloud = await startCloud({
    ...options,
    directory,
    onFailure: failure.reject,
    ses: {
      maxSendRate: 10_000,
      max24HourSend: 10_000_000,
      verified,
      events: { ...options.events, ...feedbackSource },
    },
  });
  Object.assign(process.env, cloud.environment);
  const unlessItFails = <Result>(work: Promise<Result>) => Promise.race([work, failure.promise]);
  let resources: Resources;
  try {
    resources = await unlessItFails(createAll(cloud, directory, isOld));
    // Last: where this file is, everything else was made.
    await atomicWrite(directory, configurationFile, JSON.stringify(configuration, null, 2));
  } catch (error) {
    await cloud.stop();
    throw error;
  }
  Object.assign(process.env, resources, {
    CONFIGURATION_FILE: configurationFile,
    TEMPLATES_DIRECTORY: join(project, 'templates'),
    LINKS_URL: linksUrl,
    ARCHIVE_URL: linksUrl,
    // There is no stack here: the stores are this folder's.
    COURANT_STACK: '',
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'ERROR',
  });
  const begin = () => beginHere(resources, configuration.publications);
  return {
    cloud,
    resources,
    configuration,
    mails: join(directory, 'mail'),
    publish: event => unlessItFails(begin().then(() => publish(event))),
    deliver: onSlice => unlessItFails(deliverSlices(resources, onSlice)),
    feedback: onEvents => unlessItFails(noteEvents(resources, onEvents)),
    signups: () => unlessItFails(workSignUps(resources)),
    sweep: () => unlessItFails(begin().then(sweep)),
    failure: failure.promise,
    stop: () => cloud.stop(),
  };
}

/** @throws DamagedStateError when an earlier run had made everything, and the tables are gone. */
async function createAll(cloud: Cloud, directory: string, isOld: boolean): Promise<Resources> {
  if (isOld && cloud.dynamodb.tables === 0)
    throw new DamagedStateError(join(directory, 'dynamodb'), 'no table');
  return createResources(cloud, { visibilityTimeout, sliceAttempts });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function publish(event: { publication: string; scheduledTime: string }): Promise<PublishReport> {
  const { handler } = await import('../../lambdas/publish/handler.ts');
  // Of no stack, so no other stack can own its stores.
  return (await handler(event)) as PublishReport;
}

async function sweep(): Promise<void> {
  await (await import('../../lambdas/sweep/handler.ts')).handler();
}
