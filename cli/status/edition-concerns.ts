import { isLedgerHold } from '../../core/delivery/binding/mismatch.ts';
import { isOverdue } from '../../core/delivery/progress/editions.ts';
import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import { counted } from '../../core/foundation/counts.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { type Concern, runbookLine } from './concern.ts';
import type { EditionStatus } from './edition-status.ts';
import { phaseOf } from './edition-status.ts';
import { holdAdvice, isOfSes } from './hold-advice.ts';
import type { OperatorHints } from './operator-hints.ts';
import { missingReceipt, uncertainConcern } from './uncertain-concern.ts';

/** Everything about an edition that an operator should know, what waits for them first. */
export function concernsOf(status: EditionStatus, now: Instant, hints: OperatorHints): Concern[] {
  const found = [
    held(status, now, hints),
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

function held(status: EditionStatus, now: Instant, { command }: OperatorHints): Concern | null {
  const { edition, hold } = status.row;
  if (hold === null || phaseOf(status, now) !== 'held') return null;
  const { means, todo, article } = holdAdvice(hold, status.from, status.unlisted);
  return {
    title: `${edition} is held: it does not go on until you decide.`,
    waits: true,
    lines: [
      [isOfSes(hold) ? 'SES said' : 'Because', hold],
      ['It means', means],
      ...todo.map((text, index): LabelledLine => [index === 0 ? 'To do' : '', text]),
      ...(isLedgerHold(hold) ? waysOutOfLoss(status, command) : waysOut(status, command)),
      runbookLine(article),
    ],
  };
}

type Command = OperatorHints['command'];

function waysOut({ row, counts }: EditionStatus, command: Command): LabelledLine[] {
  const { edition, audience } = row;
  const waiting = counted(counts.waiting ?? 0, 'reader who waits', 'readers who wait');
  // Before its audience is frozen nobody waits yet.
  const who = audience === null ? 'whoever is in the readers table then' : waiting;
  return [
    ['Then', command(`release ${edition}`)],
    ['', `lets it go on with ${who}; nobody gets it twice.`],
    ['Or', command(`stop ${edition}`)],
    ['', 'ends it: whoever still waits does not get it.'],
  ];
}

/** Where the tables may not say who was mailed. */
function waysOutOfLoss({ row, counts }: EditionStatus, command: Command): LabelledLine[] {
  const { edition, audience } = row;
  const waiting = counted(counts.waiting ?? 0, 'reader who has', 'readers who have');
  const who = audience === null ? 'all readers of now' : `${waiting} no outcome in the tables`;
  return [
    ['Then', command(`stop ${edition}`)],
    ['', 'ends it: nobody more is mailed, and whoever did not get it does not get it.'],
    ['Or', command(`release ${edition} --mail-again`)],
    ['', `mails ${who}; whoever had it already gets it twice.`],
  ];
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
  const readers = counted(waiting, 'reader who still waits is', 'readers who still wait are');
  return `${waiting === 0 ? 'Nobody waits any more.' : `${readers} withheld.`} Then it is closed, with a receipt.`;
}

function resting(status: EditionStatus, now: Instant): Concern | null {
  if (phaseOf(status, now) !== 'resting') return null;
  const { edition, notBefore } = status.row;
  return {
    title: `${edition} rests until ${notBefore}.`,
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
  const by = row.expectedBy === null ? `was due at ${due}` : `was to be done by ${row.expectedBy}`;
  const waiting = counted(counts.waiting ?? 0, 'reader still waits', 'readers still wait');
  return {
    title: `${row.edition} is overdue: ${waiting}, and it ${by}.`,
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
