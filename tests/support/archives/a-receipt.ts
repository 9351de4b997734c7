import type { Receipt } from '../../../core/delivery/receipt/receipt.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { OperatorNews } from '../../../core/sweep/receipt-mail/news.ts';

/** A receipt of an edition of 4,312 readers, of which SES refused two addresses. */
export function aReceipt(changes: Partial<Receipt> = {}): Receipt {
  return {
    ...{ version: 1, publication: 'china-tech-controls', edition: '2026-11-23', number: 12, receipt: 1 },
    window: { from: '2026-11-16T06:00:00Z' as Instant, to: '2026-11-23T06:00:00Z' as Instant },
    ...{ subject: 'US suspends affiliates rule until November 2026', facts: 14, bytes: 91_404 },
    ...{ audience: 4312, accepted: 4310, uncertain: 0, uncertainReaders: [], withheld: {} },
    rejected: { 'MessageRejected: Address is on the suppression list': 2 },
    later: { delivered: 4301, bounced: 6, complained: 1 },
    ...{ began: '2026-11-23T06:00:41Z' as Instant, ended: '2026-11-23T06:12:30Z' as Instant },
    writtenAt: '2026-11-23T06:25:00Z' as Instant,
    ...{ manifest: 'a'.repeat(64), previous: null },
    ...{ gained: 31, lost: 9, lostBy: { left: 6, bounced: 2, complained: 1 }, onTheWay: 3 },
    ...changes,
  };
}

/** The same beside the four before it, of which the last was written by an earlier version, and one is damaged. */
export function theNews(changes: Partial<OperatorNews> = {}, receipt = aReceipt()): OperatorNews {
  const { gained: _, lost: __, lostBy: ___, onTheWay: ____, bytes: _____, ...older } = aReceipt();
  return {
    receipt,
    before: null,
    earlier: [
      {
        edition: '2026-11-16',
        receipt: aReceipt({ ...before(11, '2026-11-16'), audience: 4290 }),
        damaged: false,
      },
      {
        edition: '2026-11-09',
        receipt: aReceipt({ ...before(10, '2026-11-09'), receipt: 2 }),
        damaged: false,
      },
      { edition: '2026-11-02', receipt: null, damaged: true },
      {
        edition: '2026-10-26',
        receipt: { ...older, ...before(8, '2026-10-26'), rejected: {} },
        damaged: false,
      },
    ],
    ...{
      held: [],
      undecided: [],
      missing: [],
      damaged: [],
      unknown: [],
      asOf: '2026-11-23T06:25:02Z' as Instant,
    },
    next: {
      ...{ edition: '2026-11-30', number: 13, due: '2026-11-30T06:00:00Z' as Instant },
      ...{ timeZone: 'Europe/Brussels', pause: null, filed: 0 },
    },
    ...changes,
  };
}

function before(number: number, edition: string) {
  return {
    number,
    edition,
    window: { from: null, to: `${edition}T06:00:00Z` as Instant },
    ...timesOf(edition),
  };
}

function timesOf(edition: string) {
  return { began: `${edition}T06:00:38Z` as Instant, ended: `${edition}T06:11:59Z` as Instant };
}
