import { createHmac } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { InvalidInputError } from '../foundation/errors.ts';
import { readerIdLength } from './reader.ts';

/** Where the key is kept under which reader ids are made. It is made once: another key would make every reader a stranger. */
export interface ReaderIdKey {
  /** The key's bytes; makes it if there is none yet. */
  get(): Promise<Uint8Array>;
}

const addressAtMost = 254;

/**
 * The one spelling of an address: trimmed, lower case, the domain in Punycode. Addresses that differ only in case are
 * the same reader.
 * @throws InvalidInputError for a text that is not an address, or has a name before the @ that SES cannot write to.
 */
export function normaliseAddress(address: string): string {
  const text = address.normalize('NFC').trim().toLowerCase();
  const [, local = '', domain = ''] = /^([^@\s]+)@([^@\s]+)$/u.exec(text) ?? [];
  // Unchecked, domainToASCII reads a URL's host: "mail.example/x" and "mail%2eexample" would pass as somebody else's domain.
  const ascii = /^[\p{L}\p{M}\p{N}.\u3002-]+$/u.test(domain) ? domainToASCII(domain) : '';
  const normal = `${local}@${ascii}`;
  if (!/^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local)) throw refused(address);
  // The last label has a letter: domainToASCII reads numbers as a URL does, and makes 127.0.0.10 of 0x7f.0.0.10.
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[\d-]*[a-z])[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/.test(ascii))
    throw refused(address);
  if (normal.length > addressAtMost || local.length > 64) throw refused(address);
  return normal;
}

/** An id that names the reader where no address may stand: an HMAC of the normalised address, 32 hexadecimal digits. */
export function readerId(normalisedAddress: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(normalisedAddress).digest('hex').slice(0, readerIdLength);
}

function refused(address: string): InvalidInputError {
  return new InvalidInputError('The reader', [
    {
      source: 'address',
      path: '',
      expected: 'an e-mail address such as reader@mail.example, ASCII before the @, at most 254 characters',
      found: JSON.stringify(address),
      todo: 'correct the address; SES cannot write to names with other letters before the @',
    },
  ]);
}
