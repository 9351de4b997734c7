/** Thrown in the place of a call, as if the process had ended there. */
export class ProcessEnded extends Error {}

/**
 * Hands calls through to a port until the n-th (from 0), and ends the process before or after that one: every later call
 * fails too, as nothing of an ended process goes on.
 */
export function endingAt<Port extends object>(port: Port, call: number, when: 'before' | 'after'): Port {
  let calls = 0;
  return new Proxy(port, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        const number = calls;
        calls += 1;
        if (number > call || (number === call && when === 'before')) throw new ProcessEnded();
        const answer: unknown = await method.apply(target, args);
        if (number === call) throw new ProcessEnded();
        return answer;
      };
    },
  });
}
