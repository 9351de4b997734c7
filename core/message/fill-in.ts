import { foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import { HeaderInjectionError, type Mailbox } from './mime.ts';
import type { MessageTemplate, Place } from './places.ts';
import type { ReaderFields } from './reader-fields.ts';

/**
 * Makes a reader's own copy of the message: byte for byte what composing it for that reader from the start would give.
 * The template does not change, and every copy has its own bytes, so that nothing of one reader can reach the next.
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

/** Encodes header values by the composer's own rules. It is asked only for what it answers, and keeps nothing. */
const encoder = new MimeNode(false);
/** The composer folds a header that is as long as this. */
const lineLength = 76;

/** What stands in a header as it is: words, and an address whose domain no rule of international names could change. */
const plainName = /^\w+(?: \w+)*$/;
const plainAddress = /^[\w+-]+(?:\.[\w+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}$/;

/**
 * The To header with its line end, encoded and folded as the composer does it. That costs as much as all the rest of filling
 * in, so what needs neither is written as it is.
 * @throws HeaderInjectionError
 */
export function toHeader(to: Mailbox): string {
  return plainHeader(to) ?? encodedHeader(to);
}

function plainHeader({ name, address }: Mailbox): string | undefined {
  if (!plainAddress.test(address)) return undefined;
  if (name !== null && !plainName.test(name)) return undefined;
  const line = name === null ? `To: ${address}` : `To: ${name} <${address}>`;
  return line.length < lineLength ? `${line}\r\n` : undefined;
}

function encodedHeader({ name, address }: Mailbox): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(`${name ?? ''}${address}`)) throw new HeaderInjectionError('To');
  const value = encoder.encodeHeaderValue('To', { name: name ?? '', address });
  return `${foldLines(`To: ${value}`, lineLength)}\r\n`;
}
