import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** The variable that names the clock's file to a function's process. */
export const clockVariable = 'COURANT_CLOCK';

/**
 * A clock that several processes of this machine share and one of them moves on. A file holds by how many milliseconds it is
 * ahead of the machine's: a process that was stopped when the clock was moved reads the new time as soon as it goes on.
 */
export class SharedClock {
  readonly #file: number;
  #ahead = 0;

  /** Makes the file, and the clock show this time. */
  constructor(path: string, start: Date) {
    this.#file = openSync(path, 'w');
    this.set(start);
  }

  /** Milliseconds by which it is ahead of the machine's. */
  get ahead(): number {
    return this.#ahead;
  }

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  /** Goes on from another time. */
  set(time: Date): void {
    this.#ahead = time.getTime() - Date.now();
    writeSync(this.#file, new Float64Array([this.#ahead]), 0, 8, 0);
  }

  /** Goes on by so many minutes. */
  move(minutes: number): void {
    this.set(new Date(this.now().getTime() + minutes * 60_000));
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Reads, each time anew, by how many milliseconds the clock of that file is ahead of the machine's. */
export function readClock(path: string): () => number {
  const file = openSync(path, 'r');
  const ahead = new Float64Array(1);
  return () => {
    readSync(file, ahead, 0, 8, 0);
    return ahead[0] ?? 0;
  };
}
