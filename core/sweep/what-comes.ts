import type { FactLog } from '../articles/fact-log.ts';
import { type Decisions, type Standing, standingOf } from '../edition/decisions/decision.ts';
import { leftOutBy, nextAfter } from '../edition/decisions/left-out.ts';
import type { Seal } from '../edition/seal.ts';
import type { Instant } from '../foundation/instant.ts';
import type { Publication } from '../publication/configuration.ts';
import { type Imprint, makesEditions } from '../publication/retired.ts';
import { localDate } from '../publication/schedule.ts';
import { missingEditions } from './missing-editions.ts';
import type { MissingEdition, NextEdition } from './receipt-mail/news.ts';
import { scheduleFingerprint, type Timetables } from './timetable.ts';

/** Where it stands what a publication has to come. */
export type ComingSources = {
  log: Pick<FactLog, 'keys'>;
  decisions: Pick<Decisions, 'newest'>;
  timetables: Pick<Timetables, 'read'>;
  settings: { holdWhenLateHours: number };
};

/** What is due and not there, and what is due next. */
export type Coming = { missing: MissingEdition[]; next: Omit<NextEdition, 'filed'> | null };
/** Of a publication that makes no editions any more. */
export const nothingComing: Coming = { missing: [], next: null };

/** What a publication has to come after its newest edition, by its schedule and by what operators decided. */
export async function whatComes(
  sources: ComingSources,
  publication: Imprint,
  newest: Seal | undefined,
  now: Instant,
): Promise<Coming> {
  if (!makesEditions(publication)) return nothingComing;
  const standing = await standingOf(sources.decisions, publication.id);
  const missing = await missingOf(sources, publication, standing, newest, now);
  const first = nextAfter(publication, newest?.plan, now, standing);
  const pause =
    standing.pause && (standing.pause.until === null || first <= standing.pause.until)
      ? standing.pause
      : null;
  const due = pause?.until ? nextAfter(publication, newest?.plan, pause.until, standing) : first;
  const { timeZone } = publication.schedule;
  const isFollowed = newest !== undefined && missing.length === 0;
  const number = isFollowed ? newest.plan.number + 1 : null;
  return { missing, next: { edition: localDate(due, timeZone), number, due, timeZone, pause } };
}

/** As the sweep finds them, which publishes them or lets them wait. */
async function missingOf(
  { timetables, settings }: ComingSources,
  publication: Publication,
  standing: Standing,
  newest: Seal | undefined,
  now: Instant,
): Promise<MissingEdition[]> {
  const { id, schedule } = publication;
  const known = await timetables.read(id);
  if (known?.fingerprint !== scheduleFingerprint(schedule)) return [];
  const { holdWhenLateHours } = settings;
  const found = missingEditions(publication, known.since, newest?.plan, now, holdWhenLateHours);
  const named = (late: boolean) => (due: Instant) => ({
    edition: localDate(due, schedule.timeZone),
    ...{ due, late },
  });
  return [...found.late.map(named(true)), ...found.due.map(named(false))].filter(
    ({ edition, due }) => leftOutBy(standing, { edition, time: due }) === undefined,
  );
}

/** How many records were filed since the newest edition: what became of them, and for which publication they are, is not looked into. */
export async function filedSince(
  { log }: Pick<ComingSources, 'log'>,
  newest: Seal | undefined,
  now: Instant,
): Promise<number | null> {
  return newest ? (await log.keys(newest.plan.window.to, now)).length : null;
}
