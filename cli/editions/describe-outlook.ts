import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import { counted } from '../../core/foundation/counts.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { whenText } from '../../core/foundation/time-words/days.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { Outlook, Surprise } from './outlook.ts';

/** What an edition would be, for people: plan and counts. What is surprising about it is said by `surpriseLines`. */
export function outlookLines({ id }: Pick<Publication, 'id'>, outlook: Outlook): LabelledLine[] {
  const { plan, facts, corrections, mailed, readers, waiting, next } = outlook;
  const content = `${counted(facts, 'fact')}, ${counted(corrections, 'correction')}`;
  return [
    ['Publication', id],
    ['Due', plan.window.to],
    ['Window', `${plan.window.from ?? 'the beginning'} to ${plan.window.to}`],
    ...leftOutLine(plan),
    ['Previous', plan.previous ?? 'none: it is the first'],
    ['Content', content],
    ['Audience', mailed ? counted(readers, 'reader') : 'nobody: the publication mails no empty edition'],
    ['Waiting', `${counted(waiting, 'fact')} filed since it was due, for the edition of ${next}`],
  ];
}

/** What `coversSince` leaves out of a chain that had begun before it. */
function leftOutLine({ leftOutSince, window }: Outlook['plan']): LabelledLine[] {
  if (leftOutSince === undefined) return [];
  return [['Left out', `what was filed from ${leftOutSince} to ${window.from}: it is in no edition`]];
}

/** Everything that is surprising about an edition, in whole sentences. */
export function surpriseLines(
  { schedule: { timeZone } }: Pick<Publication, 'schedule'>,
  { surprises, ...outlook }: Outlook,
  now: Instant,
): LabelledLine[] {
  const when = (due: Instant) => whenText(due, now, timeZone);
  return surprises.map((surprise, index) => [index === 0 ? 'Note' : '', sentence(surprise, outlook, when)]);
}

function sentence(
  surprise: Surprise,
  { plan, waiting, next }: Omit<Outlook, 'surprises'>,
  when: (due: Instant) => string,
): string {
  const due = plan.window.to;
  switch (surprise.kind) {
    case 'before the installation':
      return surprise.since === null
        ? `It was due at ${due}, and no sweep has seen this schedule yet: by itself Courant never makes an edition of a time before that.`
        : `It was due at ${due}, but the schedule counts since ${surprise.since} only: by itself Courant never makes it.`;
    case 'late':
      return `It was due ${when(due)}: after ${surprise.holdWhenLateHours} hours (holdWhenLateHours) Courant leaves it to you.`;
    case 'empty':
      return `It would be empty, while ${counted(waiting, 'fact waits', 'facts wait')} that the edition of ${next} takes in.`;
  }
}

/** What an edition would be, for programs. */
export function outlookObject({ plan, ...outlook }: Outlook, needsYes: boolean): object {
  return { outcome: 'planned', ...plan, ...outlook, needsYes };
}
