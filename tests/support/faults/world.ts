import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { ArticleFile } from '../../../core/articles/article-file.ts';
import { fileArticle } from '../../../core/filing/file-article.ts';
import { instantOf } from '../../../core/foundation/instant.ts';
import type { Publication } from '../../../core/publication/configuration.ts';
import type { Reader } from '../../../core/readers/reader.ts';
import type { PublishReport } from '../../../lambdas/publish/publish-edition.ts';
import { type Clients, closeClients } from '../../../local/cloud/clients.ts';
import { drainQueue, type WorkedOff } from '../../../local/cloud/event-source.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import type { Resources } from '../../../local/cloud/resources.ts';
import type { Cloud } from '../../../local/cloud/start-cloud.ts';
import type { SharedClock } from '../../../local/functions/shared-clock.ts';
import type { FunctionPool } from './function-pool.ts';
import { type Stores, storesOf } from './stores.ts';

/** What a world is made of. */
export type Parts = {
  cloud: Cloud;
  clients: Clients;
  resources: Resources;
  clock: SharedClock;
  functions: FunctionPool;
  publication: Publication;
  /** Every message that was put into a queue, with the queue's name. */
  bodies: readonly string[];
};

/** One installation with a past of its own: the embedded cloud, the functions beside it, and a clock for all of them. */
export class World {
  readonly parts: Parts;
  readonly stores: Stores;
  /** What functions failed with, in order. */
  readonly failures: Error[] = [];
  readonly #hit: Fault[] = [];
  #closed: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.parts = parts;
    this.stores = storesOf(parts.clients, parts.resources);
    this.#setClients();
  }

  /** Moves the time on for everybody. */
  letPass(minutes: number): void {
    this.parts.clock.move(minutes);
    this.#setClients();
  }

  setTime(time: string): void {
    this.parts.clock.set(new Date(time));
    this.#setClients();
  }

  /** Invokes publish as the scheduler does; undefined when it fails. `by` another process than the usual one, if wanted. */
  async publish(scheduledTime: string, by = 'publish'): Promise<PublishReport | undefined> {
    const event = { publication: this.parts.publication.id, scheduledTime };
    return (await this.#invoke(by, event)) as PublishReport | undefined;
  }

  /** Works the slices off that can be had now. */
  async deliver(by = 'deliver'): Promise<WorkedOff> {
    const { SLICE_QUEUE_URL: queueUrl, DEAD_SLICE_QUEUE_URL: deadLetterQueueUrl } = this.parts.resources;
    return this.#drain(by, { queueUrl, deadLetterQueueUrl });
  }

  /** Notes what SES said, as far as it can be had now. */
  async feedback(): Promise<WorkedOff> {
    const { FEEDBACK_QUEUE_URL: queueUrl, DEAD_FEEDBACK_QUEUE_URL: deadLetterQueueUrl } =
      this.parts.resources;
    return this.#drain('feedback', { queueUrl, deadLetterQueueUrl, batchSize: 10 });
  }

  /** Works the requests to subscribe off that can be had now. */
  async signups(by = 'signup'): Promise<WorkedOff> {
    const { SIGN_UP_QUEUE_URL: queueUrl, DEAD_SIGN_UP_QUEUE_URL: deadLetterQueueUrl } = this.parts.resources;
    return this.#drain(by, { queueUrl, deadLetterQueueUrl, batchSize: 10 });
  }

  /** Invokes the sweep, as its schedule does. `by` another process than the usual one, if wanted. */
  async sweep(by = 'sweep'): Promise<void> {
    await this.#invoke(by, {});
  }

  /** Files an article now, as an editor does. */
  async file(article: ArticleFile): Promise<void> {
    const clock = { now: () => instantOf(this.parts.clock.now()) };
    await fileArticle({ filing: this.stores.log, clock }, article, null);
  }

  async addReader(reader: Reader): Promise<void> {
    await this.stores.readers.add(reader);
  }

  /** Erases a reader, as an operator does at their wish. */
  async erase({ publication, id }: Reader): Promise<void> {
    const { READERS_TABLE: TableName } = this.parts.resources;
    await this.stores.database.send(new DeleteCommand({ TableName, Key: { publication, reader: id } }));
  }

  /** From now on nothing goes wrong any more, also what was planned and has not come to pass. */
  calm(): void {
    this.#hit.push(...this.parts.cloud.hit());
    this.parts.cloud.beginRun();
  }

  /** The faults that came to pass. */
  hit(): Fault[] {
    return [...this.#hit, ...this.parts.cloud.hit()];
  }

  /** Lets the calls of halted functions reach the services, continues these functions, and waits until they have ended. */
  async resume(): Promise<void> {
    this.parts.cloud.letGo();
    await this.parts.functions.resume();
  }

  /** Whether somebody has begun to close it. */
  isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /** Frees its ports, whatever else fails. Closing it again waits for the same. */
  async close(): Promise<void> {
    this.#closed ??= this.#close();
    await this.#closed;
  }

  async #close(): Promise<void> {
    closeClients(this.parts.clients);
    try {
      await this.parts.functions.forgetHalted();
    } finally {
      await this.parts.cloud.stop();
    }
  }

  async #drain(
    by: string,
    queue: { queueUrl: string; deadLetterQueueUrl: string; batchSize?: number },
  ): Promise<WorkedOff> {
    return drainQueue({
      ...queue,
      sqs: this.parts.clients.sqs,
      onlyVisible: true,
      handler: event => this.parts.functions.invoke(by, event) as Promise<undefined>,
      onError: error => this.failures.push(error as Error),
    });
  }

  async #invoke(by: string, event: object): Promise<unknown> {
    return this.parts.functions.invoke(by, event).catch(error => {
      this.failures.push(error);
      return undefined;
    });
  }

  /** The test's own clients live by the clock too. */
  #setClients(): void {
    for (const { config } of Object.values(this.parts.clients)) {
      config.systemClockOffset = this.parts.clock.ahead;
    }
  }
}
