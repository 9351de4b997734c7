import { foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import { HeaderInjectionError, type Mailbox } from './compose.ts';

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
