import { CourantError } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import { leaveKey, type Reader, readerIdLength, tokenLength } from '../readers/reader.ts';

/**
 * What differs from reader to reader inside a message, besides the To header. Each has a fixed length and only characters
 * that no encoding changes (`A-Z a-z 0-9 - _`): so a message can be encoded once, with a marker of the same length and kind
 * in each place, and a reader's copy is the same bytes with the places filled in.
 */
export const fieldLengths = {
  id: readerIdLength,
  leaveKey: readerIdLength + tokenLength,
  /** The day since which the reader is on the list, in UTC: `2026-11-03`. */
  since: 10,
} as const;
/** Name of a field that a message may hold. */
export type FieldName = keyof typeof fieldLengths;
/** All of them. */
export const fieldNames = Object.keys(fieldLengths) as FieldName[];
/** A value for each field: a reader's, or the markers of an edition. */
export type ReaderFields = Record<FieldName, string>;

/** The fields of a reader, checked. @throws UnplaceableFieldError */
export function fieldsOf(reader: Pick<Reader, 'id' | 'token' | 'agreed'>): ReaderFields {
  const since = reader.agreed.at.slice(0, fieldLengths.since);
  const fields: ReaderFields = { id: reader.id, leaveKey: leaveKey(reader), since };
  for (const name of fieldNames) checkField(name, fields[name]);
  return fields;
}

/**
 * Markers that hold the readers' places in an edition: derived from the digest's hash, so that nobody who writes a fact can
 * know them, and the same whenever the edition is rendered.
 */
export function markersOf(digestHash: string): ReaderFields {
  const hash = (name: FieldName) => sha256(`${digestHash} place of ${name}`);
  return {
    id: hash('id').slice(0, fieldLengths.id),
    leaveKey: hash('leaveKey').slice(0, fieldLengths.leaveKey),
    since: anyLetters(hash('since')).slice(-fieldLengths.since),
  };
}

/**
 * The number that hexadecimal digits write, in digits up to z. So short a marker would not be safe otherwise: editions are full
 * of hashes, and ten of their digits could be it by accident.
 */
function anyLetters(hexadecimal: string): string {
  return BigInt(`0x${hexadecimal}`).toString(36);
}

/** A reader's field cannot be filled in where it stands, or is not what it should be. */
export class UnplaceableFieldError extends CourantError {}

function checkField(name: FieldName, value: string): void {
  if (value.length === fieldLengths[name] && /^[A-Za-z0-9_-]+$/.test(value)) return;
  throw new UnplaceableFieldError(
    `reader field "${name}": expected ${fieldLengths[name]} letters, digits, hyphens or underscores, found ${value.length} characters. ` +
      'Courant did not store this reader: add the reader again with "courant readers add".',
  );
}
