/** The last field that was asked for and is not there, with those that are. */
export type Miss = { field: string; known: readonly string[] };

/** Told of each field that a template asks for in vain. */
export type OnMiss = (miss: Miss) => void;

/** Handlebars itself looks for these on what it prints or walks through. */
const probed = new Set(['toHTML', 'toString', 'valueOf', 'toJSON', 'then', 'call', 'length', 'constructor']);

/**
 * A view that reports fields it does not have, deep down. Handlebars' strict mode overlooks a missing field that is
 * handed to a helper (`{{#if typo}}`), and never says which fields there are.
 */
export function watchFields<View extends object>(view: View, onMiss: OnMiss): View {
  return new Proxy(view, {
    has(target, name) {
      report(target, name, onMiss);
      return Object.hasOwn(target, name);
    },
    get(target, name, receiver) {
      report(target, name, onMiss);
      const value: unknown = Reflect.get(target, name, receiver);
      return typeof value === 'object' && value !== null ? watchFields(value, onMiss) : value;
    },
  });
}

function report(target: object, name: string | symbol, onMiss: OnMiss): void {
  if (typeof name === 'symbol' || probed.has(name) || Array.isArray(target) || Object.hasOwn(target, name))
    return;
  onMiss({ field: name, known: Object.keys(target) });
}
