import * as z from 'zod';
import { type FieldName, fieldNames } from './reader-fields.ts';

const where = {
  field: z.enum(fieldNames as [FieldName, ...FieldName[]]),
  /** Byte of message.eml at which the place begins. */
  at: z.int().min(0),
  /** Bytes of message.eml that it takes up. */
  length: z.int().min(1),
};

/**
 * The field stands in its own characters, as in headers and in quoted-printable: `length` bytes at `at` are its characters
 * from `from` on. One that a soft line break divides has two such places. Manifests from before base64 name no encoding.
 */
const plainPlaceSchema = z.object({
  ...where,
  encoding: z.literal('none').default('none'),
  from: z.int().min(0),
});

/**
 * The field stands in base64: `length` bytes at `at` are the encoding of the bytes of `before`, then the field's characters
 * from `start` to before `end`, then the bytes of `after`. Four characters of base64 carry three bytes, so a place is
 * widened to whole groups of four, and up to two neighbouring bytes at each end are encoded with it; they are the same for
 * every reader. They are written as Latin-1, a character a byte. A field that runs over the end of a line has two places.
 *
 * There is no `from` on purpose: an older version, which would write the bare field into the base64, refuses the manifest.
 */
const base64PlaceSchema = z.object({
  ...where,
  encoding: z.literal('base64'),
  start: z.int().min(0),
  end: z.int().min(1),
  before: neighbours(),
  after: neighbours(),
});

/** A run of bytes in the encoded message that holds a reader's field, or a part of one. */
export const placeSchema = z.union([plainPlaceSchema, base64PlaceSchema]);
/** A run of bytes in the encoded message that holds a reader's field, or a part of one. */
export type Place = z.infer<typeof placeSchema>;
/** A place in a part that is base64. */
export type Base64Place = z.infer<typeof base64PlaceSchema>;

/** The places of a message: the To header as a whole line (it varies in length), and the runs of the fields. */
export const placesSchema = z.object({
  to: z.object({ at: z.int().min(0), length: z.int().min(1) }),
  fields: z.array(placeSchema),
});
/** All places of a message, in bytes. */
export type Places = z.infer<typeof placesSchema>;

/** A message encoded once an edition, in which a reader's fields are only filled in. */
export type MessageTemplate = { bytes: Buffer; places: Places };

function neighbours() {
  return z.string().regex(/^[\0-\xff]{0,2}$/);
}
