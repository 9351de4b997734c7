import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { dayAndTimeText, whenText } from '../../core/foundation/time-words/days.ts';
import { type Concern, runbookLine } from './concern.ts';
import { scheduleTodo, senderTodo } from './obstacles.ts';
import type { OperatorHints } from './operator-hints.ts';
import type { MissingEdition } from './timetable.ts';

/** What is to be known of an edition that is due and not there. */
export function missingConcern(
  publication: string,
  { edition, due, late, obstacle, timeZone }: MissingEdition,
  { now, next }: { now: Instant; next: Instant },
  hints: OperatorHints,
): Concern {
  const wasDue = `${edition} was due ${whenText(due, now, timeZone)}`;
  if (obstacle?.kind === 'seal') {
    return {
      title: `${edition} is not published, and cannot be: a seal is missing.`,
      waits: true,
      lines: [['Because', obstacle.because], runbookLine('seal-missing')],
    };
  }
  if (obstacle?.kind === 'too much') {
    return {
      title: `${edition} is not published, and cannot be as it is: it would hold too much.`,
      waits: true,
      lines: [
        ['Because', obstacle.because],
        ...((late ? [['Then', hints.command(`release ${edition}`)]] : []) as LabelledLine[]),
        runbookLine('too-much'),
      ],
    };
  }
  if (obstacle?.kind === 'sender' && !late) {
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
  if (obstacle?.kind === 'schedule' && !late) {
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
  if (!late) {
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
  return {
    title: `${wasDue}, and is not published: so late, it is yours to decide.`,
    waits: true,
    lines: [
      ['It means', 'Nothing is lost: nobody was mailed, and no fact is gone.'],
      ...(obstacle?.kind === 'sender'
        ? ([['Because', obstacle.because], senderTodo[0]] as LabelledLine[])
        : []),
      [
        obstacle?.kind === 'sender' ? 'Then' : 'To do',
        'To publish it now, with the facts up to the time at which it was due:',
      ],
      ['', hints.command(`release ${edition}`)],
      ['Or', `do nothing: the next edition, ${dayAndTimeText(next, now, timeZone)}, takes its facts in.`],
      runbookLine('late'),
    ],
  };
}
