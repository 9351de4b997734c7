import { completeSite, type SiteFiles } from '../../core/archive/site-files.ts';
import type { EditionRow } from '../../core/delivery/progress/editions.ts';
import { sealOfEdition } from '../../core/edition/chain.ts';
import { type FoundRetired, findRetired, retiredImprint } from '../../core/edition/imprint.ts';
import type { Owner, Ownership } from '../../core/edition/ownership.ts';
import type { Clock } from '../../core/foundation/instant.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import type { Imprint } from '../../core/publication/retired.ts';
import { type ReadersCare, stepsForReaders } from '../../core/sweep/care-for-readers.ts';
import { careFor, rowOrTrace } from '../../core/sweep/ledger-care.ts';
import type { CareReport, EditionCare } from '../../core/sweep/look-after-edition.ts';
import type { Schedules } from '../../core/sweep/schedules.ts';
import type { Timetables } from '../../core/sweep/timetable.ts';
import type { PublishContext } from '../publish/publish-edition.ts';
import { type Chain, noteBeginning, readChain, recentEditions } from './chains.ts';
import { finishSealed } from './finish-sealed.ts';
import { FoldingLast } from './folding-last.ts';
import type { SweepFailure } from './incomplete-sweep-error.ts';
import { mailDueProof, type ProofContext } from './mail-due-proof.ts';
import { publishMissing } from './publish-missing.ts';
import { siteContent } from './site-content.ts';
import { type TellingContext, tellOperator } from './tell-operator.ts';

/** What a sweep needs from outside. */
export type SweepContext = PublishContext &
  EditionCare &
  ReadersCare &
  ProofContext &
  TellingContext & {
    configuration: Pick<Configuration, 'publications' | 'retired' | 'operator' | 'editors'>;
    clock: Clock;
    timetables: Timetables;
    schedules: Schedules;
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
  /** Publications that sealed editions and stand nowhere in the configuration. */
  unknown: number;
  /** The work that failed, and why; all other work is done. */
  failures: SweepFailure[];
  /** The stack that owns the stores, if that is another one. Then nothing was done: all is held. */
  owner?: Owner;
};

/**
 * Does all unfinished work: publishes missed editions by publish's own use case, brings sealed editions on their way, settles
 * deliveries, puts slices back, closes editions. A failure at one edition holds up no other.
 */
export async function sweep(given: SweepContext): Promise<SweepReport> {
  const last = new FoldingLast();
  const context = { ...given, afterMail: last.add };
  const report: SweepReport = { held: 0, overdue: 0, uncertain: 0, unknown: 0, failures: [] };
  const owner = await context.ownership.otherAfterTaking(async () => context.clock.now());
  if (owner) return { ...report, held: 1, owner };
  const { publications } = context.configuration;
  const chains: (Chain | undefined)[] = [];
  // All before any of them is worked on: what ends a sweep at one publication must not keep another from having been seen.
  for (const publication of publications) {
    const attempt = attemptsOf(publication, report);
    const chain = await attempt('the chain', () => readChain(context, publication.id, context.clock.now()));
    if (chain) await attempt('its beginning', () => noteBeginning(context, publication, chain));
    chains.push(chain);
  }
  for (const [index, publication] of publications.entries()) {
    const chain = chains[index];
    if (chain) await sweepPublication(context, publication, chain, report);
    if (chain) last.addChain(publication);
  }
  const retired = await attemptsOf({ id: 'retired' }, report)('which there are', () =>
    findRetired(context.configuration, context.seals),
  );
  for (const one of retired ?? []) {
    const imprint = await finishRetired(context, one, report);
    if (imprint) last.addChain(imprint);
  }
  await careForReaders(context, chains, retired ?? [], report);
  // Last, as no reader waits for it: neither that it fails nor that it takes all the time there is keeps anybody's mail.
  await last.fold(context, (id, step) => attemptsOf({ id }, report)('its months', step));
  await attemptsOf({ id: 'site' }, report)('its own pages', () =>
    completeSite(context.siteFiles, siteContent(context, chains, retired ?? [])),
  );
  await mailProofs(context, chains, report);
  return report;
}

/**
 * After everything else: no proof keeps anybody's mail. An edition that cannot be made fails here first, and every sweep after that is
 * incomplete, so that the alarm comes while there is time.
 */
async function mailProofs(
  context: SweepContext,
  chains: readonly (Chain | undefined)[],
  report: SweepReport,
): Promise<void> {
  for (const [index, publication] of context.configuration.publications.entries()) {
    const chain = chains[index];
    if (!chain) continue;
    await attemptsOf(publication, report)('its proof', () =>
      mailDueProof(context, publication, chain.newest, context.clock.now()),
    );
  }
}

