import { compile } from '../../core/digest/compile.ts';
import type { Digest } from '../../core/digest/digest.ts';
import type { ChainContext, Found } from '../../core/edition/chain.ts';
import { standingOf } from '../../core/edition/decisions/decision.ts';
import { editionsLeftOut } from '../../core/edition/decisions/left-out.ts';
import { earlier, firstSight } from '../../core/edition/first-sight.ts';
import { goneBefore } from '../../core/edition/months/taken-down.ts';
import { readPast } from '../../core/edition/past/read-past.ts';
import { readWindow } from '../../core/edition/read-window.ts';
import { daysStillTold, stillTold } from '../../core/edition/still-told.ts';
import { refuseTooManyFacts } from '../../core/edition/too-much.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { Installation } from '../installation/installation.ts';

/** Finds and plans editions as publish does, and writes nothing down. */
export function chainOf(
  installation: Pick<Installation, 'seals' | 'sightings' | 'timetables' | 'clock'>,
): ChainContext {
  const { seals, clock } = installation;
  const seenAt = async (time: Instant) => earlier(clock.now(), time);
  return { seals, firstSight: (id, time) => firstSight(installation, id, () => seenAt(time)) };
}

/**
 * The content of a planned edition, read and compiled as publish does it, and neither rendered nor kept. Reads only.
 * @throws TooMuchError if it is more than one edition can hold, as publish would.
 */
export async function plannedContent(
  installation: Pick<
    Installation,
    'filing' | 'seals' | 'archive' | 'marks' | 'takenDown' | 'decisions' | 'configuration'
  >,
  publication: Publication,
  { plan, newest, former }: Extract<Found, { outcome: 'planned' }>,
): Promise<Digest> {
  const { filing: log, seals, archive, marks, takenDown, decisions, configuration } = installation;
  const { id, formerly } = publication;
  const records = await readWindow({ log, seals }, plan, publication);
  const gone = await goneBefore(takenDown, formerly === undefined ? [id] : [formerly, id]);
  const told = stillTold(records, gone);
  const ports = { log, seals, archive, marks };
  const past = await readPast(ports, publication, told, newest ?? former, plan.window.to);
  const skipped = editionsLeftOut(await standingOf(decisions, id), publication, plan);
  const digest = compile({
    ...{ publication, plan, records: told, past: daysStillTold(past, gone), skipped },
    ...{ previousManifest: null, oldAfterDays: configuration.settings.oldAfterDays },
  });
  refuseTooManyFacts(plan, publication, records, digest.counts.facts + digest.corrections.length);
  return digest;
}
