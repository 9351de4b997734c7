import { eventPattern, inputRule } from '../../../core/feedback/event-rules.ts';
import { type FullEvent, fullEvent } from './full-event.ts';
import type { Envelope } from './mailbox.ts';
import { simulatedEvents } from './simulated-events.ts';
import { transformInput } from './transform-input.ts';

/** How events are to be told, and what goes wrong with them. */
export type EventOptions = {
  /** Name of the queue that gets what the rules pass on; as long as there is none, nobody is told. */
  queue: string;
  /** The configuration set whose events the rules are for. */
  configurationSet: string;
  /** Numbers of events, from 1 in each run of the cloud, that are lost; SES promises none. */
  lost?: readonly number[] | 'all';
  /** Numbers of events that come twice. */
  doubled?: readonly number[] | 'all';
  /** Learns of every event, whole, also of those that are lost. */
  onEvent?: (event: FullEvent) => void;
};

/** Puts a message into a queue; without effect when there is none of that name. */
export type PutMessage = (queue: string, body: string) => Promise<void>;

/** Tells what becomes of messages, through the rules that the stack deploys, into a queue. */
export class EventPublisher {
  readonly #options: EventOptions;
  readonly #put: PutMessage;
  readonly #region: string;
  #number = 0;

  constructor(options: EventOptions, put: PutMessage, region: string) {
    this.#options = options;
    this.#put = put;
    this.#region = region;
  }

  /** Tells everything that happens to a message, at once and in order. */
  async tell(message: Envelope & { raw: Buffer }, at: Date): Promise<void> {
    // As on SES, without a configuration set there are no events.
    if (message.configurationSet === null) return;
    for (const simulated of simulatedEvents(message.destinations[0] ?? '')) {
      await this.#publish(fullEvent(simulated, message, { at, region: this.#region }));
    }
  }

  async #publish(event: FullEvent): Promise<void> {
    const { queue, configurationSet, lost, doubled, onEvent } = this.#options;
    this.#number += 1;
    onEvent?.(event);
    const type = event.detail.eventType;
    if (this.#isIn(lost) || !matches(eventPattern(type, configurationSet), event)) return;
    const body = transformInput(inputRule(type), event);
    if (body === undefined) return;
    for (let times = this.#isIn(doubled) ? 2 : 1; times > 0; times -= 1) await this.#put(queue, body);
  }

  #isIn(numbers: readonly number[] | 'all' = []): boolean {
    return numbers === 'all' || numbers.includes(this.#number);
  }
}

function matches(pattern: ReturnType<typeof eventPattern>, event: FullEvent): boolean {
  const tags = event.detail.mail.tags as Record<string, string[]>;
  return (
    pattern.source.includes(event.source) &&
    pattern.detailType.some(name => name === event['detail-type']) &&
    Object.entries(pattern.detail.mail.tags).every(([name, values]) =>
      values.some(value => tags[name]?.includes(value)),
    )
  );
}
