import { isTooOldToMail } from '../../core/delivery/progress/editions.ts';
import { countedInWords } from '../../core/delivery/receipt/outcome-words.ts';
import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import { type Instant, plusHours } from '../../core/foundation/instant.ts';
import { silenceSeconds } from '../../core/sweep/settle-silent.ts';
import { type Concern, runbookLine } from './concern.ts';
import type { EditionStatus } from './edition-status.ts';
import type { OperatorHints } from './operator-hints.ts';

/** What is to be known of uncertain deliveries; null where there are none, or where they were left as they are for good. */
export function uncertainConcern(status: EditionStatus, now: Instant, hints: OperatorHints): Concern | null {
  const { row, due, counts } = status;
  const closed = row.state === 'closed';
  const uncertain = closed ? row.uncertain : counts.uncertain;
  if (uncertain === 0 || isTooOldToMail(due, now)) return null;
  const waits = isForOperator(status, now);
  return {
    title: `${row.edition}: nobody knows whether SES took ${countedInWords(uncertain, 'message')}.`,
    waits,
    lines: [
      [
        'It means',
        `SES did not answer, or a worker was ended at that moment. ${uncertain === 1 ? 'The reader has it, or not.' : 'They have it, or not.'}`,
      ],
      ...(waits ? choices(status, uncertain, hints) : patience),
      runbookLine('deliveries-uncertain'),
    ],
  };
}

/**
 * Whether nothing but a late event settles them any more: in an edition that is closed, because it was closed with them; in an open
 * one, because they have been silent for longer than silence takes to count. What an operator has ended is closed with them first.
 */
function isForOperator({ row, counts }: EditionStatus, now: Instant): boolean {
  if (row.state === 'closed') return true;
  const silentSince = row.progressedAt ?? counts.ended;
  return !row.stopped && silentSince !== null && plusHours(silentSince, silenceSeconds / 3600) < now;
}

const patience: readonly LabelledLine[] = [
  ['To do', 'Nothing yet: what SES tells of its messages settles this, mostly within three hours.'],
];

/** Whoever still waits would be withheld by a stop, so that is no way out before an edition is closed. */
function choices({ row }: EditionStatus, uncertain: number, { command }: OperatorHints): LabelledLine[] {
  const { edition, state } = row;
  const [them, who] = uncertain === 1 ? ['it', 'the reader gets'] : ['them', 'some get'];
  return [
    ['To do', `Decide. To mail ${them} again, at the risk that ${who} it twice:`],
    ['', command(`resend ${edition} --uncertain`)],
    ...(state === 'closed'
      ? ([
          ['Or', 'leave it as it is, and hear no more of it:'],
          ['', command(`stop ${edition}`)],
        ] as const)
      : ([
          [
            'Or',
            `do nothing: after 72 hours the edition is closed, and its receipt counts ${them} as uncertain.`,
          ],
        ] as const)),
  ];
}

/** A closed edition whose receipt is not where it was written. */
export function missingReceipt({ row, receiptMissing }: EditionStatus): Concern | null {
  if (!receiptMissing) return null;
  return {
    title: `${row.edition} is closed, but its receipt ${row.receipts} is not there, or is damaged: the counts are those of now.`,
    waits: true,
    lines: [
      [
        'To do',
        'Receipts are never deleted, nor written over. The archive bucket keeps every version: the runbook tells who can put one back.',
      ],
      runbookLine('damaged-files'),
    ],
  };
}
