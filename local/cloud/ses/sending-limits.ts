import type { Envelope } from './mailbox.ts';
import { SesError } from './ses-error.ts';

/** What an account may send. SES counts recipients, not messages. */
export type Limits = {
  /** Recipients in any one second. */
  maxSendRate: number;
  /** Recipients in any 24 hours; -1 for no limit. */
  max24HourSend: number;
};

const second = 1000;

/** Keeps an account within its limits, by the cloud's clock. */
export class SendingLimits {
  #limits: Limits;
  readonly #lastSecond = new RollingSum(second);
  readonly #lastDay = new RollingSum(24 * 60 * 60 * second);

  /** Begins with what was accepted before, so that a restart gives no fresh quota. */
  constructor(limits: Limits, accepted: readonly Envelope[]) {
    this.#limits = limits;
    for (const { acceptedAt, destinations } of accepted)
      this.count(new Date(acceptedAt), destinations.length);
  }

  /** Takes over other limits from now on; what was sent already still counts. */
  change(limits: Partial<Limits>): void {
    this.#limits = { ...this.#limits, ...limits };
  }

  /** @throws SesError Throttling when so many recipients more are too many now. */
  require(at: Date, recipients: number): void {
    const { maxSendRate, max24HourSend } = this.#limits;
    if (max24HourSend >= 0 && this.#lastDay.at(at) + recipients > max24HourSend) {
      throw new SesError('Throttling', 'Daily message quota exceeded.');
    }
    const justNow = this.#lastSecond.at(at);
    if (justNow > 0 && justNow + recipients > maxSendRate) {
      throw new SesError('Throttling', 'Maximum sending rate exceeded.');
    }
  }

  count(at: Date, recipients: number): void {
    this.#lastSecond.add(at, recipients);
    this.#lastDay.add(at, recipients);
  }

  /** The answer to GetSendQuota. */
  quota(at: Date): Limits & { sentLast24Hours: number } {
    return { ...this.#limits, sentLast24Hours: this.#lastDay.at(at) };
  }
}

/** Sums amounts over a span of time that ends now. Times are expected to go forwards, as a clock's do. */
class RollingSum {
  readonly #span: number;
  #entries: { at: number; amount: number }[] = [];
  #sum = 0;

  /** @param span in milliseconds. */
  constructor(span: number) {
    this.#span = span;
  }

  add(at: Date, amount: number): void {
    this.#entries.push({ at: at.getTime(), amount });
    this.#sum += amount;
  }

  /** The sum of what was added later than one span before this time. What is older is forgotten. */
  at(time: Date): number {
    const start = time.getTime() - this.#span;
    const firstKept = this.#entries.findIndex(entry => entry.at > start);
    const old = this.#entries.splice(0, firstKept < 0 ? this.#entries.length : firstKept);
    for (const { amount } of old) this.#sum -= amount;
    return this.#sum;
  }
}
