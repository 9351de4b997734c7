import MailComposer from 'nodemailer/lib/mail-composer';
import { CourantError } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import type { Instant } from '../foundation/instant.ts';
import { base64Body, mailLines, partEncodingOf, quotedPrintableBody } from '../foundation/part-encoding.ts';

/** A name, if there is one, and an address, as From and To show them. */
export type Mailbox = { name: string | null; address: string };

/** A message of two alternative parts: an edition's, or a letter. */
export type Mime = {
  from: Mailbox;
  to: Mailbox;
  replyTo: string;
  subject: string;
  /** The Date header, since nothing here may ask the clock. */
  date: Instant;
  messageId: string;
  boundary: string;
  /** Further headers, each a name and its whole value. */
  headers: readonly [name: string, value: string][];
  text: string;
  html: string;
};

/** A line break or control character in a header field could forge further headers. */
export class HeaderInjectionError extends CourantError {
  constructor(header: string) {
    super(
      `message header "${header}": expected one line without control characters, found a line break or control character. ` +
        'Correct the publication in cdk.json or the reader that this came from.',
    );
  }
}

/**
 * Refuses values of headers that hold a line break or another control character; null for a header that is not there.
 * @throws HeaderInjectionError
 */
export function refuseInjection(values: Readonly<Record<string, string | null>>): void {
  for (const [header, value] of Object.entries(values)) {
    if (value !== null && /[\p{Cc}\u2028\u2029]/u.test(value)) throw new HeaderInjectionError(header);
  }
}

/**
 * Builds the whole message, CRLF line ends, 7-bit. The same content gives the same bytes. Further headers stay on one line: folding
 * them has broken signatures at relays.
 */
export async function buildMime({
  from,
  to,
  headers,
  text,
  html,
  boundary,
  date,
  ...rest
}: Mime): Promise<Buffer> {
  const composer = new MailComposer({
    ...rest,
    from: mailbox(from),
    to: mailbox(to),
    date: new Date(date),
    baseBoundary: boundary,
    headers: headers.map(([key, value]) => ({ key, value: { prepared: true, value } })),
    alternatives: [part('text/plain; charset=utf-8', text), part('text/html; charset=utf-8', html)],
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}

function mailbox({ name, address }: Mailbox): { name: string; address: string } {
  return { name: name ?? '', address };
}

function part(contentType: string, content: string): object {
  const encoding = partEncodingOf(content);
  const body =
    encoding === 'base64' ? base64Body(mailLines(content)) : quotedPrintableBody(mailLines(content));
  return { raw: `Content-Type: ${contentType}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}` };
}

const length = 32;

/**
 * What the line between the parts of a message is made from. It must stand in neither part, or whoever wrote the part could
 * close it and begin another. So it comes from the hash of all that was written, which nobody can know while writing, and
 * the next one is taken if a part holds it nevertheless.
 *
 * @param seed a hash of the content that the parts were rendered from.
 */
export function boundaryBetween(seed: string, parts: readonly string[]): string {
  for (let turn = 0; ; turn += 1) {
    const boundary = sha256(`${seed} boundary ${turn}`).slice(0, length);
    if (!parts.some(part => part.includes(boundary))) return boundary;
  }
}
