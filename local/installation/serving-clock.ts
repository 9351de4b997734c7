import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../../core/foundation/instant.ts';
import { atomicWrite } from '../cloud/files/atomic-write.ts';
import { DamagedStateError } from '../cloud/files/state-file.ts';
import { movedDate } from '../functions/moved-date.ts';
import type { AdjustableClock } from './adjustable-clock.ts';
import { clockName } from './kept-names.ts';

/**
 * The clock of an installation while it is served. People do things then, so it never goes back, from one serving to the next either:
 * what somebody did first must not come to be later than what they did then. It is the machine's, or ahead of it where editions are.
 */
export class ServingClock {
  readonly #clock: AdjustableClock;
  readonly #directory: string;
  #ahead: number;

  private constructor(clock: AdjustableClock, directory: string, ahead: number) {
    this.#clock = clock;
    this.#directory = directory;
    this.#ahead = ahead;
  }

  /** As it was when the installation of this directory was served last. @throws DamagedStateError */
  static async open(clock: AdjustableClock, directory: string): Promise<ServingClock> {
    return new ServingClock(clock, directory, await readAhead(join(directory, clockName)));
  }

  /** Goes on, at the earliest from then, and remembers in the directory how far ahead it is. */
  async goOn(notBefore: Instant | null): Promise<void> {
    if (notBefore !== null) {
      this.#clock.runFrom(notBefore);
      this.#ahead = Math.max(this.#ahead, Math.ceil(this.#clock.ahead));
    }
    this.#clock.runAhead(this.#ahead);
    if (this.#ahead > 0)
      await atomicWrite(this.#directory, join(this.#directory, clockName), `${this.#ahead}\n`);
  }

  /** Lets everything in this process go by it, as the functions do that it invokes, until it is disposed of. */
  lead(): Disposable {
    const machine = globalThis.Date;
    globalThis.Date = movedDate(() => this.#clock.ahead, machine);
    return {
      [Symbol.dispose]() {
        globalThis.Date = machine;
      },
    };
  }
}

async function readAhead(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '0\n';
    throw error;
  });
  if (!/^\d{1,15}\n$/.test(text)) throw new DamagedStateError(path, JSON.stringify(text.slice(0, 40)));
  return Number(text);
}
