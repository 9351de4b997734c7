/** What a process that ended leaves its caller with. */
export class Crash extends Error {}

/** Counts the calls of many objects together, and ends the run before or after one of them took effect. */
export class CrashPlan {
  calls = 0;
  readonly #at: number;
  readonly #when: 'before' | 'after';

  constructor(at = Number.POSITIVE_INFINITY, when: 'before' | 'after' = 'before') {
    this.#at = at;
    this.#when = when;
  }

  /** The same object, whose async methods crash when the plan says so. */
  wrap<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        return async (...input: unknown[]) => {
          this.calls += 1;
          const hit = this.calls === this.#at;
          if (hit && this.#when === 'before') throw new Crash(`before ${String(property)}`);
          const result: unknown = await Reflect.apply(value, target, input);
          if (hit) throw new Crash(`after ${String(property)}`);
          return result;
        };
      },
    });
  }
}