async function careForReaders(
  context: SweepContext,
  chains: readonly (Chain | undefined)[],
  retired: readonly FoundRetired[],
  report: SweepReport,
): Promise<void> {
  const { publications } = context.configuration;
  // Without its editions nobody knows what arrived: then nobody is ended by what came back.
  const mailed = publications.flatMap(({ id, schedule }, index) => {
    const editions = chains[index]?.editions;
    return editions ? [{ id, isDaily: schedule.every === 'day', editions }] : [];
  });
  const others = [...publications.filter((_, index) => !chains[index]), ...retired].map(({ id }) => id);
  const attempt = attemptsOf({ id: 'readers' }, report);
  for (const [what, step] of Object.entries(stepsForReaders(context, mailed, others, context.clock.now()))) {
    const did = await attempt(what, step);
    if (did && Object.values(did).some(count => count > 0)) context.note('readers', did);
  }
}

async function sweepPublication(
  context: SweepContext,
  publication: Publication,
  chain: Chain,
  report: SweepReport,
): Promise<void> {
  const now = context.clock.now();
  const attempt = attemptsOf(publication, report);
  await attempt('the newest edition', () => finishSealed(context, publication, chain.newest, now));
  await attempt('missing editions', () => publishMissing(context, publication, chain.newest, now, report));
  await lookAfterRecent(context, publication, chain, report);
}

/** Of a publication that makes no edition any more: finishes those that it has, from the sender with which they were sealed. */
async function finishRetired(
  context: SweepContext,
  { id, named }: FoundRetired,
  report: SweepReport,
): Promise<Imprint | undefined> {
  const attempt = attemptsOf({ id }, report);
  return attempt('its editions', async () => {
    const chain = await readChain(context, id, context.clock.now());
    const { newest } = chain;
    if (!newest) return undefined;
    const imprint = retiredImprint(context.configuration, newest);
    if (!named) noteUnknown(context, report, id);
    await attempt('the newest edition', () => finishSealed(context, imprint, newest, context.clock.now()));
    await lookAfterRecent(context, imprint, chain, report);
    return imprint;
  });
}

/** By its id alone: a log names no sender. */
function noteUnknown({ note }: SweepContext, report: SweepReport, publication: string): void {
  report.unknown += 1;
  note('unknown publication', {
    publication,
    todo: 'add it to "retired" in cdk.json: courant status says how',
  });
}

async function lookAfterRecent(
  context: SweepContext,
  publication: Imprint,
  chain: Chain,
  report: SweepReport,
): Promise<void> {
  const attempt = attemptsOf(publication, report);
  for (const edition of recentEditions(chain, context.clock.now())) {
    await attempt(`edition ${edition}`, () => lookAfter(context, publication, edition, chain, report));
  }
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

async function lookAfter(
  context: SweepContext,
  publication: Imprint,
  edition: string,
  chain: Chain,
  report: SweepReport,
): Promise<void> {
  const row = await rowOrTrace(context, { publication: publication.id, edition });
  if (!row || isSettled(row)) return;
  const care = await careFor(context, publication, row, context.clock.now());
  if (!care) {
    if (row.hold !== null && !row.stopped) report.held += 1;
    else if (edition !== chain.newest?.plan.edition) await finishOlder(context, publication, edition);
    return;
  }
  report.held += Number(care.held);
  report.overdue += Number(care.overdue);
  report.uncertain += care.uncertain;
  noteCare(context, publication, care);
  if (care.did === 'closed' || care.did === 'counted again' || row.told < row.receipts)
    await tellOperator(context, publication, edition, chain);
}

/** An edition was held before its audience was frozen, others were sealed meanwhile, and an operator decided: nobody else goes on with it. */
async function finishOlder(context: SweepContext, publication: Imprint, edition: string): Promise<void> {
  const seal = await sealOfEdition(context.seals, { publication: publication.id, edition });
  await finishSealed(context, publication, seal, context.clock.now());
}

/** Most editions of the last month are: nothing is read for them but their row. */
function isSettled({ state, uncertain, told, receipts }: EditionRow): boolean {
  return state === 'closed' && uncertain === 0 && told >= receipts;
}

function noteCare({ note }: SweepContext, { id }: Imprint, care: CareReport): void {
  if (care.did === 'nothing' && !care.held && !care.overdue) return;
  note('edition', { publication: id, ...care });
}
