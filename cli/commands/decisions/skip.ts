import { sealOfEdition } from '../../../core/edition/chain.ts';
import { CourantError } from '../../../core/foundation/errors.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { isCovered } from '../../../core/publication/plan.ts';
import {
  describeSchedule,
  localDate,
  occurrenceAfter,
  occurrenceOnDay,
} from '../../../core/publication/schedule.ts';
import {
  type Deciding,
  decideAbout,
  nextEdition,
  reasonMistakes,
  say,
  sayWhoMayBeAtWork,
  tipOf,
  writeDown,
} from '../../editions/decide.ts';
import { editionMistakes } from '../../editions/edition-operand.ts';
import type { World } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { UsageError, usageMistake } from '../../program/usage-error.ts';

/** `skip`: a scheduled time makes no edition. */
export const skip: Command<World> = {
  name: 'skip',
  operands: [{ name: '<EDITION>', about: "the edition's date, such as 2026-12-28" }],
  options: ['because', 'by', 'publication'],
  summary: 'leave an edition out: its facts go into the next one',
  about: [
    'No edition is made at that time, by the schedule, by the sweep or by hand, and nobody is mailed. What is filed for it stays, and the next ' +
      'edition covers both times, and says so. courant status shows what is skipped; courant unskip takes it back.',
    'You can skip an edition before its time, and after it as long as it is not sealed. Once it is, readers may have it: courant stop ends ' +
      'its delivery. The decision, with its reason, is kept for good in the archive bucket, where nobody else reads it.',
    'It ends with 0 when the edition is skipped, or was before; with 1 when the edition was sealed first; with 2 when none is scheduled on ' +
      'that day. Typed again it changes nothing.',
  ],
  examples: [
    'courant skip 2026-12-28 --because holidays',
    'courant skip 2026-12-28 --because "the editor is ill" --local',
  ],
  check: ({ operands: [edition = ''], options: { because } }) => [
    ...editionMistakes(edition),
    ...reasonMistakes(because),
  ],
  run: ({ operands: [edition = ''], options }, world) =>
    decideAbout({ options }, world, options.publication, deciding => skipEdition(deciding, edition)),
};

async function skipEdition(deciding: Deciding, edition: string): Promise<number> {
  const { world, publication, options, hints, tip } = deciding;
  const due = await unsealedTime(deciding, edition);
  if (due === null) {
    world.print(
      `${edition} comes to nothing: the edition of ${tip?.edition} covers its time. Nothing was changed.`,
    );
    return 0;
  }
  const { because = '', by } = options;
  const decided = await writeDown(deciding, { kind: 'skip', edition, because, by });
  if (decided.outcome === 'stands') {
    const before = decided.standing.skipped.find(one => one.edition === edition);
    world.print(`${edition} is skipped already, since ${before?.decidedAt}. Nothing was changed.`);
    say(deciding, 'Because', [before?.because ?? '']);
    return 0;
  }
  const sealedMeanwhile = await tipOf(deciding);
  if (isCovered(publication, due, sealedMeanwhile))
    throw new SealedEditionError(edition, hints.command(`stop ${edition}`));
  const next = nextEdition(deciding, decided.decision.stands, tip);
  world.print(`${edition} is skipped: it does not come out.`);
  say(deciding, 'Next', [
    `The edition of ${next} takes its facts in, and says that there was none of ${edition}.`,
  ]);
  sayWhoMayBeAtWork(deciding, due);
  say(deciding, 'To undo', [hints.command(`unskip ${edition}`)]);
  return 0;
}

/**
 * When an edition is due that can still be left out; null if a later one covers its time.
 * @throws UsageError if there is none on that day; SealedEditionError if it is sealed.
 */
async function unsealedTime(deciding: Deciding, edition: string): Promise<Instant | null> {
  const { installation, publication, hints, tip } = deciding;
  const key = { publication: publication.id, edition };
  // Also one of an earlier schedule.
  if (tip && edition <= tip.edition && (await sealOfEdition(installation.seals, key)))
    throw new SealedEditionError(edition, hints.command(`stop ${edition}`));
  const due = occurrenceOnDay(publication.schedule, edition);
  if (due === undefined) throw notScheduled(deciding, edition);
  return isCovered(publication, due, tip) ? null : due;
}

const namedAhead = 3;

function notScheduled({ installation, publication }: Deciding, edition: string): UsageError {
  const { schedule } = publication;
  const ahead: string[] = [];
  let time = installation.clock.now();
  while (ahead.length < namedAhead) {
    time = occurrenceAfter(schedule, time);
    ahead.push(localDate(time, schedule.timeZone));
  }
  const expected = `a day on which ${publication.id} appears, ${describeSchedule(schedule)}`;
  return new UsageError([usageMistake(edition, expected, `the next ones are ${ahead.join(', ')}`)]);
}

/** An edition that was to be left out is sealed. */
export class SealedEditionError extends CourantError {
  /** @param stop the line that ends its delivery. */
  constructor(edition: string, stop: string) {
    super(
      `${edition}: expected an edition that is not sealed, found it sealed, and readers may have it: it cannot be left out any more. ` +
        `To end its delivery, so that whoever still waits does not get it: ${stop}`,
    );
  }
}
