import { isLedgerHold } from '../../core/delivery/binding/mismatch.ts';
import { capitalised, countedInWords } from '../../core/delivery/receipt/outcome-words.ts';
import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { whenText } from '../../core/foundation/time-words/days.ts';
import { type Concern, runbookLine } from './concern.ts';
import { whoHasItText } from './edition-sentence.ts';
import { type EditionStatus, phaseOf } from './edition-status.ts';
import { holdAdvice, isOfSes } from './holds/hold-advice.ts';
import type { OperatorHints } from './operator-hints.ts';

/** What happened to an edition that is held, who is affected, and what to do and to type; null for one that is not. */
export function heldConcern(status: EditionStatus, now: Instant, { command }: OperatorHints): Concern | null {
  const { edition, hold } = status.row;
  if (hold === null || phaseOf(status, now) !== 'held') return null;
  const { happened, todo, article } = holdAdvice(hold, status.from, status.unlisted);
  return {
    title: `${edition} is held: it does not go on until you decide.`,
    waits: true,
    lines: [
      ['Happened', `${happened}${hold.startsWith('late: ') ? ` ${wasDue(status, now)}` : ''}`],
      ['Affected', affected(status)],
      ...todo.map((text, index): LabelledLine => [index === 0 ? 'To do' : '', text]),
      ...(isLedgerHold(hold) ? waysOutOfLoss(status, command) : waysOut(status, command)),
      isOfSes(hold) ? ['SES said', `"${hold}"`] : ['In full', hold],
      runbookLine(article),
    ],
  };
}

function wasDue({ due, timeZone }: EditionStatus, now: Instant): string {
  return `It was due ${whenText(due, now, timeZone)}.`;
}

/** Who has the edition, and who waits for it, as far as anybody knows. */
function affected(status: EditionStatus): string {
  const text = whoHasItText(status);
  if (status.row.audience === null) return `Every reader of the publication: ${text}.`;
  return `${capitalised(text)}.`;
}

type Command = OperatorHints['command'];

function waysOut({ row, counts }: EditionStatus, command: Command): LabelledLine[] {
  const { edition, audience } = row;
  const { waiting = 0 } = counts;
  const who =
    // Before its audience is frozen nobody waits yet.
    audience === null
      ? ' with whoever is in the readers table then'
      : waiting === 0
        ? ''
        : ` with ${countedInWords(waiting, 'reader who waits', 'readers who wait')}`;
  return [
    ['Then', command(`release ${edition}`)],
    ['', `lets it go on${who}; nobody gets it twice.`],
    ['Or', command(`stop ${edition}`)],
    [
      '',
      audience !== null && waiting === 0
        ? 'ends it: nobody waits any more.'
        : 'ends it: whoever still waits does not get it.',
    ],
  ];
}

/** Where the tables may not say who was mailed. */
function waysOutOfLoss({ row, counts }: EditionStatus, command: Command): LabelledLine[] {
  const { edition, audience } = row;
  const { waiting = 0 } = counts;
  const who = countedInWords(waiting, 'reader who has', 'readers who have');
  const mailed = audience === null ? 'all readers of now' : `${who} no outcome in the tables`;
  return [
    ['Then', command(`stop ${edition}`)],
    ['', 'ends it: nobody more is mailed, and whoever did not get it does not get it.'],
    ['Or', command(`release ${edition} --mail-again`)],
    [
      '',
      audience !== null && waiting === 0
        ? 'lets it go on: nobody is without an outcome in the tables, so nobody is mailed.'
        : `mails ${mailed}; whoever had it already gets it twice.`,
    ],
  ];
}
