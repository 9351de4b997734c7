import type { QueuedMessage } from './message.ts';
import { Queue, type QueueContext } from './queue.ts';
import type { QueueStorage } from './queue-files.ts';
import { alreadyHas, parseQueueSettings, type QueueAttributes } from './queue-settings.ts';
import { SqsError } from './sqs-error.ts';

const account = '123456789012';

/** All queues of a cloud. */
export class Queues {
  readonly #region: string;
  readonly #queues = new Map<string, Queue>();
  readonly #attributes = new Map<string, QueueAttributes>();
  readonly #context: QueueContext;

  constructor(
    storage: QueueStorage,
    region: string,
    wishes: Pick<QueueContext, 'time' | 'twice' | 'onMessage'>,
  ) {
    this.#region = region;
    this.#context = {
      ...wishes,
      storage,
      arnOf: queue => this.arnOf(queue),
      deadLetterQueue: arn => this.#queues.get(arn.split(':').at(-1) ?? ''),
    };
  }

  /**
   * Takes over what an earlier run left. Whatever the clock says that it went by, a message appears again within the time that
   * its queue grants: when the clock was set back since, it would else be waited for as long as it was set back.
   */
  async recover(): Promise<void> {
    const now = this.#context.time();
    for (const { name, attributes, messages } of await this.#context.storage.recover()) {
      const { VisibilityTimeout, DelaySeconds } = parseQueueSettings(name, attributes);
      const latest = now + Math.max(VisibilityTimeout, DelaySeconds) * 1000;
      const clamped = messages.map(message => ({
        ...message,
        visibleAt: Math.min(message.visibleAt, latest),
        sentAt: Math.min(message.sentAt, now),
      }));
      this.#open(name, attributes, clamped);
    }
  }

  /** Makes a queue, or answers the one that is there. @throws SqsError QueueNameExists when that one has other attributes. */
  async create(name: string, attributes: QueueAttributes): Promise<Queue> {
    const existing = this.#queues.get(name);
    if (!existing) return this.#save(name, attributes);
    if (alreadyHas(name, this.#attributesOf(existing), attributes)) return existing;
    throw new SqsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for an attribute: ${name}`,
    );
  }

  /** Gives a queue other settings and leaves its messages. */
  async change(queue: Queue, attributes: QueueAttributes): Promise<void> {
    await this.#save(queue.name, { ...this.#attributesOf(queue), ...attributes });
  }

  /** By name or by URL. @throws SqsError QueueDoesNotExist */
  get(nameOrUrl: string): Queue {
    const queue = this.#queues.get(nameOrUrl.split('/').at(-1) ?? '');
    if (queue) return queue;
    throw new SqsError('QueueDoesNotExist', `The specified queue does not exist: ${nameOrUrl}`);
  }

  /** Whether there is a queue of that name. */
  has(name: string): boolean {
    return this.#queues.has(name);
  }

  arnOf({ name }: Queue): string {
    return `arn:aws:sqs:${this.#region}:${account}:${name}`;
  }

  pathOf({ name }: Queue): string {
    return `/${account}/${name}`;
  }

  async #save(name: string, attributes: QueueAttributes): Promise<Queue> {
    const queue = this.#open(name, attributes, this.#queues.get(name)?.messages() ?? []);
    await this.#context.storage.saveQueue(name, attributes);
    return queue;
  }

  #attributesOf({ name }: Queue): QueueAttributes {
    return this.#attributes.get(name) ?? {};
  }

  #open(name: string, attributes: QueueAttributes, messages: readonly QueuedMessage[]): Queue {
    const queue = new Queue(name, parseQueueSettings(name, attributes), messages, this.#context);
    this.#queues.set(name, queue);
    this.#attributes.set(name, attributes);
    return queue;
  }
}
