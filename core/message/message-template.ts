import { partEncodingOf } from '../foundation/part-encoding.ts';
import { composeMessage, type MessageContent } from './compose.ts';
import { findPlaces } from './find-places.ts';
import type { Places } from './places.ts';
import { proveTemplate } from './prove-template.ts';
import { UnplaceableFieldError } from './reader-fields.ts';
import { refuseUnplaceableFields } from './refuse-unplaceable.ts';

/** A message encoded once an edition, in which a reader's fields are only filled in. */
export type MessageTemplate = { bytes: Buffer; places: Places };
/** The content of an edition's message: its fields are the markers of the edition, and nobody is named in To. */
export type MarkedContent = Omit<MessageContent, 'to'>;

/** Stands in the To header of the archived message; the whole line is replaced for each reader. */
const placeholderReader = { name: null, address: 'reader@places.example' };

/**
 * Encodes a message with markers in the readers' places and finds them in the bytes.
 *
 * @throws UnplaceableFieldError when a field stands where a reader's own could not be put afterwards, and when a copy that is
 *   filled in is not what composing it gives: the edition must not be built from such a template.
 * @throws HeaderInjectionError
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
