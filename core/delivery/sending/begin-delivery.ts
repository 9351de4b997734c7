import type { FactLog } from '../../articles/fact-log.ts';
import type { Seal } from '../../edition/seal.ts';
import type { Configuration } from '../../publication/configuration.ts';
import type { Readers } from '../../readers/reader.ts';
import type { EditionRow, Editions } from '../progress/editions.ts';
import { freezeAudience } from '../progress/freeze-audience.ts';
import { type SliceQueue, type Slices, unfinishedSlices } from '../progress/slices.ts';
import type { SendingAccount } from './allowance.ts';
import { type Forecast, preflight } from './forecast.ts';

/** What beginning a delivery needs. */
export type BeginningContext = {
  log: Pick<FactLog, 'now'>;
  editions: Editions;
  slices: Slices;
  readers: Pick<Readers, 'activeAfter'>;
  queue: SliceQueue;
  account: SendingAccount;
  settings: Configuration['settings'];
};

/** How far an edition has come; with a forecast if its delivery begins now. */
export type OnItsWay = { edition: EditionRow; forecast: Forecast | null };

/** Freezes the audience of a sealed edition, forecasts when delivery will be done, and puts what is unfinished on the queue. */
export async function beginDelivery(context: BeginningContext, seal: Seal): Promise<OnItsWay> {
  const { account, editions, log, slices, queue } = context;
  const row = await frozen(context, seal);
  const isOpen = row.state === 'delivering' && row.expectedBy === null;
  const forecast = isOpen ? await preflight({ account, editions, now: () => log.now() }, row) : null;
  if (row.state === 'delivering' && row.hold === null && !row.stopped)
    await queue.enqueue(row, await unfinishedSlices(slices, row), row.rounds);
  return { edition: { ...row, expectedBy: forecast?.by ?? row.expectedBy }, forecast };
}

async function frozen(context: BeginningContext, { plan, mailed }: Seal): Promise<EditionRow> {
  const row = await context.editions.open(plan);
  if (row.state !== 'sealed') return row;
  if (mailed) return freezeAudience(context, row, context.settings.sliceSize);
  return context.editions.freeze(row, { slices: 0, readers: 0 });
}
