import type { LabelledLine } from '../../../core/delivery/receipt/receipt-lines.ts';
import type { Standing } from '../../../core/edition/decisions/decision.ts';
import { type LeftOut, leftOutBy } from '../../../core/edition/decisions/left-out.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { Publication } from '../../../core/publication/configuration.ts';
import { occurrenceOnDay } from '../../../core/publication/schedule.ts';

/** How to speak of commands: about an edition, and about a publication that they name themselves. */
export type CommandHints = { command(line: string): string; aboutPublication(line: string): string };

/** An edition that an operator left out, and when it would be due. */
export type LeftOutEdition = { edition: string; due: Instant; leftOut: LeftOut };

/** What is decided about an edition that is not sealed, by its name; undefined for one that is to come out, or that no time of the schedule makes. */
export function leftOutEdition(
  { schedule }: Publication,
  standing: Standing,
  edition: string,
): LeftOutEdition | undefined {
  const due = occurrenceOnDay(schedule, edition);
  if (due === undefined) return undefined;
  const leftOut = leftOutBy(standing, { edition, time: due });
  return leftOut && { edition, due, leftOut };
}

/** What it means that an edition is left out, and why. */
export function leftOutLines({ due, leftOut }: LeftOutEdition): LabelledLine[] {
  return [
    ['Because', leftOutText(leftOut)],
    ['Due', due],
    [
      'It means',
      'Nobody is mailed. The next edition takes its facts in, and says that this one did not come out.',
    ],
  ];
}

/** The decision in words. */
export function leftOutText({ outcome, decision }: LeftOut): string {
  const { number, decidedAt, because, by } = decision;
  const signed = by === undefined ? '' : ` (${by})`;
  const what = outcome === 'skipped' ? 'it was skipped' : 'the publication was paused';
  const until = 'until' in decision && decision.until !== null ? `, until ${decision.until}` : '';
  return `${what} at ${decidedAt}${until}: ${because}${signed}. Record ${number}.`;
}

/** How to take the decision back. A time that fell into a pause which has ended stays without an edition. */
export function undoLine(
  publication: string,
  { edition, leftOut }: LeftOutEdition,
  hints: CommandHints,
): LabelledLine {
  if (leftOut.outcome === 'skipped') return ['To undo', hints.command(`unskip ${edition}`)];
  if (leftOut.decision.until === null) return ['To undo', hints.aboutPublication(`resume ${publication}`)];
  return [
    'To undo',
    'There is no way: its time fell into the pause, and all facts wait for the next edition.',
  ];
}

/** An edition that is left out, for programs. */
export function leftOutObject(publication: string, { edition, due, leftOut }: LeftOutEdition): object {
  const { outcome, decision } = leftOut;
  const { number, decidedAt, because, by = null } = decision;
  const said = { decision: number, decidedAt, because, by };
  return { publication, edition, number: null, state: outcome, waitsForOperator: false, due, ...said };
}
