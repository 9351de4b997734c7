import { completeSite, type SiteFiles } from '../../core/archive/site-files.ts';
import { isLedgerHold } from '../../core/delivery/binding/mismatch.ts';
import type { EditionRow } from '../../core/delivery/progress/editions.ts';
import { newestSeal } from '../../core/edition/chain.ts';
import type { Owner, Ownership } from '../../core/edition/ownership.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { type Clock, type Instant, plusHours } from '../../core/foundation/instant.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import type { Plan } from '../../core/publication/plan.ts';
import { careFor, rowOrTrace } from '../../core/sweep/ledger-care.ts';
import type { CareReport, EditionCare } from '../../core/sweep/look-after-edition.ts';
import { isLate, missingEditions } from '../../core/sweep/missing-editions.ts';
import { type NotifyContext, notifyOperator } from '../../core/sweep/notify-operator.ts';
import { scheduleFingerprint, type Timetables } from '../../core/sweep/timetable.ts';
import { type PublishContext, publishEdition, VanishedSealError } from '../publish/publish-edition.ts';

/** What a sweep needs from outside. */
export type SweepContext = PublishContext &
  EditionCare &
  Omit<NotifyContext, 'operator'> & {
    configuration: Pick<Configuration, 'publications' | 'operator'>;
    clock: Clock;
    timetables: Timetables;
    siteFiles: SiteFiles;
    ownership: Pick<Ownership, 'otherAfterTaking'>;
    /** Logs what the sweep did: ids, counts and reasons only. */
    note: (what: string, about: object) => void;
  };

/** What the operator has to know, over all publications. */
export type SweepReport = {
  held: number;
  overdue: number;
  uncertain: number;
  /** The work that failed, and why; all other work is done. */
  failures: SweepFailure[];
  /** The stack that owns the stores, if that is another one. Then nothing was done: all is held. */
  owner?: Owner;
};
/** Something that a sweep could not do; the next one tries again. */
export type SweepFailure = { publication: string; what: string; error: unknown };

/** Editions of this long are looked after: a month, as long as one may be mailed, and a day for zones. */
const lookedAfterHours = 32 * 24;

/**
 * Does all unfinished work: publishes missed editions by publish's own use case, brings sealed editions on their way, settles
 * deliveries, puts slices back, closes editions. A failure at one edition holds up no other.
 */
export async function sweep(context: SweepContext): Promise<SweepReport> {
  const report: SweepReport = { held: 0, overdue: 0, uncertain: 0, failures: [] };
  const owner = await context.ownership.otherAfterTaking(async () => context.clock.now());
  if (owner) return { ...report, held: 1, owner };
  for (const publication of context.configuration.publications) {
    await sweepPublication(context, publication, report);
  }
  // Last, as no reader waits for it.
  await attemptsOf({ id: 'site' }, report)('its own pages', () => completeSite(context.siteFiles));
  return report;
}

async function sweepPublication(
  context: SweepContext,
  publication: Publication,
  report: SweepReport,
): Promise<void> {
  const now = context.clock.now();
  const attempt = attemptsOf(publication, report);
  const chain = await attempt('the chain', () => readChain(context, publication));
  if (!chain) return;
  await attempt('the newest edition', () => finishNewest(context, publication, chain.newest, now));
  await attempt('missing editions', () => publishMissing(context, publication, chain.newest, now, report));
  await lookAfterRecent(context, publication, chain, report);
  if (publication.formerly !== undefined)
    await sweepFormer(context, publication, publication.formerly, report);
}

/** Publishes nothing under the publication's former id, but completes the editions that have it. */
async function sweepFormer(
  context: SweepContext,
  publication: Publication,
  formerly: string,
  report: SweepReport,
): Promise<void> {
  const former = { ...publication, id: formerly };
  const chain = await attemptsOf(former, report)('the chain', () => readChain(context, former));
  if (chain) await lookAfterRecent(context, former, chain, report);
}

async function lookAfterRecent(
  context: SweepContext,
  publication: Publication,
  chain: Chain,
  report: SweepReport,
): Promise<void> {
  const attempt = attemptsOf(publication, report);
  for (const edition of recentEditions(chain, context.clock.now())) {
    await attempt(`edition ${edition}`, () => lookAfter(context, publication, edition, report));
  }
}

/** The names of the sealed editions in order, and the plan of the newest. The next sweep sees what is sealed meanwhile. */
type Chain = { editions: string[]; newest: Plan | undefined };

async function readChain({ seals }: SweepContext, { id }: Publication): Promise<Chain> {
  const newest = (await newestSeal(seals, id))?.plan;
  const editions = [...(await seals.links(id)), newest?.edition].filter(name => typeof name === 'string');
  return { editions: [...new Set(editions)], newest };
}

