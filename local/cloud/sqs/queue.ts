import { randomUUID } from 'node:crypto';
import type { QueuedMessage } from './message.ts';
import { checkMessage, type NewMessage } from './new-message.ts';
import type { QueueStorage } from './queue-files.ts';
import type { QueueSettings } from './queue-settings.ts';
import { SqsError } from './sqs-error.ts';

/** What a queue knows of what is around it. */
export type QueueContext = {
  storage: QueueStorage;
  /** Milliseconds of the clock by which messages appear again and deduplication ends. */
  time(): number;
  arnOf(queue: Queue): string;
  /** Where messages go that were received too often. */
  deadLetterQueue(arn: string): Queue | undefined;
  /** Whether each message comes twice, also one that was deleted. */
  twice?: boolean;
  /** Learns of every message that is put into a queue. */
  onMessage?: (queue: string, body: string) => void;
};

const deduplicationSpan = 5 * 60 * 1000;
const purgeSpan = 60 * 1000;

/** One queue. Its methods must not overlap: the server calls them one after the other. */
export class Queue {
  readonly name: string;
  readonly settings: QueueSettings;
  readonly #context: QueueContext;
  /** By id, oldest first: a queue of a hundred thousand must not be gone through to end one message. */
  readonly #messages = new Map<string, QueuedMessage>();
  /** The messages of each FIFO group, oldest first. */
  readonly #groups = new Map<string, Set<QueuedMessage>>();
  #lastSequence: number;
  #purgedAt = Number.NEGATIVE_INFINITY;
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
    this.#lastSequence = messages.at(-1)?.sequence ?? 0;
    for (const message of messages) this.#hold(message);
  }

  /** Adds a message; within five minutes, the same deduplication id in a FIFO queue answers the message it came with first. */
  async send(sent: NewMessage): Promise<QueuedMessage> {
    const fifo = checkMessage(this.settings, sent);
    const now = this.#context.time();
    const earlier = fifo && this.#recent.get(fifo.deduplication);
    if (earlier && earlier.sentAt > now - deduplicationSpan) return earlier;
    const delay = sent.delaySeconds ?? this.settings.DelaySeconds;
    return this.#add({
      body: sent.body,
      attributes: sent.attributes,
      ...fifo,
      id: randomUUID(),
      sentAt: now,
      receiveCount: 0,
      visibleAt: now + delay * 1000,
    });
  }

  /**
   * Up to `most` visible messages, oldest first. A FIFO queue fills up from one group before it goes on to the next one; the group
   * whose first message has been visible for longest comes first. While a message of a group is in somebody's hands, no later one of
   * that group is given out. What was received too often goes to the dead-letter queue instead.
   */
  async receive(most: number, visibilityTimeout = this.settings.VisibilityTimeout): Promise<QueuedMessage[]> {
    const now = this.#context.time();
    const received: QueuedMessage[] = [];
    for (const message of this.#receivable(now)) {
      if (received.length >= most) break;
      if (await this.#movedToDeadLetters(message)) continue;
      message.receiveCount += 1;
      message.firstReceivedAt ??= now;
      message.visibleAt = now + visibilityTimeout * 1000;
      message.receiptHandle = Buffer.from(`${message.id} ${randomUUID()}`).toString('base64');
      await this.#context.storage.save(this.name, message);
      received.push({ ...message });
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

  /**
   * Lets a message appear again after so many seconds from now. On a standard queue its receiver may say so also after it has
   * appeared again. Of FIFO queues that was not recorded: here it is refused, as the deletion is.
   */
  async changeVisibility(receiptHandle: string, seconds: number): Promise<void> {
    const message = this.#byHandle(receiptHandle);
    if (!message)
      throw new SqsError('InvalidParameterValue', 'The message of this ReceiptHandle does not exist.');
    if (this.settings.FifoQueue) this.#requireInHand(message, receiptHandle);
    message.visibleAt = this.#context.time() + seconds * 1000;
    await this.#context.storage.save(this.name, message);
  }

  /** All messages, oldest first. */
  messages(): readonly QueuedMessage[] {
    return [...this.#messages.values()];
  }

  /** Ends all messages. @throws SqsError PurgeQueueInProgress within a minute of the last time. */
  async purge(): Promise<void> {
    const now = this.#context.time();
    if (now - this.#purgedAt < purgeSpan) {
      const message = `Only one PurgeQueue operation on ${this.name} is allowed every 60 seconds.`;
      throw new SqsError('PurgeQueueInProgress', message, 403);
    }
    this.#purgedAt = now;
    for (const message of this.#messages.values()) await this.#remove(message);
  }

  /** Messages that anyone may receive, that somebody has, and that are delayed. */
  counts(): { visible: number; inFlight: number; delayed: number } {
    const now = this.#context.time();
    const hidden = this.messages().filter(message => message.visibleAt > now);
    const delayed = hidden.filter(message => message.receiveCount === 0).length;
    return { visible: this.#messages.size - hidden.length, inFlight: hidden.length - delayed, delayed };
  }

  /** Takes over what was received too often elsewhere: under its id, and its receptions count on. */
  async #takeDeadLetter(message: QueuedMessage, source: Queue): Promise<void> {
    // The process may have ended between its being written here and its removal there.
    if (this.#messages.has(message.id)) return;
    const { receiptHandle: _, ...rest } = message;
    const visibleAt = this.#context.time();
    await this.#add({ ...rest, visibleAt, deadLetterSource: this.#context.arnOf(source) });
  }

  async #add(content: Omit<QueuedMessage, 'sequence'>): Promise<QueuedMessage> {
    this.#lastSequence += 1;
    const message = { ...content, sequence: this.#lastSequence };
    await this.#context.storage.save(this.name, message);
    this.#hold(message);
    this.#context.onMessage?.(this.name, message.body);
    return message;
  }

  #hold(message: QueuedMessage): void {
    this.#messages.set(message.id, message);
    if (message.deduplication !== undefined) this.#recent.set(message.deduplication, message);
    if (message.group === undefined) return;
    const group = this.#groups.get(message.group) ?? new Set();
    this.#groups.set(message.group, group.add(message));
  }

  *#receivable(now: number): Generator<QueuedMessage> {
    if (!this.settings.FifoQueue) {
      for (const message of this.#messages.values()) if (message.visibleAt <= now) yield message;
      return;
    }
    const first = ([message]: Set<QueuedMessage>) => message as QueuedMessage;
    const waitedLongest = (a: QueuedMessage, b: QueuedMessage) =>
      a.visibleAt - b.visibleAt || a.sequence - b.sequence;
    const groups = [...this.#groups.values()].sort((a, b) => waitedLongest(first(a), first(b)));
    for (const group of groups) {
      for (const message of group) {
        if (message.visibleAt > now) break;
        yield message;
      }
    }
  }

  /** True once a message, where each comes twice. */
  #isRedelivered({ id }: QueuedMessage): boolean {
    if (!this.#context.twice || this.#redelivered.has(id)) return false;
    this.#redelivered.add(id);
    return true;
  }

  async #movedToDeadLetters(message: QueuedMessage): Promise<boolean> {
    const { RedrivePolicy } = this.settings;
    if (!RedrivePolicy || message.receiveCount < RedrivePolicy.maxReceiveCount) return false;
    const deadLetters = this.#context.deadLetterQueue(RedrivePolicy.deadLetterTargetArn);
    if (!deadLetters) return false;
    await deadLetters.#takeDeadLetter(message, this);
    await this.#remove(message);
    return true;
  }

  async #remove(message: QueuedMessage): Promise<void> {
    await this.#context.storage.forget(this.name, message);
    this.#messages.delete(message.id);
    const group = this.#groups.get(message.group ?? '');
    group?.delete(message);
    if (group?.size === 0) this.#groups.delete(message.group ?? '');
  }

  #byHandle(receiptHandle: string): QueuedMessage | undefined {
    const id = /^([0-9a-f-]{36}) [0-9a-f-]{36}$/.exec(Buffer.from(receiptHandle, 'base64').toString())?.[1];
    if (id === undefined)
      throw new SqsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
    return this.#messages.get(id);
  }

  #requireInHand(message: QueuedMessage, receiptHandle: string): void {
    if (message.receiptHandle === receiptHandle && message.visibleAt > this.#context.time()) return;
    throw new SqsError(
      'InvalidParameterValue',
      `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    );
  }
}
