import { CourantError } from './errors.ts';

/** A value cannot be written as JSON without silently losing some of it. */
export class NotJsonError extends CourantError {
  constructor(path: string, found: string) {
    super(
      `Cannot write JSON: ${path || 'the value'} is ${found}; expected null, a boolean, a finite number, text, ` +
        'an array or a plain object. This is a fault of Courant: report it.',
    );
  }
}

/**
 * Writes a value as JSON that depends on nothing but the value: keys in the order of their UTF-16 code units, two spaces of
 * indent, `\n`, a final newline. So the same content has the same bytes and the same hash, whoever writes it. A property
 * that is undefined is left out.
 *
 * @throws NotJsonError for what JSON would drop or turn into null: NaN, an infinity, undefined, a function, a Date, a Map.
 */
export function canonicalJson(value: unknown): string {
  return `${write(value, '', '')}\n`;
}

function write(value: unknown, path: string, indent: string): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return writeArray(value, path, indent);
  if (isPlainObject(value)) return writeObject(value, path, indent);
  throw new NotJsonError(path, describe(value));
}

function writeArray(value: readonly unknown[], path: string, indent: string): string {
  const inner = `${indent}  `;
  const items = Array.from(value, (item, index) => write(item, `${path}[${index}]`, inner));
  return enclose('[', items, ']', indent);
}

function writeObject(value: Record<string, unknown>, path: string, indent: string): string {
  const inner = `${indent}  `;
  const members = Object.keys(value)
    .filter(key => value[key] !== undefined)
    .sort()
    .map(key => `${JSON.stringify(key)}: ${write(value[key], path === '' ? key : `${path}.${key}`, inner)}`);
  return enclose('{', members, '}', indent);
}

function enclose(open: string, items: readonly string[], close: string, indent: string): string {
  if (items.length === 0) return `${open}${close}`;
  return `${open}\n${items.map(item => `${indent}  ${item}`).join(',\n')}\n${indent}${close}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function describe(value: unknown): string {
  if (typeof value === 'object') return `an object of class ${value?.constructor?.name ?? 'unknown'}`;
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  return String(value);
}
