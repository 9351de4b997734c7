import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration, Publication } from '../../../core/publication/configuration.ts';
import { bundle } from '../../../infra/inputs/bundle.ts';
import { clientsOf } from '../../../local/cloud/clients.ts';
import { createResources, feedbackSource, type Resources } from '../../../local/cloud/resources.ts';
import { type Cloud, type CloudOptions, startCloud } from '../../../local/cloud/start-cloud.ts';
import { clockVariable, SharedClock } from '../../../local/functions/shared-clock.ts';
import { aConfiguration } from '../builders/a-publication.ts';
import { freePorts } from './free-ports.ts';
import { type Deployed, FunctionPool } from './function-pool.ts';
import { World } from './world.ts';

/** How a world is to differ from one in which nothing goes wrong. */
export type WorldOptions = Pick<CloudOptions, 'faults' | 'sqs'> & {
  ses?: Omit<NonNullable<CloudOptions['ses']>, 'events'>;
  events?: Omit<NonNullable<NonNullable<CloudOptions['ses']>['events']>, 'queue' | 'configurationSet'>;
};

/** Which function's bundle runs under which name: some have a rival that does the same. */
const bundleOf = {
  publish: 'publish',
  rival: 'publish',
  deliver: 'deliver',
  colleague: 'deliver',
  feedback: 'feedback',
  sweep: 'sweep',
  cleaner: 'sweep',
  subscriptions: 'subscriptions',
  signup: 'signup',
} as const;
const functionNames = Object.keys(bundleOf) as (keyof typeof bundleOf)[];

/** How the names of schedules begin, each before its publication's id. */
export const schedulePrefix = 'courant_';

/** Where the links of mails lead. */
export const linksUrl = 'https://links.news.example';

const usual: Configuration = aConfiguration({}, { sliceSize: 3 });

/** Ports are chosen so often before it is no accident that others have them. */
const choicesAtMost = 5;

/**
 * The functions' bundles, and many worlds after one another on the same ports, so that the functions' processes can be used again. One
 * world at a time; what is to run abreast needs a stage of its own, with the same bundles. The processes end with the one that has the
 * stage, the files with the run of the tests.
 *
 * A world that a test left open, since it failed or took too long, is closed before the next one; whatever is still under way in it keeps its
 * ports, processes and clock to itself, and the stage goes on with others.
 */
export class Stage {
  readonly directory: string;
  readonly configuration: Configuration;
  readonly #made: string;
  #ports: Record<string, number>;
  #clock: SharedClock;
  #world: World | undefined;
  #resources: Resources | undefined;
  #functions: FunctionPool | undefined;
  #worlds = 0;

  private constructor(
    directory: string,
    made: string,
    ports: Record<string, number>,
    configuration: Configuration,
  ) {
    this.directory = directory;
    this.configuration = configuration;
    this.#made = made;
    this.#ports = ports;
    this.#clock = new SharedClock(this.#clockFile(), new Date());
  }

