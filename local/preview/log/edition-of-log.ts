import { amendmentName, recordedAtOfKey } from '../../../core/articles/record-key.ts';
import type { Render } from '../../../core/edition/build-edition.ts';
import { type Found, findOrPlan, newestSeal } from '../../../core/edition/chain.ts';
import { manifestsNewestFirst } from '../../../core/edition/chain-manifests.ts';
import { stillOpen } from '../../../core/edition/decisions/decide.ts';
import { type Standing, standingOf } from '../../../core/edition/decisions/decision.ts';
import { editionsLeftOut, leftOutBy, nextAfter } from '../../../core/edition/decisions/left-out.ts';
import { earlier, firstSight } from '../../../core/edition/first-sight.ts';
import { readManifest } from '../../../core/edition/manifest.ts';
import type { Seal } from '../../../core/edition/seal.ts';
import { TooMuchError } from '../../../core/edition/too-much.ts';
import { CourantError } from '../../../core/foundation/errors.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { Configuration, Publication } from '../../../core/publication/configuration.ts';
import type { Links } from '../../../core/publication/links.ts';
import { isCovered, type Plan } from '../../../core/publication/plan.ts';
import { localDate, occurrenceAtOrBefore } from '../../../core/publication/schedule.ts';
import { makeEdition } from '../../../lambdas/publish/make-edition.ts';
import type { KeptLog } from './kept-log.ts';
import type { LogOnTop } from './log-on-top.ts';

/** What this machine keeps, with the files that are not filed on top. */
export type OpenedLog = Omit<KeptLog, 'log'> & { log: LogOnTop; at: Instant };

/** How much of an edition comes from somewhere. */
export type Share = { facts: number; corrections: number };

/** What an edition is made of, by where that was found. */
export type Shares = {
  log: Share;
  /** Of files that are not filed yet. */
  files: Share;
};

/** The edition that takes up what is filed now. */
export type PlannedOfLog = {
  found: Extract<Found, { outcome: 'planned' }>;
  standing: Standing;
  /** When an edition was due that nobody made here; null where the newest one is the last that was, or an operator left the last one out. */
  overdue: Instant | null;
};

/** What this machine keeps cannot be read, or an edition cannot be made from what is there. */
export class UnreadableLogError extends CourantError {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Plans the edition that takes up what is filed now: the first one after the log's time that nobody left out. @throws UnreadableLogError */
export async function planOfLog(log: OpenedLog, publication: Publication): Promise<PlannedOfLog> {
  return readingLog(async () => {
    const { seals, decisions, at } = log;
    const tip = (await newestSeal(seals, publication.id, at))?.plan;
    const standing = stillOpen(await standingOf(decisions, publication.id), tip);
    const chain = {
      seals,
      firstSight: (id: string, time: Instant) => beginOf(log, id, time),
    };
    let time = nextAfter(publication, tip, at, standing);
    for (;;) {
      const found = await findOrPlan(chain, publication, time);
      if (found.outcome === 'planned') {
        return { found, standing, overdue: overdueAt(at, publication, tip, standing) };
      }
      time = nextAfter(publication, found.outcome === 'sealed' ? found.seal.plan : found.by, time, standing);
    }
  });
}

/** The last scheduled time, if an edition was due then that nobody made and no operator left out. */
function overdueAt(
  at: Instant,
  publication: Publication,
  tip: Plan | undefined,
  standing: Standing,
): Instant | null {
  const time = occurrenceAtOrBefore(publication.schedule, at);
  if (!tip || isCovered(publication, time, tip)) return null;
  const edition = localDate(time, publication.schedule.timeZone);
  return leftOutBy(standing, { edition, time }) ? null : time;
}

/** As opening the installation would write it down: with the first record of the log. */
async function beginOf({ log, sightings, at }: OpenedLog, id: string, time: Instant): Promise<Instant> {
  const timetables = { read: async () => undefined };
  return firstSight({ sightings, timetables }, id, async () => {
    const [first] = await log.keys(null, time);
    return first === undefined ? earlier(at, time) : recordedAtOfKey(first);
  });
}

/**
 * Makes a planned edition in memory, by what publish makes it by.
 * @throws UnreadableLogError; TooMuchError and what rendering throws
 */
export async function editionOfLog(
  log: OpenedLog,
  publication: Publication,
  { found, standing }: PlannedOfLog,
  { settings, links, render }: { settings: Configuration['settings']; links: Links; render: Render },
): Promise<Seal> {
  let isRead = false;
  const skipped = editionsLeftOut(standing, publication, found.plan);
  const context = {
    ...{ ...log, settings, links },
    render: (...given: Parameters<Render>) => {
      isRead = true;
      return render(...given);
    },
  };
  try {
    return await makeEdition(context, publication, found, skipped);
  } catch (error) {
    throw isRead || error instanceof TooMuchError ? error : new UnreadableLogError(error);
  }
}

/** Which of what an edition tells is on top of the log, and which the log has. */
export function sharesOf({ onTop }: LogOnTop, manifest: string): Shares {
  const { facts, corrections } = readManifest(manifest);
  const filed = new Set(onTop.flatMap(record => ('facts' in record ? record.facts.map(({ id }) => id) : [])));
  const put = new Set(
    onTop.flatMap(record => ('fact' in record ? amendmentName(record.fact, record.sequence) : [])),
  );
  const files = {
    facts: facts.filter(id => filed.has(id)).length,
    corrections: corrections.filter(({ fact, sequence }) => put.has(amendmentName(fact, sequence))).length,
  };
  return {
    files,
    log: { facts: facts.length - files.facts, corrections: corrections.length - files.corrections },
  };
}

async function readingLog<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new UnreadableLogError(error);
  }
}

/** How many editions a list of all has, the next one among them. */
const listedAtMost = 30;

/** The manifests of the newest editions, newest first. @throws UnreadableLogError */
export async function earlierManifests(log: OpenedLog, { id }: Publication): Promise<string[]> {
  return readingLog(async () => {
    const found: string[] = [];
    for await (const { content } of manifestsNewestFirst(log, id, log.at)) {
      found.push(content);
      if (found.length === listedAtMost - 1) break;
    }
    return found;
  });
}
