/** A worker's clock for pacing: milliseconds that only go forward, and waiting for some of them. */
export type Stopwatch = { now(): number; sleep(milliseconds: number): Promise<void> };

/** The account's rate is shared with whatever else it sends, and counted by another clock than ours: some of it stays unused. */
export const shareOfRate = 0.8;
/** A throttled worker never goes slower than this share of its rate. */
const slowest = 0.1;
/** Each accepted message brings the pace this share of the rate nearer to it again. */
const recovery = 0.05;

/**
 * Spaces the messages of a worker evenly, at most `perSecond` of them in any second, whoever asks and however many at once.
 * A throttled answer halves the pace; accepted ones bring it back, slowly. Evenly, without bursts, because a provider that counts
 * by the second sees a burst as too fast.
 */
export class Pace {
  readonly #watch: Stopwatch;
  #perSecond: number;
  #share = 1;
  #nextAt = 0;

  constructor(perSecond: number, watch: Stopwatch) {
    this.#perSecond = perSecond;
    this.#watch = watch;
  }

  /** Messages a second at the moment. */
  get perSecond(): number {
    return this.#perSecond * this.#share;
  }

  /** Takes over another rate, such as the account's when it was raised. */
  change(perSecond: number): void {
    this.#perSecond = perSecond;
  }

  /** Milliseconds until a message that asks now would go out. */
  wait(): number {
    return Math.max(0, this.#nextAt - this.#watch.now());
  }

  /** Answers when the next message may go out; each call is one message. A turn that is not used can be cancelled. */
  async turn(): Promise<{ cancel(): void }> {
    const now = this.#watch.now();
    const at = Math.max(now, this.#nextAt);
    const next = at + 1000 / this.perSecond;
    this.#nextAt = next;
    if (at > now) await this.#watch.sleep(at - now);
    // Only the last turn can be: to move one that is taken already would put two messages side by side.
    const cancel = () => {
      if (this.#nextAt === next) this.#nextAt = at;
    };
    return { cancel };
  }

  /** The provider said that this was too fast. */
  throttled(): void {
    this.#share = Math.max(slowest, this.#share / 2);
    this.#nextAt = Math.max(this.#nextAt, this.#watch.now() + 1000 / this.perSecond);
  }

  /** The provider took a message at this pace. */
  accepted(): void {
    this.#share = Math.min(1, this.#share + recovery);
  }
}
