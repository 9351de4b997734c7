import { sha256 } from '../../foundation/hash.ts';
import { boundaryBetween, buildMime, refuseInjection } from '../../message/mime.ts';
import type { Imprint } from '../../publication/retired.ts';
import { inlineStyles } from '../../rendering/handlebars/inline-styles.ts';
import type { Templates } from '../../rendering/handlebars/templates.ts';
import { tidyText } from '../../rendering/handlebars/tidy-text.ts';
import { refuseUnsafeLinks } from '../../rendering/links.ts';
import { type ReceiptPlaces, receiptView } from './mail-view.ts';
import type { OperatorNews } from './news.ts';

/** What the operator's mail is written with, besides what it tells. */
export type ReceiptWriting = ReceiptPlaces & { templates: Templates };

const names = { html: 'receipt.html.hbs', text: 'receipt.text.hbs' };

/**
 * The mail to the operator about a receipt, of a text and an HTML part. The same news give the same bytes.
 * @throws HeaderInjectionError, UnsafeLinkError, and what the templates throw.
 */
export async function composeReceipt(
  writing: ReceiptWriting,
  publication: Pick<Imprint, 'id' | 'title' | 'language' | 'from' | 'replyTo'>,
  news: OperatorNews,
  to: string,
): Promise<Buffer> {
  const { templates } = writing;
  const { edition, receipt, writtenAt } = news.receipt;
  const view = receiptView(news, publication, writing);
  const { subject, language } = view;
  const html = inlineStyles(refuseUnsafeLinks(templates.render(names.html, view), names.html));
  const text = tidyText(templates.render(names.text, view));
  const { from } = publication;
  const replyTo = publication.replyTo === '' ? from.address : publication.replyTo;
  refuseInjection({ From: `${from.name}${from.address}`, To: to, 'Reply-To': replyTo, Subject: subject });
  return buildMime({
    ...{ from, replyTo, subject, html, text },
    to: { name: null, address: to },
    date: writtenAt,
    messageId: `<${publication.id}.${edition}.receipt-${receipt}@${from.address.split('@')[1] ?? ''}>`,
    boundary: boundaryBetween(sha256(`${html}\n${text}`), [text, html]),
    headers: [
      ['Auto-Submitted', 'auto-generated'],
      ['Content-Language', language],
    ],
  });
}
