import { type Clock, type Instant, instantOf } from '../../core/foundation/instant.ts';

/** A clock that can be stopped at an instant, or set to one from which it goes on: the embedded cloud's. */
export class AdjustableClock implements Clock {
  #time = () => Date.now();

  /** Stands still, so that what is dated by it is dated alike in every run. */
  stopAt(instant: Instant): void {
    this.#time = () => Date.parse(instant);
  }

  /** Goes on from the instant at the machine's pace. */
  runFrom(instant: Instant): void {
    const ahead = Date.parse(instant) - Date.now();
    this.#time = () => Date.now() + ahead;
  }

  /** The clock's time as a JavaScript date. */
  date(): Date {
    return new Date(this.#time());
  }

  now(): Instant {
    return instantOf(this.date());
  }
}
