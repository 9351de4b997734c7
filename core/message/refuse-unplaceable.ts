import type { MarkedContent } from './message-template.ts';
import { type FieldName, fieldNames, type ReaderFields, UnplaceableFieldError } from './reader-fields.ts';

/** So many characters of a marker in a row are no accident: markers are digits of a hash. Of a short one it is all but two. */
const pieceLength = (marker: string) => Math.min(12, marker.length - 2);
/** Characters between two fields that keep them out of one group of base64, which carries three bytes. */
const distance = 2;

/**
 * A field can be filled in afterwards only where it stands whole, as it is, in a part or the leave link: what a template cuts,
 * folds or changes would reach readers as the marker, and in another header it would be encoded beyond finding.
 * @throws UnplaceableFieldError
 */
export function refuseUnplaceableFields(content: MarkedContent): void {
  const { html, text, leaveUrl, fields, publication, subject, archiveUrl } = content;
  const { id, title, from, replyTo, language } = publication;
  const headers = [subject, id, title, from.name ?? '', from.address, replyTo, language, archiveUrl ?? ''];
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
