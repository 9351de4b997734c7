import MailComposer from 'nodemailer/lib/mail-composer';
import { encodeWords } from 'nodemailer/lib/mime-funcs';
import { CourantError } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import type { Instant } from '../foundation/instant.ts';
import { base64Body, mailLines, partEncodingOf, quotedPrintableBody } from '../foundation/part-encoding.ts';
import type { ReaderFields } from './reader-fields.ts';

/** Everything that goes into one message; `fields` are a reader's, or the markers that hold their places. */
export type MessageContent = {
  publication: { id: string; title: string; language: string; from: Mailbox; replyTo: string };
  edition: string;
  /** The Date header: the scheduled time, since nothing here may ask the clock. */
  date: Instant;
  subject: string;
  html: string;
  text: string;
  /** Hash of what html and text were rendered from, the same for every reader: the boundary between them comes from it. */
  boundarySeed: string;
  to: Mailbox;
  fields: ReaderFields;
  /** Begins with https and ends with the reader's leave key. */
  leaveUrl: string;
  /** The page that lists all editions, if there is a public one. */
  archiveUrl: string | null;
};
/** The content of an edition's message: its fields are the markers of the edition, and nobody is named in To. */
export type MarkedContent = Omit<MessageContent, 'to'>;
/** A name, if there is one, and an address, as From and To show them. */
export type Mailbox = { name: string | null; address: string };

/** A line break or control character in a header field could forge further headers. */
export class HeaderInjectionError extends CourantError {
  constructor(header: string) {
    super(
      `message header "${header}": expected one line without control characters, found a line break or control character. ` +
        'Correct the publication in cdk.json or the reader that this came from.',
    );
  }
}

/** Builds the whole MIME message, CRLF line ends, 7-bit. The same content gives the same bytes. */
export async function composeMessage(content: MessageContent): Promise<Buffer> {
  const { publication, edition, fields } = content;
  checkHeaders(content);
  const domain = publication.from.address.split('@')[1];
  const identity = `${publication.id}.${edition}`;
  const composer = new MailComposer({
    from: mailbox(publication.from),
    to: mailbox(content.to),
    replyTo: publication.replyTo,
    subject: content.subject,
    date: new Date(content.date),
    messageId: `<${identity}.${fields.id}@${domain}>`,
    baseBoundary: boundaryFor(content.boundarySeed, [content.html, content.text], fields),
    headers: listHeaders(content, domain ?? ''),
    alternatives: [
      part(`text/plain; charset=utf-8`, content.text),
      part(`text/html; charset=utf-8`, content.html),
    ],
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}

/** `prepared` keeps the value on one line: folding it has broken signatures at relays. */
function listHeaders(content: MessageContent, domain: string): { key: string; value: object }[] {
  const { publication, archiveUrl, leaveUrl } = content;
  const headers: [string, string][] = [
    ['List-Id', `${phrase(publication.title)} <${publication.id}.${domain}>`],
    ['List-Unsubscribe', `<${leaveUrl}>`],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
    ...(archiveUrl === null ? [] : ([['List-Archive', `<${archiveUrl}>`]] as [string, string][])),
    ['Auto-Submitted', 'auto-generated'],
    ['Content-Language', publication.language],
  ];
  return headers.map(([key, value]) => ({ key, value: { prepared: true, value } }));
}

/** A title as words before an address: in quotation marks, or in encoded words where it is not plain. */
function phrase(title: string): string {
  const plain = /^[\x20-\x7e]*$/.test(title);
  return plain
    ? `"${title.replace(/["\\]/g, '\\$&')}"`
    : encodeWords(title, 'B', longestWord, true).replaceAll(' ', '\r\n ');
}

/** An encoded word has at most 75 characters, of which its frame takes some. */
const longestWord = 52;

function part(contentType: string, content: string): object {
  const encoding = partEncodingOf(content);
  const body =
    encoding === 'base64' ? base64Body(mailLines(content)) : quotedPrintableBody(mailLines(content));
  return { raw: `Content-Type: ${contentType}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}` };
}

function mailbox({ name, address }: Mailbox): { name: string; address: string } {
  return { name: name ?? '', address };
}

function checkHeaders({ publication, subject, to, leaveUrl, archiveUrl, edition }: MessageContent): void {
  const values: Record<string, string | null> = {
    From: `${publication.from.name}${publication.from.address}`,
    To: `${to.name ?? ''}${to.address}`,
    'Reply-To': publication.replyTo,
    Subject: subject,
    'List-Id': `${publication.title}${publication.id}${edition}`,
    'List-Unsubscribe': leaveUrl,
    'List-Archive': archiveUrl,
    'Content-Language': publication.language,
  };
  for (const [header, value] of Object.entries(values)) {
    if (value !== null && /[\p{Cc}\u2028\u2029]/u.test(value)) throw new HeaderInjectionError(header);
  }
}

const length = 32;

/**
 * What the line between the parts of a message is made from. It must stand in neither part, or whoever wrote the part could
 * close it and begin another. So it comes from the hash of all that was written, which nobody can know while writing, and
 * the next one is taken if a part holds it nevertheless. It is the same for every reader: what is the reader's own in a part
 * is passed over.
 *
 * @param seed a hash of the content that the parts were rendered from.
 */
export function boundaryFor(seed: string, parts: readonly string[], fields: ReaderFields): string {
  const content = parts.map(part => withoutFields(part, fields));
  for (let turn = 0; ; turn += 1) {
    const boundary = sha256(`${seed} boundary ${turn}`).slice(0, length);
    if (!content.some(part => part.includes(boundary))) return boundary;
  }
}

function withoutFields(part: string, fields: ReaderFields): string {
  return Object.values(fields).reduce((rest, field) => rest.replaceAll(field, ' '), part);
}
