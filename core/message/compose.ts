import { encodeWords } from 'nodemailer/lib/mime-funcs';
import type { Instant } from '../foundation/instant.ts';
import { boundaryBetween, buildMime, type Mailbox, refuseInjection } from './mime.ts';
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
  /** The page that says who writes, why, and what is kept of a reader. */
  helpUrl?: string | null;
};
/** The content of an edition's message: its fields are the markers of the edition, and nobody is named in To. */
export type MarkedContent = Omit<MessageContent, 'to'>;

/** Builds the whole MIME message, CRLF line ends, 7-bit. The same content gives the same bytes. */
export async function composeMessage(content: MessageContent): Promise<Buffer> {
  const { publication, edition, fields, to, subject, date, html, text } = content;
  checkHeaders(content);
  const domain = publication.from.address.split('@')[1] ?? '';
  return await buildMime({
    from: publication.from,
    replyTo: publication.replyTo,
    ...{ to, subject, date, html, text },
    messageId: `<${publication.id}.${edition}.${fields.id}@${domain}>`,
    boundary: boundaryFor(content.boundarySeed, [html, text], fields),
    headers: listHeaders(content, domain),
  });
}

function listHeaders(content: MessageContent, domain: string): [string, string][] {
  const { publication, archiveUrl, leaveUrl, helpUrl = null } = content;
  return [
    ['List-Id', `${phrase(publication.title)} <${publication.id}.${domain}>`],
    ['List-Unsubscribe', `<${leaveUrl}>`],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
    ...linkHeader('List-Archive', archiveUrl),
    ...linkHeader('List-Help', helpUrl),
    ['Auto-Submitted', 'auto-generated'],
    ['Content-Language', publication.language],
  ];
}

function linkHeader(name: string, url: string | null): [string, string][] {
  return url === null ? [] : [[name, `<${url}>`]];
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

function checkHeaders(content: MessageContent): void {
  const { publication, subject, to, leaveUrl, archiveUrl, helpUrl = null, edition } = content;
  refuseInjection({
    From: `${publication.from.name}${publication.from.address}`,
    To: `${to.name ?? ''}${to.address}`,
    'Reply-To': publication.replyTo,
    Subject: subject,
    'List-Id': `${publication.title}${publication.id}${edition}`,
    'List-Unsubscribe': leaveUrl,
    'List-Archive': archiveUrl,
    'List-Help': helpUrl,
    'Content-Language': publication.language,
  });
}

/** The line between the parts of an edition's message. It is the same for every reader: what is the reader's own is passed over. */
export function boundaryFor(seed: string, parts: readonly string[], fields: ReaderFields): string {
  return boundaryBetween(
    seed,
    parts.map(part => withoutFields(part, fields)),
  );
}

function withoutFields(part: string, fields: ReaderFields): string {
  return Object.values(fields).reduce((rest, field) => rest.replaceAll(field, ' '), part);
}
