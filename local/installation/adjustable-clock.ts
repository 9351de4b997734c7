import { type Clock, type Instant, instantOf } from '../../core/foundation/instant.ts';

/** The machine's, also where a process's `Date` was made to go by this clock. */
const Machine = Date;

/** A clock that can be stopped at an instant, or set to one from which it goes on: the embedded cloud's. */
export class AdjustableClock implements Clock {
  #time = () => Machine.now();

  /** Stands still, so that what is dated by it is dated alike in every run. */
  stopAt(instant: Instant): void {
    this.#time = () => Machine.parse(instant);
  }

  /** Goes on from the instant at the machine's pace. */
  runFrom(instant: Instant): void {
    this.runAhead(Machine.parse(instant) - Machine.now());
  }

  /** Goes on so many milliseconds ahead of the machine's. */
  runAhead(milliseconds: number): void {
    this.#time = () => Machine.now() + milliseconds;
  }

  /** Milliseconds by which it is ahead of the machine's. */
  get ahead(): number {
    return this.#time() - Machine.now();
  }

  /** The clock's time as a JavaScript date. */
  date(): Date {
    return new Machine(this.#time());
  }

  now(): Instant {
    return instantOf(this.date());
  }
}
