import Handlebars from 'handlebars';
import MailComposer from 'nodemailer/lib/mail-composer';
import { leaveKey } from '../core/readers/reader.ts';
import type { BenchReader } from './bench-readers.ts';
import type { BenchEdition } from './edition.ts';

/** Makes one reader's message. */
export type MakeMessage = (reader: BenchReader) => Buffer | Promise<Buffer>;

/**
 * What people usually write: the templates are compiled once, and for each reader rendered and composed. The digest is in
 * the template already, so only the reader's fields are left to render: the usual code is spared its loops over the facts.
 * @param textEncoding how the parts are to be encoded; the composer finds out for each message when it is left out.
 */
export function usualCode(edition: BenchEdition, textEncoding?: 'quoted-printable' | 'base64'): MakeMessage {
  const [html, text, leaveUrl] = [edition.html, edition.text, edition.leaveUrl].map(part =>
    compiled(part, edition.markers),
  );
  const { from, subject, headers } = edition;
  return reader => {
    const fields = { leaveKey: leaveKey(reader), since: reader.agreed.at.slice(0, 10), braces: '{{' };
    return new MailComposer({
      from,
      to: { name: reader.name ?? '', address: reader.address },
      replyTo: headers['Reply-To'],
      subject,
      headers: { ...headers.List, 'List-Unsubscribe': { prepared: true, value: `<${leaveUrl?.(fields)}>` } },
      html: html?.(fields) ?? '',
      text: text?.(fields) ?? '',
      ...(textEncoding && { textEncoding }),
    })
      .compile()
      .build();
  };
}

/** A template that prints the part with the reader's fields in the marked places; braces of the part itself are no template. */
function compiled(part: string, markers: BenchEdition['markers']): Handlebars.TemplateDelegate {
  const withFields = Object.entries(markers).reduce(
    (text, [field, marker]) => text.replaceAll(marker, `{{${field}}}`),
    part.replaceAll('{{', '{{braces}}'),
  );
  return Handlebars.compile(withFields, { strict: true });
}

/** The encoding that suits an edition, for usual code that somebody has tuned: that of its HTML part. */
export function suitableEncoding({ template }: BenchEdition): 'quoted-printable' | 'base64' {
  const parts = template.bytes.toString('latin1').split(/^Content-Type: text\/html/m)[1] ?? '';
  return /^Content-Transfer-Encoding: base64/m.test(parts) ? 'base64' : 'quoted-printable';
}
