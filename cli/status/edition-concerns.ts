import { isLedgerHold } from '../../core/delivery/binding/mismatch.ts';
import { isOverdue } from '../../core/delivery/progress/editions.ts';
import { capitalised, countedInWords } from '../../core/delivery/receipt/outcome-words.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { whenText } from '../../core/foundation/time-words/days.ts';
import { type Concern, runbookLine } from './concern.ts';
import type { EditionStatus } from './edition-status.ts';
import { phaseOf } from './edition-status.ts';
import { heldConcern } from './held-concern.ts';
import type { OperatorHints } from './operator-hints.ts';
import { missingReceipt, uncertainConcern } from './uncertain-concern.ts';

/** Everything about an edition that an operator should know, what waits for them first. */
export function concernsOf(status: EditionStatus, now: Instant, hints: OperatorHints): Concern[] {
  const found = [
    heldConcern(status, now, hints),
    missingReceipt(status),
    uncertainConcern(status, now, hints),
    ending(status, now, hints),
    resting(status, now),
    overdue(status, now, hints),
    unfrozen(status, now, hints),
    damaged(status),
  ];
  return found.filter(concern => concern !== null).sort((a, b) => Number(b.waits) - Number(a.waits));
}

function ending(status: EditionStatus, now: Instant, { byItself }: OperatorHints): Concern | null {
  if (phaseOf(status, now) !== 'ending') return null;
  const { edition, stopped } = status.row;
  const why = stopped ? 'its delivery was ended with courant stop' : 'it is more than 30 days old';
  return {
    title: `${edition} is ending: ${why}.`,
    waits: false,
    lines: [
      ['What comes', isLedgerHold(status.row.hold) ? endsWithWhatIsKnown : endOfWaiting(status)],
      ['When', byItself],
    ],
  };
}

const endsWithWhatIsKnown =
  'It is closed with what is known of who was mailed, since the tables may not say all of it.';

function endOfWaiting({ counts: { waiting = 0 } }: EditionStatus): string {
  const readers = countedInWords(waiting, 'reader still waits and is', 'readers still wait and are');
  const end = waiting === 0 ? 'Nobody waits any more.' : `${capitalised(readers)} left out (withheld).`;
  return `${end} Then it is closed, with a receipt.`;
}

function resting(status: EditionStatus, now: Instant): Concern | null {
  if (phaseOf(status, now) !== 'resting') return null;
  const { edition, notBefore } = status.row;
  const until = notBefore ?? now;
  return {
    title: `${edition} rests: it goes on ${whenText(until, now, status.timeZone)}.`,
    waits: false,
    lines: [
      ['It means', 'SES takes no more mail from this account for now: its quota for 24 hours is used up.'],
      [
        'To do',
        'Nothing: it goes on by itself as the quota allows. If every edition is so slow, ask AWS for a larger one.',
      ],
      runbookLine('quota-and-sandbox'),
    ],
  };
}

function overdue(status: EditionStatus, now: Instant, { byItself }: OperatorHints): Concern | null {
  const { row, due, counts } = status;
  // Of one that rests it is known why.
  const open = phaseOf(status, now) === 'delivering' && (counts.waiting ?? 0) > 0;
  if (!open || !isOverdue(row, due, now)) return null;
  const by =
    row.expectedBy === null
      ? `it was due ${whenText(due, now, status.timeZone)}`
      : `it was to be done ${whenText(row.expectedBy, now, status.timeZone)}`;
  const waiting = countedInWords(counts.waiting ?? 0, 'reader still waits', 'readers still wait');
  return {
    title: `${row.edition} is overdue: ${waiting}, and ${by}.`,
    waits: false,
    lines: [
      ['It means', 'Something slows it down, or keeps the functions from working on it.'],
      ['Meanwhile', byItself],
      ['To do', 'Look again in half an hour; if it has not moved, the runbook says where to look.'],
      runbookLine('edition-overdue'),
    ],
  };
}

function unfrozen(status: EditionStatus, now: Instant, { byItself, command }: OperatorHints): Concern | null {
  if (phaseOf(status, now) !== 'sealed') return null;
  const { row, due } = status;
  return {
    title: `${row.edition} is sealed, but its delivery has not begun.`,
    waits: false,
    lines: [
      ['It means', 'Publish is still at work, or was ended between the two.'],
      ['Meanwhile', byItself],
      ['To do', 'If it stays so, see what goes wrong:'],
      ['', command(`publish --at ${due}`)],
    ],
  };
}

function damaged({ row, damaged: files }: EditionStatus): Concern | null {
  if (files.length === 0) return null;
  const found = files.map(
    file => `${file.key} ${file.found === 'nothing' ? 'is gone' : 'holds other bytes'}`,
  );
  return {
    title: `${row.edition} has a file in the archive that is not as it was sealed.`,
    waits: false,
    lines: [
      ['Found', found.join('; ')],
      [
        'It means',
        'Whoever fetches the file gets what it holds now. Mail and later editions go by the seal, and are right.',
      ],
      [
        'To do',
        'Nothing is urgent. The runbook tells what is put back by itself, and who can put back the rest.',
      ],
      runbookLine('damaged-files'),
    ],
  };
}
