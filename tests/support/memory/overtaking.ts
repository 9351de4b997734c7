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
    return new Proxy(port, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        return async (...input: unknown[]) => {
          this.calls += 1;
          const hit = this.calls === this.#at;
          if (hit && this.#when === 'before') await this.#meanwhile();
          const result: unknown = await Reflect.apply(value, target, input);
          if (hit && this.#when === 'after') await this.#meanwhile();
          return result;
        };
      },
    });
  }
}
