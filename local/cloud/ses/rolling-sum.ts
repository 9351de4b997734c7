/** Sums amounts over a span of time that ends now. Times are expected to go forwards, as a clock's do. */
export class RollingSum {
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
