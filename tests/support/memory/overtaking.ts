import { aroundCalls } from './around-calls.ts';

/** Lets somebody else do all of their work while one call of many ports together is under way. */
export class Overtaking {
  calls = 0;
  readonly #at: number;
  readonly #when: 'before' | 'after';
  readonly #meanwhile: () => Promise<void>;

  constructor(at: number, when: 'before' | 'after', meanwhile: () => Promise<void>) {
    this.#at = at;
    this.#when = when;
    this.#meanwhile = meanwhile;
  }

  wrap<Port extends object>(port: Port): Port {
    return aroundCalls(port, async call => {
      this.calls += 1;
      const hit = this.calls === this.#at;
      if (hit && this.#when === 'before') await this.#meanwhile();
      const result = await call();
      if (hit && this.#when === 'after') await this.#meanwhile();
      return result;
    });
  }
}
