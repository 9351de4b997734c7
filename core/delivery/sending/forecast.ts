import { type Instant, plusHours, secondsBetween } from '../../foundation/instant.ts';
import type { EditionRow, Editions } from '../progress/editions.ts';
import { type Allowance, AllowanceUnknownError, type SendingAccount } from './allowance.ts';
import { shareOfRate } from './pace.ts';

/** When an edition will be delivered, if nothing else uses the account: by its rate, and by the days that its quota takes. */
export type Forecast = {
  by: Instant;
  /** Readers that today's quota is not enough for. */
  after: number;
};

/** Compares an audience with what the account may send. */
export function forecast(readers: number, { perSecond, perDay, left }: Allowance, at: Instant): Forecast {
  const after = Math.max(0, readers - left);
  // An account that may send nothing at all will not be done; a day is when it is looked at again.
  const days = after === 0 ? 0 : perDay < 1 ? 1 : Math.ceil(after / perDay);
  const onTheLastDay = after === 0 ? readers : Math.max(0, after - (days - 1) * perDay);
  const hours = onTheLastDay / (Math.max(perSecond, Number.EPSILON) * shareOfRate) / 3600;
  return { by: plusHours(at, days * 24 + Math.min(hours, 24 * 365)), after };
}

/**
 * Forecasts, before the first message, when delivery will be done, and writes the forecast down. Null if the account does not
 * answer: that is no reason not to publish, and delivery will report what is wrong.
 */
export async function preflight(
  ports: { account: SendingAccount; editions: Pick<Editions, 'begin'>; now: () => Promise<Instant> },
  row: EditionRow,
): Promise<Forecast | null> {
  const allowance = await ports.account.allowance().catch(error => {
    if (error instanceof AllowanceUnknownError) return null;
    throw error;
  });
  if (allowance === null) return null;
  const at = await ports.now();
  const expected = forecast(row.audience?.readers ?? 0, allowance, at);
  await ports.editions.begin(row, { by: expected.by, at });
  return expected;
}

/**
 * Restarts the forecast of an edition from now on, when an operator lets the edition go on. Otherwise it would be behind its first
 * forecast, and the alarm would go off just when it moves again.
 * @param due when the edition was due.
 */
export async function resetForecast(
  editions: Pick<Editions, 'expect'>,
  row: EditionRow,
  due: Instant,
  now: Instant,
): Promise<void> {
  const seconds = Math.max(0, secondsBetween(due, row.expectedBy ?? due));
  await editions.expect(row, plusHours(now, seconds / 3600));
}
