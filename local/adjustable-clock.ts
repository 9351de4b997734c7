import type { Clock } from '../lambdas/core/clock.ts';
import { type Instant, instantOf } from '../lambdas/core/instant.ts';

/** A clock that can be set, and then goes on at the machine's pace: the embedded cloud's. */
export class AdjustableClock implements Clock {
  #ahead = 0;

  /** Sets the clock to an instant, from now on. */
  set(instant: Instant): void {
    this.#ahead = Date.parse(instant) - Date.now();
  }

  /** The clock's time as a JavaScript date. */
  date(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  now(): Instant {
    return instantOf(this.date());
  }
}
