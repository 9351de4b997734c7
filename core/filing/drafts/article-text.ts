import * as z from 'zod';
import { articleFileSchema } from '../../articles/article-file.ts';
import { columnsOf } from '../../foundation/wrap.ts';

/** Columns of a line, as the project's formatter has them. */
const widest = 110;
/** A part of a JSON Schema, as far as it says in which order fields come. */
type Form = {
  properties?: Readonly<Record<string, Form>>;
  items?: Form;
  anyOf?: readonly Form[];
  allOf?: readonly Form[];
};

const whole = z.toJSONSchema(articleFileSchema, { io: 'input' }) as Form;

/**
 * An article file as text: its fields in the order of the schema, unknown ones after them by name, languages by their tags, a record over
 * several lines, a list of texts on one where it fits. So the same content has the same bytes, whoever wrote it and in whatever order, and
 * a changed word is one changed line. Takes whatever a person has written so far, and keeps all of it.
 * @param file what JSON can hold.
 */
export function articleText(file: unknown): string {
  return `${write(file, whole, '', 0)}\n`;
}

/** @param used columns of the line that are taken by what stands around the value, such as its name and the comma behind it. */
function write(value: unknown, form: Form, indent: string, used: number): string {
  if (Array.isArray(value)) return writeList(value, itemsOf(form), indent, used);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const fields = inOrder(value as Record<string, unknown>, form).map(([name, field], index, all) => {
    const before = `${inner}${JSON.stringify(name)}: `;
    const taken = columnsOf(before) + (index < all.length - 1 ? 1 : 0);
    return before + write(field, formOf(form, name), inner, taken);
  });
  return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`;
}

function writeList(values: readonly unknown[], form: Form, indent: string, used: number): string {
  const isFlat = values.every(value => typeof value !== 'object' || value === null);
  if (isFlat) {
    const line = `[${values.map(value => JSON.stringify(value)).join(', ')}]`;
    if (values.length === 0 || used + columnsOf(line) <= widest) return line;
  }
  const inner = `${indent}  `;
  return `[\n${values.map(value => inner + write(value, form, inner, inner.length + 1)).join(',\n')}\n${indent}]`;
}

function inOrder(record: Record<string, unknown>, form: Form): [name: string, value: unknown][] {
  const known = variantsOf(form).flatMap(({ properties = {} }) => Object.keys(properties));
  const place = (name: string) => (known.includes(name) ? known.indexOf(name) : known.length);
  return Object.entries(record)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
}

function formOf(form: Form, name: string): Form {
  for (const { properties = {} } of variantsOf(form))
    if (Object.hasOwn(properties, name)) return properties[name] ?? {};
  return {};
}

function itemsOf(form: Form): Form {
  return variantsOf(form).find(({ items }) => items !== undefined)?.items ?? {};
}

/** A field may have several forms, such as a text or texts by language. */
function variantsOf(form: Form): Form[] {
  return [form, ...[...(form.anyOf ?? []), ...(form.allOf ?? [])].flatMap(variantsOf)];
}
