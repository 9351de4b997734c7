import type { QueuedMessage } from './message.ts';
import { Queue, type QueueContext } from './queue.ts';
import type { QueueStorage } from './queue-files.ts';
import { parseQueueSettings, type QueueAttributes } from './queue-settings.ts';
import { SqsError } from './sqs-error.ts';

const account = '123456789012';

/** All queues of a cloud. */
export class Queues {
  readonly #region: string;
  readonly #queues = new Map<string, Queue>();
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

  /**
   * Makes a queue, or gives an existing one new settings and leaves its messages: unlike on AWS, where that needs another
   * call, so that a local start with another setting is not refused.
   */
  async create(name: string, attributes: QueueAttributes): Promise<Queue> {
    const queue = this.#open(name, attributes, this.#queues.get(name)?.messages() ?? []);
    await this.#context.storage.saveQueue(name, attributes);
    return queue;
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

  #open(name: string, attributes: QueueAttributes, messages: readonly QueuedMessage[]): Queue {
    const queue = new Queue(name, parseQueueSettings(name, attributes), messages, this.#context);
    this.#queues.set(name, queue);
    return queue;
  }
}
