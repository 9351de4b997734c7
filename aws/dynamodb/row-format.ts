import type * as z from 'zod';
import { refuseNewer } from '../../core/foundation/stored-json.ts';

/**
 * The layout of each kind of row, as this version writes it, which is also the highest that it reads. A row says its own in `format`;
 * one without it is of layout 1. Whoever changes what a field of a kind means raises the kind's number.
 */
export const rowFormats = {
  edition: 1,
  slice: 1,
  timetable: 1,
  delivery: 1,
  reader: 1,
  address: 1,
  'table mark': 1,
  'form key': 1,
  'soft bounces': 1,
  forgetting: 1,
  request: 1,
  'sign-up limit': 1,
  confirmations: 1,
} as const;
/** A kind of row. */
export type RowKind = keyof typeof rowFormats;

/**
 * What a condition says so that an older version changes no row of a newer layout; `#format` and `:format` belong to it. A write that it
 * refuses is followed by a read, which tells why.
 */
export const notNewer = '(attribute_not_exists(#format) OR #format <= :format)';

/**
 * Reads a row. Of one that is damaged the error names fields and no values, since a row of a reader has an address.
 * @param where its table and key, for messages. @throws NewerDataError; ZodError
 */
export function readRow<Row>(
  kind: RowKind,
  schema: z.ZodType<Row>,
  item: Record<string, unknown>,
  where: string,
): Row {
  refuseNewer(item, rowFormats[kind], where);
  return schema.parse(item);
}
