import MailComposer from 'nodemailer/lib/mail-composer';
import type { EditionRow } from '../delivery/progress/editions.ts';
import { type Receipt, type Receipts, readIfWhole } from '../delivery/receipt/receipt.ts';
import { receiptHeadline, receiptLines } from '../delivery/receipt/receipt-lines.ts';
import type { Mailer } from '../delivery/sending/mailer.ts';
import { type Instant, secondsBetween } from '../foundation/instant.ts';
import type { Publication } from '../publication/configuration.ts';
import type { EditionKey } from '../publication/plan.ts';

/** Notes which receipts the operator was mailed. */
export interface Notifications {
  /** Claims the mail to the operator about a receipt; false if it went out, or if somebody claimed it in the last ten minutes. */
  claimNotification(edition: EditionKey, receipt: number, at: Instant): Promise<boolean>;
  /** Notes that the operator was mailed this receipt, or cannot be. */
  notified(edition: EditionKey, receipt: number): Promise<void>;
}

/** What notifying the operator needs. */
export type NotifyContext = {
  notifications: Notifications;
  receipts: Pick<Receipts, 'read'>;
  mailer: Mailer;
  /** The operator's address. */
  operator: string;
};

/** What came of notifying the operator; `undeliverable` is the reason for a log line, without an address. */
export type Notified = 'nothing' | 'notified' | 'later' | { undeliverable: string };

/** After a day of failures the sweep gives up: the receipt is in the archive bucket, and `courant status` shows it. */
const triedForSeconds = 24 * 3600;

/**
 * Mails the operator the newest receipt of an edition. One sweep at a time claims the mail. If that sweep is ended before it has noted the
 * mail, another mails it ten minutes later: so the operator may get it twice, but never not at all.
 */
export async function notifyOperator(
  context: NotifyContext,
  publication: Pick<Publication, 'id' | 'title' | 'from'>,
  row: EditionRow,
  now: Instant,
): Promise<Notified> {
  const { edition, receipts } = row;
  if (row.told >= receipts) return 'nothing';
  if (!(await context.notifications.claimNotification(row, receipts, now))) return 'nothing';
  const content = await context.receipts.read(row, receipts);
  if (content === undefined) return 'nothing';
  const receipt = readIfWhole(content, `receipt ${receipts} of ${edition}`);
  if (!receipt) {
    // It stays damaged: no sweep is to fail at it time and again.
    await context.notifications.notified(row, receipts);
    return { undeliverable: `receipt ${receipts} is damaged` };
  }
  const answer = await context.mailer.send({
    from: publication.from.address,
    to: context.operator,
    raw: await receiptMail(publication, receipt, context.operator),
    tags: { publication: publication.id, edition, receipt: String(receipts) },
  });
  const passes = ['throttled', 'exhausted', 'unreached', 'refused'].includes(answer.outcome);
  if (passes && secondsBetween(receipt.writtenAt, now) < triedForSeconds) return 'later';
  await context.notifications.notified(row, receipts);
  return 'reason' in answer ? { undeliverable: `${answer.outcome}: ${answer.reason}` } : 'notified';
}

/** Labels of one width, so that the texts stand under each other in any mail program that shows plain text. */
const labelWidth = 13;

/** The mail to the operator about a receipt: plain text, the same bytes whenever it is made. */
export async function receiptMail(
  publication: Pick<Publication, 'id' | 'title' | 'from'>,
  receipt: Receipt,
  to: string,
): Promise<Buffer> {
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

function textOf({ id, title }: Pick<Publication, 'id' | 'title'>, receipt: Receipt): string {
  const { edition, number, uncertain, tablesLost } = receipt;
  const lines = receiptLines(receipt).map(([label, text]) => `${label.padEnd(labelWidth)}${text}`);
  const todo =
    uncertain === 0 || tablesLost !== undefined
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
