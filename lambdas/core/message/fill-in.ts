import MimeNode from 'nodemailer/lib/mime-node';
import { HeaderInjectionError, type Mailbox } from './compose.ts';
import type { MessageTemplate } from './message-template.ts';
import type { ReaderFields } from './reader-fields.ts';

/**
 * A reader's own copy of the message: byte for byte what composing it for that reader from the start would give.
 * The template is not changed, so that nothing of one reader can reach the next.
 */
export function fillIn({ bytes, places }: MessageTemplate, to: Mailbox, fields: ReaderFields): Buffer {
  const header = toHeader(to);
  const shift = header.length - places.to.length;
  const message = Buffer.allocUnsafeSlow(bytes.length + shift);
  bytes.copy(message, 0, 0, places.to.at);
  message.write(header, places.to.at, 'latin1');
  bytes.copy(message, places.to.at + header.length, places.to.at + places.to.length);
  for (const { field, at, length, from } of places.fields) {
    const value = fields[field].slice(from, from + length);
    message.write(value, at < places.to.at ? at : at + shift, 'latin1');
  }
  return message;
}

/** The To header with its line end, encoded and folded as the composer does it. @throws HeaderInjectionError */
function toHeader({ name, address }: Mailbox): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(`${name ?? ''}${address}`)) throw new HeaderInjectionError('To');
  const node = new MimeNode('text/plain');
  node.setHeader('To', { name: name ?? '', address });
  const line = /^To:.*(?:\r\n[ \t].*)*/m.exec(node.buildHeaders())?.[0] ?? '';
  return `${line}\r\n`;
}
