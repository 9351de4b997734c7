import type { FactLog } from '../../articles/fact-log.ts';
import type { Seal } from '../../edition/seal.ts';
import type { Configuration } from '../../publication/configuration.ts';
import {
  emptyTableHold,
  emptyTableReason,
  markTable,
  type TableContext,
  takeReadersTable,
} from '../../readers/readers-table.ts';
import { restoreAddresses, StandingReaders } from '../../readers/standing-readers.ts';
import { bindEdition, checkLedger, type LedgerBinding } from '../binding/check-ledger.ts';
import type { EditionRow, Editions } from '../progress/editions.ts';
import { freezeAudience } from '../progress/freeze-audience.ts';
import { type SliceQueue, type Slices, unfinishedSlices } from '../progress/slices.ts';
import type { SendingAccount } from './allowance.ts';
import { type Forecast, preflight } from './forecast.ts';

/** What beginning a delivery needs. */
export type BeginningContext = LedgerBinding &
  TableContext & {
    log: Pick<FactLog, 'now'>;
    editions: Editions;
    slices: Slices;
    queue: SliceQueue;
    account: SendingAccount;
    settings: Configuration['settings'];
  };

/** How far an edition has come; with a forecast if its delivery begins now. */
export type OnItsWay = { edition: EditionRow; forecast: Forecast | null };

/**
 * Freezes the audience of a sealed edition, binds the edition to the tables, forecasts when delivery will be done, and puts what is unfinished
 * on the queue. An edition of which other tables than these say who was mailed is held instead.
 */
export async function beginDelivery(context: BeginningContext, seal: Seal): Promise<OnItsWay> {
  const { account, editions, log, slices, queue } = context;
  const { row, mayBeMailed } = await frozenAndBound(context, seal);
  const isOpen = row.state === 'delivering' && row.expectedBy === null;
  const forecast = isOpen ? await preflight({ account, editions, now: () => log.now() }, row) : null;
  if (mayBeMailed) await queue.enqueue(row, await unfinishedSlices(slices, row), row.rounds);
  return { edition: { ...row, expectedBy: forecast?.by ?? row.expectedBy }, forecast };
}

/** Nobody may be mailed, either, whom a receipt may count that the row does not know of: the sweep sees who waits, and decides. */
async function frozenAndBound(
  context: BeginningContext,
  seal: Seal,
): Promise<{ row: EditionRow; mayBeMailed: boolean }> {
  const opened = await context.editions.open(seal.plan);
  if (opened.state !== 'sealed' && !isOpen(opened)) return { row: opened, mayBeMailed: false };
  const checked = await checkLedger(context, opened);
  if (checked.standing === 'held') return { row: checked.row, mayBeMailed: false };
  const row = opened.state === 'sealed' ? await frozen(context, opened, seal) : checked.row;
  if (!isOpen(row)) return { row, mayBeMailed: false };
  const bound =
    checked.standing === 'unbound' ? await bindEdition(context, seal, { ...checked, row }) : checked;
  const standing = bound === checked ? row : bound.row;
  const known =
    seal.mailed && bound.standing !== 'held' ? await withReadersTable(context, standing) : standing;
  const mayBeMailed = bound.standing === 'bound' && bound.receipt === undefined && isOpen(known);
  return { row: known, mayBeMailed };
}

function isOpen({ state, hold, stopped }: EditionRow): boolean {
  return state === 'delivering' && hold === null && !stopped;
}

async function frozen(context: BeginningContext, row: EditionRow, { mailed }: Seal): Promise<EditionRow> {
  if (mailed) return frozenFromTable(context, row);
  return context.editions.freeze(row, { slices: 0, readers: 0 });
}

/**
 * Lets an edition under way go on from the readers table that there is now, with endings applied; holds it where an operator has to say
 * so. As a rule there is nothing to do: the run that froze the audience marked the table.
 */
export async function withReadersTable(
  context: TableContext & { editions: Pick<Editions, 'hold'> },
  row: EditionRow,
): Promise<EditionRow> {
  if (row.state !== 'delivering' || row.stopped) return row;
  return heldFor(context, row, await takeReadersTable(context, row, isReleased(row)));
}

/** Freezes the audience, unless that has to wait for an operator: then the edition is held, and still sealed. */
async function frozenFromTable(context: BeginningContext, row: EditionRow): Promise<EditionRow> {
  const reason = isReleased(row) ? undefined : await emptyTableReason(context, row.publication);
  // Of one that an operator ended nobody would be mailed from any table. It does not bring this one into use.
  if (reason !== undefined && row.stopped) return context.editions.freeze(row, { slices: 0, readers: 0 });
  if (reason !== undefined) return heldFor(context, row, reason);
  await restoreAddresses(context);
  const standing = new StandingReaders(context, row.publication);
  const frozen = await freezeAudience({ ...context, standing }, row, context.settings.sliceSize);
  await markTable(context, row);
  await standing.keepFound();
  return frozen;
}

function isReleased({ released }: EditionRow): boolean {
  return released?.startsWith(emptyTableHold) ?? false;
}

async function heldFor(
  { editions }: { editions: Pick<Editions, 'hold'> },
  row: EditionRow,
  reason: string | undefined,
): Promise<EditionRow> {
  if (reason === undefined) return row;
  await editions.hold(row, reason);
  return { ...row, hold: row.hold ?? reason };
}