/** Runs a step whose failure is noted and stops nothing else. */
function attemptsOf({ id }: Pick<Publication, 'id'>, { failures }: SweepReport) {
  return async <Result>(what: string, step: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await step();
    } catch (error) {
      failures.push({ publication: id, what, error });
      return undefined;
    }
  };
}

/** Finishes, from its seal, an edition whose run of publish was ended before it froze the audience; holds it first if it is late. */
async function finishNewest(
  context: SweepContext,
  publication: Publication,
  newest: Plan | undefined,
  now: Instant,
): Promise<void> {
  if (!newest) return;
  const { edition, window } = newest;
  const row = await context.editions.read(newest);
  if (row && (row.state !== 'sealed' || isLedgerHold(row.hold))) return;
  if (isLate(window.to, now, context.settings.holdWhenLateHours)) {
    await context.editions.open(newest);
    await context.editions.hold(newest, lateReason(window.to, context));
  }
  await publishEdition(context, publication, window.to);
  context.note('finished', { publication: publication.id, edition });
}

function lateReason(time: Instant, { settings }: SweepContext): string {
  return `late: it was due at ${time}, more than ${settings.holdWhenLateHours} hours before delivery could begin`;
}

/** One failed publication of several must not hide the others: each counts as overdue, and the first failure is thrown. */
async function publishMissing(
  context: SweepContext,
  publication: Publication,
  newest: Plan | undefined,
  now: Instant,
  report: SweepReport,
): Promise<void> {
  const fingerprint = scheduleFingerprint(publication.schedule);
  const since = await context.timetables.since(publication.id, fingerprint, now);
  const { holdWhenLateHours } = context.settings;
  const { due, late } = missingEditions(publication, since, newest, now, holdWhenLateHours);
  report.held += late.length;
  if (late.length > 0) context.note('late', { publication: publication.id, late });
  for (const [index, time] of due.entries()) {
    try {
      const { outcome, plan, ...rest } = await publishEdition(context, publication, time);
      const because = 'because' in rest ? { because: rest.because } : {};
      context.note('published', {
        publication: publication.id,
        time,
        outcome,
        edition: plan.edition,
        ...because,
      });
      if (outcome !== 'not ready') continue;
      // Not the next one either, which would take the facts of this one.
      report.overdue += due.length - index;
      return;
    } catch (error) {
      // Without its seal it waits for an operator, as what is held does.
      report[error instanceof VanishedSealError ? 'held' : 'overdue'] += due.length - index;
      throw error;
    }
  }
}

/** Names of the editions that may still have something to be done, oldest first. */
function recentEditions({ editions }: Chain, now: Instant): string[] {
  const first = plusHours(now, -lookedAfterHours).slice(0, '2026-11-23'.length);
  return editions.filter(name => name >= first);
}

async function lookAfter(
  context: SweepContext,
  publication: Publication,
  edition: string,
  report: SweepReport,
): Promise<void> {
  const row = await rowOrTrace(context, { publication: publication.id, edition });
  if (!row || isSettled(row)) return;
  const care = await careFor(context, publication, row, context.clock.now());
  if (!care) return;
  report.held += Number(care.held);
  report.overdue += Number(care.overdue);
  report.uncertain += care.uncertain;
  noteCare(context, publication, care);
  if (care.did === 'closed' || care.did === 'counted again' || row.told < row.receipts)
    await notify(context, publication, edition);
}

/** Most editions of the last month are: nothing is read for them but their row. */
function isSettled({ state, uncertain, told, receipts }: EditionRow): boolean {
  return state === 'closed' && uncertain === 0 && told >= receipts;
}

async function notify(context: SweepContext, publication: Publication, edition: string): Promise<void> {
  const row = await context.editions.read({ publication: publication.id, edition });
  if (!row) return;
  const { operator } = context.configuration;
  const outcome = await notifyOperator({ ...context, operator }, publication, row, context.clock.now());
  if (outcome !== 'nothing') context.note('receipt', { publication: publication.id, edition, outcome });
}

function noteCare({ note }: SweepContext, { id }: Publication, care: CareReport): void {
  if (care.did === 'nothing' && !care.held && !care.overdue) return;
  note('edition', { publication: id, ...care });
}

/** A sweep failed at some of its work. It did the rest, and the next sweep tries again. */
export class IncompleteSweepError extends CourantError {
  constructor(failures: readonly SweepFailure[]) {
    const each = failures.map(
      ({ publication, what, error }) =>
        `  ${publication}, ${what}: ${error instanceof Error ? error.name : 'error'}`,
    );
    super(
      `sweep: expected to do all work of every publication, failed at:\n${each.join('\n')}\n` +
        'The rest is done, and the next sweep, in five minutes, tries again. Look for the errors in the log.',
    );
  }
}
