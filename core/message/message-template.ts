import { partEncodingOf } from '../foundation/part-encoding.ts';
import { composeMessage, type MarkedContent } from './compose.ts';
import { fillIn } from './fill-in.ts';
import { findPlaces } from './find-places.ts';
import type { Mailbox } from './mime.ts';
import type { MessageTemplate, Places } from './places.ts';
import {
  type FieldName,
  fieldLengths,
  fieldNames,
  type ReaderFields,
  UnplaceableFieldError,
} from './reader-fields.ts';

/** Stands in the To header of the archived message; the whole line is replaced for each reader. */
const placeholderReader = { name: null, address: 'reader@places.example' };

/**
 * Encodes a message with markers in the readers' places, and finds the places in the bytes.
 *
 * @throws UnplaceableFieldError if a field stands where a reader's own cannot be filled in, or if a filled-in copy has other
 *   bytes than a composed one: the edition must not be built from such a template.
 * @throws HeaderInjectionError
 *
 * @example
 * const template = await makeMessageTemplate(content); // once per edition
 * const copy = fillIn(template, reader, fieldsOf(reader)); // once per reader
 */
export async function makeMessageTemplate(content: MarkedContent): Promise<MessageTemplate> {
  refuseUnplaceableFields(content);
  const bytes = await composeMessage({ ...content, to: placeholderReader });
  const message = bytes.toString('latin1');
  const parts = [content.text, content.html].map(part => ({ content: part, encoding: partEncodingOf(part) }));
  const places = { to: toHeaderPlace(message), fields: findPlaces(message, parts, content.fields) };
  await proveTemplate({ bytes, places }, content);
  return { bytes, places };
}

function toHeaderPlace(message: string): Places['to'] {
  const line = /^To: [^\r\n]*\r\n/m.exec(message);
  if (!line)
    throw new UnplaceableFieldError(
      'message: expected a header "To", found none. This is a fault of Courant: report it.',
    );
  return { at: line.index, length: line[0].length };
}

/** A reader who does not exist: a name that has to be encoded and folded, and fields with every kind of character. */
const nobody: Mailbox = { name: '试读者 '.repeat(12), address: 'nobody@places.example' };
const nobodysField = (name: FieldName) => 'Zz0-_9aA'.repeat(8).slice(0, fieldLengths[name]);
const nobodysFields: ReaderFields = {
  id: nobodysField('id'),
  leaveKey: nobodysField('leaveKey'),
  since: nobodysField('since'),
};

/**
 * Fills in a copy for a reader who does not exist, and compares it with composing that copy from the start. So an edition is sealed
 * only after its own bytes and places were tried, whatever its content is and whatever has changed in the libraries that encode.
 * @throws UnplaceableFieldError if they differ.
 */
export async function proveTemplate(template: MessageTemplate, content: MarkedContent): Promise<void> {
  const fields = nobodysFields;
  const withFields = (text: string) =>
    fieldNames.reduce((all, name) => all.replaceAll(content.fields[name], fields[name]), text);
  const composed = await composeMessage({
    ...content,
    to: nobody,
    fields,
    leaveUrl: withFields(content.leaveUrl),
    html: withFields(content.html),
    text: withFields(content.text),
  });
  const filledIn = fillIn(template, nobody, fields);
  if (filledIn.equals(composed)) return;
  const at = filledIn.findIndex((byte, index) => byte !== composed[index]);
  throw new UnplaceableFieldError(
    'message: expected a copy that is filled in to have the bytes of one that is composed for that reader, ' +
      `found a difference at byte ${at} of ${composed.length}. Nothing was sealed. This is a fault of Courant: report it.`,
  );
}

/** So many characters of a marker in a row are no accident: markers are digits of a hash. Of a short one it is all but two. */
const pieceLength = (marker: string) => Math.min(12, marker.length - 2);
/** Characters between two fields that keep them out of one group of base64, which carries three bytes. */
const distance = 2;

/**
 * Refuses a message whose fields could not be filled in. A field must stand whole and unchanged, in a part or in the leave link: if a
 * template cuts, folds or changes it, readers would see the marker, and in another header nobody could find the encoded marker.
 * @throws UnplaceableFieldError
 */
export function refuseUnplaceableFields(content: MarkedContent): void {
  const { html, text, leaveUrl, fields, publication, subject, archiveUrl, helpUrl } = content;
  const { id, title, from, replyTo, language } = publication;
  const urls = [archiveUrl ?? '', helpUrl ?? ''];
  const headers = [subject, id, title, from.name ?? '', from.address, replyTo, language, ...urls];
  if (leaveUrl.split(fields.leaveKey).length !== 2)
    throw unplaceable('List-Unsubscribe', 'leaveKey', 'once and whole', 'something else');
  for (const field of fieldNames) {
    for (const [part, from] of Object.entries({ html, text, 'List-Unsubscribe': leaveUrl })) {
      if (holdsPiece(from.replaceAll(fields[field], ' '), fields[field]))
        throw unplaceable(part, field, 'as it is, whole, or not at all', 'a piece or another form of it');
    }
    if (headers.some(header => holdsPiece(header, fields[field])))
      throw unplaceable('headers', field, 'only in the link of List-Unsubscribe', 'it in another header');
  }
  for (const [part, content] of Object.entries({ html, text })) refuseTouching(part, content, fields);
}

function holdsPiece(text: string, marker: string): boolean {
  const characters = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const length = pieceLength(marker);
  const pieces = Array.from({ length: marker.length - length + 1 }, (_, at) => marker.slice(at, at + length));
  return pieces.some(piece => characters.includes(piece));
}

/** Also of one field twice. */
function refuseTouching(part: string, content: string, fields: ReaderFields): void {
  const any = fieldNames.map(name => fields[name]).join('|');
  const touching = new RegExp(`(?:${any})[\\s\\S]{0,${distance - 1}}(?:${any})`).exec(content);
  if (!touching) return;
  const field = fieldNames.find(name => touching[0].startsWith(fields[name])) ?? 'leaveKey';
  throw unplaceable(part, field, `at least ${distance} characters before the next field`, 'them closer');
}

function unplaceable(part: string, field: FieldName, expected: string, found: string): UnplaceableFieldError {
  return new UnplaceableFieldError(
    `message, ${part}: expected the reader's ${field} ${expected}, found ${found}. Nothing was sealed. ` +
      'A template cuts or changes the field, or prints it where it cannot be filled in: print it as it is, in text or inside a link.',
  );
}

/** Refuses content that holds a marker: otherwise a fact could put a reader's key where everybody sees it. */
export function refuseMarkersIn(content: string, markers: ReaderFields): void {
  for (const field of fieldNames) {
    if (!content.includes(markers[field])) continue;
    throw new UnplaceableFieldError(
      `digest: found the marker of the reader's ${field} in the content, expected it nowhere. ` +
        'Remove the text that holds it from the facts or the configuration.',
    );
  }
}
