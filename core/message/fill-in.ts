import type { Mailbox } from './compose.ts';
import type { MessageTemplate } from './message-template.ts';
import type { Place } from './places.ts';
import type { ReaderFields } from './reader-fields.ts';
import { toHeader } from './to-header.ts';

/**
 * A reader's own copy of the message: byte for byte what composing it for that reader from the start would give.
 * The template is not changed, and every copy has bytes of its own, so that nothing of one reader can reach the next.
 * @throws HeaderInjectionError
 */
export function fillIn({ bytes, places }: MessageTemplate, to: Mailbox, fields: ReaderFields): Buffer {
  const header = toHeader(to);
  const shift = header.length - places.to.length;
  // Not from the pool that small buffers share: filled to the last byte, it holds nothing but this message.
  const message = Buffer.allocUnsafeSlow(bytes.length + shift);
  bytes.copy(message, 0, 0, places.to.at);
  message.write(header, places.to.at, 'latin1');
  bytes.copy(message, places.to.at + header.length, places.to.at + places.to.length);
  for (const place of places.fields) {
    const at = place.at < places.to.at ? place.at : place.at + shift;
    message.write(encoded(place, fields[place.field]), at, place.length, 'latin1');
  }
  return message;
}

function encoded(place: Place, value: string): string {
  if (place.encoding === 'none') return value.slice(place.from, place.from + place.length);
  return btoa(place.before + value.slice(place.start, place.end) + place.after);
}
