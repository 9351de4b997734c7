import { createHash, randomUUID } from 'node:crypto';
import type { QueuedMessage } from './message.ts';
import type { QueueStorage } from './queue-files.ts';
import type { QueueSettings } from './queue-settings.ts';
import { SqsError } from './sqs-error.ts';

/** A message to be put into a queue. */
export type NewMessage = Pick<QueuedMessage, 'body' | 'attributes' | 'group' | 'deduplication'>;
type FifoFields = { group?: string | undefined; deduplication?: string | undefined };
/** What a queue knows of what is around it. */
export type QueueContext = {
  storage: QueueStorage;
  /** Milliseconds of the clock by which messages appear again and deduplication ends. */
  time(): number;
  /** Where messages go that were received too often. */
  deadLetterQueue(arn: string): Queue | undefined;
  /** Whether each message comes twice, also one that was deleted. */
  twice?: boolean;
  /** Learns of every message that is put into a queue. */
  onMessage?: (queue: string, body: string) => void;
};

const deduplicationSpan = 5 * 60 * 1000;

/** One queue. Its methods must not overlap: the server calls them one after the other. */
export class Queue {
  readonly name: string;
  readonly settings: QueueSettings;
  readonly #context: QueueContext;
  /** By id, oldest first: a queue of a hundred thousand must not be gone through to end one message. */
  readonly #messages: Map<string, QueuedMessage>;
  #lastSequence: number;
  readonly #recent = new Map<string, QueuedMessage>();
  readonly #redelivered = new Set<string>();

  constructor(
    name: string,
    settings: QueueSettings,
    messages: readonly QueuedMessage[],
    context: QueueContext,
  ) {
    this.name = name;
    this.settings = settings;
    this.#context = context;
    this.#messages = new Map(messages.map(message => [message.id, message]));
    this.#lastSequence = messages.at(-1)?.sequence ?? 0;
    for (const message of messages) this.#remember(message);
  }

  /** Adds a message; within five minutes, the same deduplication id in a FIFO queue answers the message it came with first. */
  async send({ body, attributes, ...forFifo }: NewMessage): Promise<QueuedMessage> {
    const fifo: FifoFields = this.settings.FifoQueue ? this.#fifoFields(body, forFifo) : {};
    const now = this.#context.time();
    const earlier = this.#recent.get(fifo.deduplication ?? '');
    if (earlier && earlier.sentAt > now - deduplicationSpan) return earlier;
    this.#lastSequence += 1;
    const message: QueuedMessage = {
      body,
      attributes,
      ...fifo,
      id: randomUUID(),
      sequence: this.#lastSequence,
      sentAt: now,
      receiveCount: 0,
      visibleAt: now + this.settings.DelaySeconds * 1000,
    };
    await this.#context.storage.save(this.name, message);
    this.#messages.set(message.id, message);
    this.#remember(message);
    this.#context.onMessage?.(this.name, body);
    return message;
  }

  /**
   * Up to `most` visible messages, oldest first. While a message of a FIFO group is in somebody's hands, no other of
   * that group is given out. What was received too often goes to the dead-letter queue instead.
   */
  async receive(most: number, visibilityTimeout = this.settings.VisibilityTimeout): Promise<QueuedMessage[]> {
    const now = this.#context.time();
    const received: QueuedMessage[] = [];
    const blocked = new Set<string>();
    for (const message of this.#messages.values()) {
      if (received.length >= most) break;
      const group = message.group ?? message.id;
      if (message.visibleAt > now) blocked.add(group);
      else if (!blocked.has(group) && !(await this.#movedToDeadLetters(message))) {
        message.receiveCount += 1;
        message.firstReceivedAt ??= now;
        message.visibleAt = now + visibilityTimeout * 1000;
        message.receiptHandle = Buffer.from(`${message.id} ${randomUUID()}`).toString('base64');
        await this.#context.storage.save(this.name, message);
        received.push({ ...message });
      }
    }
    return received;
  }

  /** Ends a message. An expired handle cannot end a FIFO message; one that is gone already is gone. */
  async delete(receiptHandle: string): Promise<void> {
    const message = this.#byHandle(receiptHandle);
    if (!message) return;
    if (this.settings.FifoQueue) this.#requireInHand(message, receiptHandle);
    if (this.#isRedelivered(message)) message.visibleAt = this.#context.time();
    else await this.#remove(message);
  }

  /** Lets a message that is in somebody's hands appear again after so many seconds from now. */
  async changeVisibility(receiptHandle: string, seconds: number): Promise<void> {
    const message = this.#byHandle(receiptHandle);
    if (!message)
      throw new SqsError('InvalidParameterValue', 'The message of this ReceiptHandle does not exist.');
    this.#requireInHand(message, receiptHandle);
    message.visibleAt = this.#context.time() + seconds * 1000;
    await this.#context.storage.save(this.name, message);
  }

  /** All messages, oldest first. */
  messages(): readonly QueuedMessage[] {
    return [...this.#messages.values()];
  }

  async purge(): Promise<void> {
    for (const message of this.#messages.values()) await this.#remove(message);
  }

  /** Messages that anyone may receive, that somebody has, and that are delayed. */
  counts(): { visible: number; inFlight: number; delayed: number } {
    const now = this.#context.time();
    const hidden = this.messages().filter(message => message.visibleAt > now);
    const delayed = hidden.filter(message => message.receiveCount === 0).length;
    return { visible: this.#messages.size - hidden.length, inFlight: hidden.length - delayed, delayed };
  }

  #fifoFields(body: string, { group, deduplication }: FifoFields): { group: string; deduplication: string } {
    if (!group)
      throw new SqsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
    const byContent = this.settings.ContentBasedDeduplication
      ? createHash('sha256').update(body).digest('hex')
      : undefined;
    const id = deduplication ?? byContent;
    if (id) return { group, deduplication: id };
    throw new SqsError(
      'InvalidParameterValue',
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }

  /** True once a message, where each comes twice. */
  #isRedelivered({ id }: QueuedMessage): boolean {
    if (!this.#context.twice || this.#redelivered.has(id)) return false;
    this.#redelivered.add(id);
    return true;
  }

  #remember(message: QueuedMessage): void {
    if (message.deduplication !== undefined) this.#recent.set(message.deduplication, message);
  }

  async #movedToDeadLetters(message: QueuedMessage): Promise<boolean> {
    const { RedrivePolicy } = this.settings;
    if (!RedrivePolicy || message.receiveCount < RedrivePolicy.maxReceiveCount) return false;
    const deadLetters = this.#context.deadLetterQueue(RedrivePolicy.deadLetterTargetArn);
    if (!deadLetters) return false;
    await deadLetters.send(message);
    await this.#remove(message);
    return true;
  }

  async #remove(message: QueuedMessage): Promise<void> {
    await this.#context.storage.forget(this.name, message);
    this.#messages.delete(message.id);
  }

  #byHandle(receiptHandle: string): QueuedMessage | undefined {
    const id = /^([0-9a-f-]{36}) [0-9a-f-]{36}$/.exec(Buffer.from(receiptHandle, 'base64').toString())?.[1];
    if (id === undefined)
      throw new SqsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
    return this.#messages.get(id);
  }

  #requireInHand(message: QueuedMessage, receiptHandle: string): void {
    if (message.receiptHandle === receiptHandle && message.visibleAt > this.#context.time()) return;
    throw new SqsError('InvalidParameterValue', 'Reason: The receipt handle has expired.');
  }
}
