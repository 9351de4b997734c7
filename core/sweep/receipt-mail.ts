import MailComposer from 'nodemailer/lib/mail-composer';
import type { Receipt } from '../delivery/receipt/receipt.ts';
import { receiptHeadline, receiptLines } from '../delivery/receipt/receipt-lines.ts';
import type { Publication } from '../publication/configuration.ts';

/** Labels of one width, so that the texts stand under each other in any mail program that shows plain text. */
const labelWidth = 13;

/** The mail to the operator about a receipt: plain text, the same bytes whenever it is made. */
export async function receiptMail(publication: Publication, receipt: Receipt, to: string): Promise<Buffer> {
  const { edition, number, receipt: serial, writtenAt } = receipt;
  const further = serial === 1 ? '' : `, receipt ${serial}`;
  const subject = `${publication.title} ${number} of ${edition}${further}: ${receiptHeadline(receipt)}`;
  const domain = publication.from.address.split('@')[1];
  const composer = new MailComposer({
    from: publication.from,
    to,
    subject,
    date: new Date(writtenAt),
    messageId: `<${publication.id}.${edition}.receipt-${serial}@${domain}>`,
    headers: [{ key: 'Auto-Submitted', value: 'auto-generated' }],
    text: textOf(publication, receipt),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function textOf({ id, title }: Publication, receipt: Receipt): string {
  const { edition, number, uncertain } = receipt;
  const lines = receiptLines(receipt).map(([label, text]) => `${label.padEnd(labelWidth)}${text}`);
  const todo =
    uncertain === 0
      ? []
      : [
          '',
          `Nobody knows whether Amazon SES took ${uncertain === 1 ? 'one message' : `${uncertain} messages`}. To send again, at the risk that a reader`,
          'gets the edition twice:',
          '',
          `    npm run courant -- resend ${edition} --uncertain --publication ${id}`,
        ];
  return [`${title}, edition ${number} of ${edition}, is closed.`, '', ...lines, ...todo, ''].join('\r\n');
}
