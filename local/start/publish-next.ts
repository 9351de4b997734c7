import { S3Client } from '@aws-sdk/client-s3';
import { S3Decisions } from '../../aws/s3/installation/s3-decisions.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import { newestSeal } from '../../core/edition/chain.ts';
import { type Decisions, type Standing, standingOf } from '../../core/edition/decisions/decision.ts';
import { leftOutBy } from '../../core/edition/decisions/left-out.ts';
import type { Seals } from '../../core/edition/seal.ts';
import { type Clock, type Instant, instantOf, plusHours } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { isCovered, type Plan } from '../../core/publication/plan.ts';
import { localDate, occurrenceAfter } from '../../core/publication/schedule.ts';
import type { AdjustableClock } from '../installation/adjustable-clock.ts';
import type { Local } from '../installation/open-local.ts';
import type { ServingClock } from '../installation/serving-clock.ts';
import type { NextEditions, Published, Publishing } from '../serve/publishing.ts';
import type { DueEditions } from './due-editions.ts';
import { type EditionRun, publishDue } from './publish-due.ts';

/** Publishes, as often as it is asked to, the editions that are due next; the clock of the installation moves on with them. */
export class NextPublishing implements Publishing {
  readonly #local: Local;
  readonly #clock: AdjustableClock;
  readonly #serving: ServingClock;

  constructor(local: Local, clock: AdjustableClock, serving: ServingClock) {
    this.#local = local;
    this.#clock = clock;
    this.#serving = serving;
  }

  async next(): Promise<NextEditions> {
    const { due, publications } = await this.#next();
    return { due, titles: publications.map(({ title }) => title) };
  }

  async publishNext(): Promise<Published[]> {
    const due = await this.#next();
    const { editions } = await publishDue(this.#local, this.#clock, due, 'none');
    await this.#serving.goOn(due.due);
    return editions.map(published);
  }

  async #next(): Promise<DueEditions> {
    const s3 = new S3Client();
    try {
      const objects = new S3Objects(s3, this.#local.resources.ARCHIVE_BUCKET);
      const seals = new S3Seals(objects);
      const decisions = new S3Decisions(objects);
      return await nextDue(this.#local.configuration.publications, { seals, decisions }, this.#clock);
    } finally {
      s3.destroy();
    }
  }
}

/** The end of the newest edition of all publications; null while there is none. */
export async function newestEnd(local: Local): Promise<Instant | null> {
  const now = instantOf(new Date());
  const s3 = new S3Client();
  try {
    const seals = new S3Seals(new S3Objects(s3, local.resources.ARCHIVE_BUCKET));
    const found = await Promise.all(
      local.configuration.publications.map(({ id, formerly }) => newestPlan(seals, now, id, formerly)),
    );
    const ends = found.flatMap(plan => plan?.window.to ?? []).sort();
    return ends.at(-1) ?? null;
  } finally {
    s3.destroy();
  }
}

/**
 * The editions that come next: of each publication the first that its newest one does not cover and that nobody left out, and of those
 * the earliest. One that has none yet appears next after the clock's time; one that is paused does not.
 */
export async function nextDue(
  publications: readonly Publication[],
  { seals, decisions }: { seals: Seals; decisions: Pick<Decisions, 'newest'> },
  clock: Clock,
): Promise<DueEditions> {
  const times = await Promise.all(
    publications.map(async publication => {
      const newest = await newestPlan(seals, clock.now(), publication.id, publication.formerly);
      const standing = await standingOf(decisions, publication.id);
      return nextTime(publication, newest, standing, clock.now());
    }),
  );
  const due = times.flatMap(time => time ?? []).sort()[0] ?? plusHours(clock.now(), 1);
  return { due, publications: publications.filter((_, index) => times[index] === due) };
}

async function newestPlan(
  seals: Seals,
  now: Instant,
  id: string,
  formerly?: string,
): Promise<Plan | undefined> {
  const newest = await newestSeal(seals, id, now);
  const before = newest ?? (formerly === undefined ? undefined : await newestSeal(seals, formerly, now));
  return before?.plan;
}

function nextTime(
  publication: Publication,
  newest: Plan | undefined,
  standing: Standing,
  now: Instant,
): Instant | undefined {
  const { schedule } = publication;
  if (standing.pause?.until === null) return undefined;
  const isLeftOut = (time: Instant) =>
    leftOutBy(standing, { edition: localDate(time, schedule.timeZone), time }) !== undefined;
  let due = occurrenceAfter(schedule, newest?.window.to ?? now);
  while (isCovered(publication, due, newest) || isLeftOut(due)) due = occurrenceAfter(schedule, due);
  return due;
}

function published({ publication, report, progress, mailedNow }: EditionRun): Published {
  const { edition, number } = report.plan;
  return { title: publication.title, edition, number, messages: mailedNow, hold: progress.hold };
}
