import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { dayAndTimeText, whenText } from '../../core/foundation/time-words/days.ts';
import { type Concern, runbookLine } from './concern.ts';
import { scheduleTodo, senderTodo } from './obstacles.ts';
import type { OperatorHints } from './operator-hints.ts';
import type { MissingEdition } from './timetable.ts';

/**
 * What is to be known of an edition that is due and not there.
 * @param next when the edition was or is due that comes next by itself, and takes its facts in if it stays away.
 */
export function missingConcern(
  publication: string,
  missing: MissingEdition,
  { now, next }: { now: Instant; next: Instant },
  hints: OperatorHints,
): Concern {
  const { edition, due, late, timeZone } = missing;
  const wasDue = `${edition} was due ${whenText(due, now, timeZone)}`;
  const inTheWay = cannotBeMade(missing, wasDue, hints);
  if (inTheWay) return inTheWay;
  if (late) return lateConcern(missing, wasDue, { now, next }, hints);
  return notStarted(publication, missing, wasDue, hints);
}

/** What keeps an edition from being made at all, late or not. */
function cannotBeMade(
  { edition, late, obstacle }: MissingEdition,
  wasDue: string,
  { command, byItself }: OperatorHints,
): Concern | null {
  switch (obstacle?.kind) {
    case 'seal':
      return {
        title: `${edition} is not published, and cannot be: a seal is missing.`,
        waits: true,
        lines: [['Because', obstacle.because], runbookLine('seal-missing')],
      };
    case 'too much': {
      const then: LabelledLine[] = late ? [['Then', command(`release ${edition}`)]] : [];
      return {
        title: `${edition} is not published, and cannot be as it is: it would hold too much.`,
        waits: true,
        lines: [['Because', obstacle.because], ...then, runbookLine('too-much')],
      };
    }
    case 'unreadable':
      return {
        title: `${wasDue}, and is not published: what it would hold cannot be read.`,
        waits: true,
        lines: [
          ['Because', obstacle.because],
          ['To do', 'Mend what that names: nobody was mailed, and whatever is filed is in the edition then.'],
          ['Then', late ? command(`release ${edition}`) : byItself],
          runbookLine('sweep-missing'),
        ],
      };
    default:
      return null;
  }
}

/** One that is not late yet, and why nothing made it so far. */
function notStarted(
  publication: string,
  { due, obstacle }: MissingEdition,
  wasDue: string,
  hints: OperatorHints,
): Concern {
  if (obstacle?.kind === 'sender') {
    return {
      title: `${wasDue}, and is not published yet: the sender is not verified.`,
      waits: true,
      lines: [
        ['Because', obstacle.because],
        ...senderTodo,
        ['Then', hints.byItself],
        runbookLine('not-verified'),
      ],
    };
  }
  if (obstacle?.kind === 'schedule') {
    return {
      title: `${wasDue}, and is not published: nothing starts it.`,
      waits: true,
      lines: [
        ['Because', obstacle.because],
        ...scheduleTodo(hints, publication),
        runbookLine('leave-a-week-out'),
      ],
    };
  }
  return {
    title: `${wasDue}, and is not published yet.`,
    waits: false,
    lines: [
      ['Meanwhile', hints.byItself],
      ['To do', 'If it stays so, see what goes wrong:'],
      ['', hints.command(`publish --at ${due}`)],
    ],
  };
}

function lateConcern(
  { edition, obstacle, timeZone }: MissingEdition,
  wasDue: string,
  { now, next }: { now: Instant; next: Instant },
  { command }: OperatorHints,
): Concern {
  const because: LabelledLine[] = obstacle ? [['Because', obstacle.because]] : [];
  const sender = obstacle?.kind === 'sender' ? senderTodo.slice(0, 1) : [];
  const takes = `the next edition, ${next > now ? '' : 'which was due '}${dayAndTimeText(next, now, timeZone)}, takes its facts in`;
  return {
    title: `${wasDue}, and is not published: so late, it is yours to decide.`,
    waits: true,
    lines: [
      ['It means', 'Nothing is lost: nobody was mailed, and no fact is gone.'],
      ...because,
      ...sender,
      [
        sender.length > 0 ? 'Then' : 'To do',
        'To publish it now, with the facts up to the time at which it was due:',
      ],
      ['', command(`release ${edition}`)],
      ['Or', `do nothing: ${takes}${obstacle?.kind === 'schedule' ? ', once the schedule is on' : ''}.`],
      runbookLine('late'),
    ],
  };
}
