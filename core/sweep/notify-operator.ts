import type { EditionRow } from '../delivery/progress/editions.ts';
import { type Receipts, readIfWhole } from '../delivery/receipt/receipt.ts';
import type { Mailer } from '../delivery/sending/mailer.ts';
import { type Instant, secondsBetween } from '../foundation/instant.ts';
import type { EditionKey } from '../publication/plan.ts';
import type { Imprint } from '../publication/retired.ts';
import { gatherNews, type KnownChain, type NewsSources } from './gather-news.ts';
import { composeReceipt, type ReceiptWriting } from './receipt-mail/compose-receipt.ts';

/** Notes which receipts the operator was mailed. */
export interface Notifications {
  /** Claims the mail to the operator about a receipt; false if it went out, or if somebody claimed it in the last ten minutes. */
  claimNotification(edition: EditionKey, receipt: number, at: Instant): Promise<boolean>;
  /** Notes that the operator was mailed this receipt, or cannot be. */
  notified(edition: EditionKey, receipt: number): Promise<void>;
}

/** What notifying the operator needs. */
export type NotifyContext = NewsSources & {
  notifications: Notifications;
  receipts: Pick<Receipts, 'read'>;
  mailer: Mailer;
  /** The operator's address. */
  operator: string;
  receiptWriting: ReceiptWriting;
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
  publication: Imprint,
  row: EditionRow,
  chain: KnownChain,
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
  const news = await gatherNews(context, publication, receipt, chain, now);
  const answer = await context.mailer.send({
    from: publication.from.address,
    to: context.operator,
    raw: await composeReceipt(context.receiptWriting, publication, news, context.operator),
    tags: { publication: publication.id, edition, receipt: String(receipts) },
  });
  const passes = ['throttled', 'exhausted', 'unreached', 'refused'].includes(answer.outcome);
  if (passes && secondsBetween(receipt.writtenAt, now) < triedForSeconds) return 'later';
  await context.notifications.notified(row, receipts);
  return 'reason' in answer ? { undeliverable: `${answer.outcome}: ${answer.reason}` } : 'notified';
}
