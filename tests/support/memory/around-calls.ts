/** The same object, with something done around every call of its async methods. @param around gets a function that makes the call. */
export function aroundCalls<Port extends object>(
  port: Port,
  around: (call: () => Promise<unknown>) => Promise<unknown>,
): Port {
  return new Proxy(port, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      return (...input: unknown[]) => around(async () => Reflect.apply(value, target, input));
    },
  });
}
