import * as z from 'zod';
import { composeMessage, type MessageContent } from './compose.ts';
import {
  type FieldName,
  fieldLengths,
  fieldNames,
  type ReaderFields,
  UnplaceableFieldError,
} from './reader-fields.ts';

/**
 * Where a reader's field stands in the encoded message: `length` bytes at `at` are the characters from `from` on of the
 * field. A field that a soft line break of quoted-printable divides has two such runs.
 */
export const placeSchema = z.object({
  field: z.enum(fieldNames as [FieldName, ...FieldName[]]),
  at: z.int(),
  length: z.int(),
  from: z.int(),
});
/** A run of bytes that holds a reader's field, or a part of one. */
export type Place = z.infer<typeof placeSchema>;

/** The places of a message: the To header as a whole line (it varies in length), and the runs of the fields. */
export const placesSchema = z.object({
  to: z.object({ at: z.int(), length: z.int() }),
  fields: z.array(placeSchema),
});
/** All places of a message, in bytes. */
export type Places = z.infer<typeof placesSchema>;

/** A message encoded once an edition, in which a reader's fields are only filled in. */
export type MessageTemplate = { bytes: Buffer; places: Places };

/** Stands in the To header of the archived message; the whole line is replaced for each reader. */
const placeholderReader = { name: null, address: 'reader@places.example' };

/**
 * Encodes a message with markers in the readers' places and finds them in the bytes.
 *
 * @param content without a To; its `fields` are the markers of the edition.
 * @throws UnplaceableFieldError when a marker does not come through the encoding in as many places as the content uses it,
 *   or when the To header is not found: the edition must not be built from such a template.
 */
export async function makeMessageTemplate(content: Omit<MessageContent, 'to'>): Promise<MessageTemplate> {
  const bytes = await composeMessage({ ...content, to: placeholderReader });
  const message = bytes.toString('latin1');
  const fields = fieldNames.flatMap(field => runsOf(field, content.fields[field], message));
  for (const field of fieldNames) checkCount(field, content, fields);
  return { bytes, places: { to: toHeaderPlace(message), fields: fields.sort((a, b) => a.at - b.at) } };
}

/** Finds a marker also where soft line breaks divide it. */
function runsOf(field: FieldName, marker: string, message: string): Place[] {
  const divided = new RegExp([...marker].join('(?:=\\r\\n)?'), 'g');
  return [...message.matchAll(divided)].flatMap(found => {
    let from = 0;
    let at = found.index;
    return found[0].split('=\r\n').map(piece => {
      const place = { field, at, length: piece.length, from };
      from += piece.length;
      at += piece.length + 3;
      return place;
    });
  });
}

function toHeaderPlace(message: string): Places['to'] {
  const line = /^To: [^\r\n]*\r\n/m.exec(message);
  if (!line)
    throw new UnplaceableFieldError(
      'message: expected a header "To", found none. This is a fault of Courant: report it.',
    );
  return { at: line.index, length: line[0].length };
}

/** The leave key stands in one header besides the parts, the id in the Message-ID. */
function checkCount(
  field: FieldName,
  { html, text, fields }: Omit<MessageContent, 'to'>,
  places: readonly Place[],
): void {
  const expected = 1 + occurrences(html, fields[field]) + occurrences(text, fields[field]);
  const characters = places
    .filter(place => place.field === field)
    .reduce((sum, place) => sum + place.length, 0);
  if (characters === expected * fieldLengths[field]) return;
  throw new UnplaceableFieldError(
    `message: expected the reader's ${field} in ${expected} places, found it in ${characters / fieldLengths[field]}. ` +
      'A template changes the field, or cuts it: print it as it is, inside a link.',
  );
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** Markers must not occur in what people wrote: a fact could put a reader's key where all may see it. */
export function refuseMarkersIn(content: string, markers: ReaderFields): void {
  for (const field of fieldNames) {
    if (!content.includes(markers[field])) continue;
    throw new UnplaceableFieldError(
      `digest: found the marker of the reader's ${field} in the content, expected it nowhere. ` +
        'Remove the text that holds it from the facts or the configuration.',
    );
  }
}
