/** What a process that ended leaves its caller with. */
export class Crash extends Error {}

type Method = (...input: unknown[]) => unknown;

/** Counts the calls of many objects together, and ends the run before or after one of them took effect. */
export class CrashPlan {
  calls = 0;
  readonly #at: number;
  readonly #when: 'before' | 'after';
  readonly #delays: readonly number[];

  /** @param delays how many turns of others each call lets go first, again and again in this order: without them, runs beside each other take turns. */
  constructor(
    at = Number.POSITIVE_INFINITY,
    when: 'before' | 'after' = 'before',
    delays: readonly number[] = [],
  ) {
    this.#at = at;
    this.#when = when;
    this.#delays = delays;
  }

  /** The same object, whose async methods crash when the plan says so. */
  wrap<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        const method = value.bind(target) as Method;
        const isList = value.constructor.name === 'AsyncGeneratorFunction';
        return isList ? this.#list(property, method) : this.#call(property, method);
      },
    });
  }

  #call(property: string | symbol, method: Method) {
    return async (...input: unknown[]) => {
      const delay = this.#delays[this.calls % this.#delays.length] ?? 0;
      for (let turn = 0; turn < delay; turn += 1) await undefined;
      const hit = this.#begin(property);
      const result = await method(...input);
      if (hit) throw new Crash(`after ${String(property)}`);
      return result;
    };
  }

  /** A list counts as one call, which ends when all of it was read. */
  #list(property: string | symbol, method: Method) {
    const begin = () => this.#begin(property);
    return async function* (...input: unknown[]) {
      const hit = begin();
      yield* method(...input) as AsyncGenerator;
      if (hit) throw new Crash(`after ${String(property)}`);
    };
  }

  /** Whether this call is the one to crash after; crashes if it is to be before. */
  #begin(property: string | symbol): boolean {
    this.calls += 1;
    const hit = this.calls === this.#at;
    if (hit && this.#when === 'before') throw new Crash(`before ${String(property)}`);
    return hit;
  }
}