  #clockFile(): string {
    return join(this.directory, `clock-${this.#ports.s3}`);
  }

  /** Bundles the functions into a directory. @param configuration with which; the usual one has one publication. */
  static async open(directory: string, configuration = usual): Promise<Stage> {
    for (const name of new Set(Object.values(bundleOf)))
      bundle(name, join(directory, 'bundles', name), configuration);
    return Stage.in(directory, directory, configuration);
  }

  /** A stage with ports, processes and a clock of its own. @param made where another one bundled the functions. */
  static async in(directory: string, made: string, configuration = usual): Promise<Stage> {
    return new Stage(directory, made, await freePorts(), configuration);
  }

  /** Where a function's bundle lies; nobody may change it. */
  bundle(name: keyof typeof bundleOf): string {
    return join(this.#made, 'bundles', bundleOf[name]);
  }

  /** Opens a world as `from` was when it was closed, a directory below the stage's; an empty one unless given. `name` keeps it. */
  async world(options: WorldOptions & { from?: string; name?: string } = {}): Promise<World> {
    if (this.#world?.isClosed() === false) {
      await this.#world.close();
      await this.#beginAnew();
    }
    this.#worlds += 1;
    const directory = join(this.directory, options.name ?? `world-${this.#ports.s3}-${this.#worlds}`);
    if (options.from) await cp(join(this.directory, options.from), directory, { recursive: true });
    const bodies: string[] = [];
    const cloud = await this.#startCloud(directory, options, bodies);
    try {
      this.#world = await this.#worldOn(cloud, options.from, bodies);
      return this.#world;
    } catch (error) {
      await cloud.stop();
      throw error;
    }
  }

  /** Ends the functions. */
  async close(): Promise<void> {
    await this.#world?.close();
    await this.#functions?.stop();
    this.#clock.close();
  }

  /** Leaves ports, processes and clock to what may be under way on them. */
  async #beginAnew(): Promise<void> {
    await this.#functions?.stop();
    this.#functions = undefined;
    this.#resources = undefined;
    this.#ports = await freePorts();
    this.#clock = new SharedClock(this.#clockFile(), this.#clock.now());
  }

  /** Whoever else runs on this machine may have taken a port while no world of this stage was open. */
  async #startCloud(directory: string, options: WorldOptions, bodies: string[]): Promise<Cloud> {
    for (let choice = 1; ; choice += 1) {
      try {
        return await startCloud(this.#cloudOptions(directory, options, bodies));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || choice === choicesAtMost) throw error;
        await this.#beginAnew();
      }
    }
  }

  #cloudOptions(directory: string, options: WorldOptions, bodies: string[]): CloudOptions {
    const clock = this.#clock;
    return {
      directory,
      faults: options.faults ?? [],
      ports: this.#ports,
      now: () => clock.now(),
      oneClock: true,
      signal: (caller, signal) => this.#functions?.signal(caller, signal),
      sqs: { ...options.sqs, onMessage: (queue, body) => bodies.push(`${queue}: ${body}`) },
      ses: {
        maxSendRate: 10_000,
        max24HourSend: 1_000_000,
        verified: 'all',
        ...options.ses,
        events: { ...options.events, ...feedbackSource },
      },
    };
  }

  async #worldOn(cloud: Cloud, from: string | undefined, bodies: string[]): Promise<World> {
    const clients = clientsOf(cloud.environment);
    for (const { config } of Object.values(clients)) config.systemClockOffset = this.#clock.ahead;
    // On the same ports, and in copies, everything has the names that it had in the first world.
    if (!this.#resources || !from) this.#resources = await createResources(cloud);
    this.#functions ??= this.#deploy(cloud.environment, this.#resources);
    // Whoever had the stage before may have deployed other bundles.
    for (const name of functionNames) await this.#functions.deploy(name, this.bundle(name));
    const { publications } = this.configuration;
    for (const { id } of publications) cloud.scheduler.states.set(`${schedulePrefix}${id}`, 'ENABLED');
    const [publication] = publications as [Publication];
    return new World({
      cloud,
      clients,
      resources: this.#resources,
      clock: this.#clock,
      functions: this.#functions,
      publication,
      bodies,
    });
  }

  #deploy(environment: Record<string, string>, resources: Resources): FunctionPool {
    const variables = {
      ...environment,
      ...resources,
      CONFIGURATION_FILE: 'courant.json',
      TEMPLATES_DIRECTORY: 'templates',
      LINKS_URL: linksUrl,
      // Read where a configuration has a public archive.
      ARCHIVE_URL: 'https://archive.news.example',
      SCHEDULE_NAME_PREFIX: schedulePrefix,
      COURANT_STACK: 'arn:aws:cloudformation:us-east-1:000000000000:stack/courant/0a1b2c',
      POWERTOOLS_LOG_LEVEL: 'DEBUG',
      [clockVariable]: this.#clockFile(),
      NODE_COMPILE_CACHE: join(this.#made, 'compiled'),
    };
    const deployed = functionNames.map(
      name => [name, { root: this.bundle(name), variables }] as [string, Deployed],
    );
    return new FunctionPool(Object.fromEntries(deployed));
  }
}
