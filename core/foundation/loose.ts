/** What a person wrote where a record should be, field by field, none of which need be there or have the right form. */
export type Loose = Readonly<Record<string, unknown>>;

/** A value as a record whose fields can be looked at, whatever it is: one without fields where it is none. So a check passes over what the schema reports. */
export function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}
