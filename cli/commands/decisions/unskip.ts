import { type Standing, standingOf } from '../../../core/edition/decisions/decision.ts';
import { leftOutBy } from '../../../core/edition/decisions/left-out.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { isCovered } from '../../../core/publication/plan.ts';
import { occurrenceOnDay } from '../../../core/publication/schedule.ts';
import { isLate, isLookedFor } from '../../../core/sweep/missing-editions.ts';
import { type Deciding, decideAbout, nextEdition, say, writeDown } from '../../editions/decide.ts';
import { editionMistakes } from '../../editions/edition-operand.ts';
import type { World } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { countsSince } from '../../status/timetable.ts';

/** `unskip`: an edition that was skipped comes out after all. */
export const unskip: Command<World> = {
  name: 'unskip',
  operands: [{ name: '<EDITION>', about: "the edition's date, such as 2026-12-28" }],
  options: ['by', 'publication'],
  summary: 'let an edition come out that was skipped',
  about: [
    'Before its time, the edition comes out as scheduled. After it, the sweep makes it as one that was missed, unless a later one has come out ' +
      'and has its facts; one that is later than holdWhenLateHours waits for courant release.',
    'It ends with 0. Typed again, or for an edition that is not skipped, it changes nothing and says so.',
  ],
  examples: ['courant unskip 2026-12-28', 'courant unskip 2026-12-28 --publication weekly --local'],
  check: ({ operands: [edition = ''] }) => editionMistakes(edition),
  run: ({ operands: [edition = ''], options }, world) =>
    decideAbout({ options }, world, options.publication, deciding => unskipEdition(deciding, edition)),
};

async function unskipEdition(deciding: Deciding, edition: string): Promise<number> {
  const { world, installation, publication, options, tip } = deciding;
  const due = occurrenceOnDay(publication.schedule, edition);
  if (tip && (due === undefined ? edition <= tip.edition : isCovered(publication, due, tip))) {
    const became =
      edition === tip.edition
        ? 'has come out.'
        : `stays as it is: the edition of ${tip.edition} covers its time, and has its facts.`;
    world.print(`${edition} ${became} Nothing was changed.`);
    return 0;
  }
  const decided = await writeDown(deciding, { kind: 'unskip', edition, by: options.by });
  world.print(
    decided.outcome === 'stands'
      ? `${edition} is not skipped. Nothing was changed.`
      : `${edition} is not skipped any more.`,
  );
  const standing = await standingOf(installation.decisions, publication.id);
  say(deciding, 'Next', await whatBecomes(deciding, edition, due, standing));
  return 0;
}

/** What becomes of an edition that is not skipped. */
async function whatBecomes(
  deciding: Deciding,
  edition: string,
  due: Instant | undefined,
  standing: Standing,
): Promise<string[]> {
  const { installation, publication, hints, tip } = deciding;
  const next = nextEdition(deciding, standing, tip);
  if (due === undefined)
    return [`No edition is scheduled on that day. The next one, of ${next}, has what was filed until then.`];
  const leftOut = leftOutBy(standing, { edition, time: due });
  if (leftOut?.outcome === 'paused')
    return leftOut.decision.until === null
      ? [
          `${publication.id} is paused, so it does not come out all the same. To end the pause:`,
          hints.aboutPublication(`resume ${publication.id}`),
        ]
      : [
          `Its time fell into a pause, so it does not come out all the same: the edition of ${next} takes its facts in.`,
        ];
  const now = installation.clock.now();
  if (due > now) return [`It comes out at ${due}.`];
  const since = (await countsSince(installation, publication)) ?? now;
  if (!isLookedFor(due, since, now))
    return [
      `It was due at ${due}: by itself Courant makes none that old. The edition of ${next} takes its facts in.`,
    ];
  if (!isLate(due, now, installation.configuration.settings.holdWhenLateHours))
    return [`It was due at ${due}. ${hints.byItself}`];
  return [`It was due at ${due}: so late, it is yours to decide.`, hints.command(`release ${edition}`)];
}
