/** A line that shows how far something is, redrawn in place; on anything but a terminal it stays silent. */
export class ProgressBar {
  readonly #what: string;
  readonly #total: number;
  readonly #stream: NodeJS.WriteStream;
  #shown = '';
  #percent = -1;

  constructor(what: string, total: number, stream: NodeJS.WriteStream = process.stderr) {
    this.#what = what;
    this.#total = total;
    this.#stream = stream;
  }

  /** Shows that `done` of the total are done. */
  show(done: number): void {
    if (!this.#stream.isTTY) return;
    const percent = Math.floor((done / Math.max(this.#total, 1)) * 100);
    if (percent === this.#percent) return;
    this.#percent = percent;
    const width = 30;
    const filled = Math.floor((done / Math.max(this.#total, 1)) * width);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
    const line = `${this.#what} ${bar} ${done.toLocaleString('en')} of ${this.#total.toLocaleString('en')}`;
    this.#shown = line;
    this.#stream.write(`\r${line}`);
  }

  /** Removes the line. */
  clear(): void {
    if (this.#shown) this.#stream.write(`\r${' '.repeat(this.#shown.length)}\r`);
  }
}
