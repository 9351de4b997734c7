import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AllowanceUnknownError } from '../../../../core/delivery/sending/allowance.ts';
import { forecast, preflight } from '../../../../core/delivery/sending/forecast.ts';
import { type Instant, secondsBetween } from '../../../../core/foundation/instant.ts';
import { MemoryEditions } from '../../../support/memory/memory-editions.ts';

const at = '2026-11-23T06:00:00Z' as Instant;
const hours = (by: Instant) => secondsBetween(at, by) / 3600;

describe('the forecast of a delivery', () => {
  it('is the audience at 0.8 of the rate, while the quota is enough', () => {
    const { by, after } = forecast(500, { perSecond: 1, perDay: 50_000, left: 500 }, at);
    expect([secondsBetween(at, by), after]).toEqual([625, 0]);
  });

  it('waits a day for each quota that is used up, and says for how many', () => {
    const sandbox = { perSecond: 1, perDay: 200, left: 50 };
    expect(forecast(51, sandbox, at)).toEqual({ by: '2026-11-24T06:00:01Z', after: 1 });
    const { by, after } = forecast(50 + 200 + 200, sandbox, at);
    expect(after).toBe(400);
    expect(hours(by)).toBeCloseTo(48 + 200 / 0.8 / 3600, 2);
  });

  it('is never earlier for more readers, a slower account or a smaller quota', () => {
    const quota = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 5000 }),
        quota,
        fc.integer({ min: 0, max: 50 }),
        (readers, perSecond, perDay, left, more) => {
          const base = forecast(readers, { perSecond, perDay, left }, at).by;
          expect(forecast(readers + more, { perSecond, perDay, left }, at).by >= base).toBe(true);
          expect(forecast(readers, { perSecond: perSecond + more, perDay, left }, at).by <= base).toBe(true);
          expect(forecast(readers, { perSecond, perDay, left: left + more }, at).by <= base).toBe(true);
        },
      ),
    );
  });

  it('is an instant whatever the account says', () => {
    for (const perSecond of [0, 1]) {
      for (const perDay of [0, Number.POSITIVE_INFINITY]) {
        for (const left of [0, Number.POSITIVE_INFINITY]) {
          const { by } = forecast(1_000_000, { perSecond, perDay, left }, at);
          expect(by).toMatch(/^20\d\d-\d\d-\d\dT/);
        }
      }
    }
  });

  it('is written before the first message, and does without an account that does not answer', async () => {
    const editions = new MemoryEditions();
    await editions.open({ publication: 'weekly', edition: '2026-11-23' });
    const row = await editions.freeze(
      { publication: 'weekly', edition: '2026-11-23' },
      { slices: 1, readers: 8 },
    );
    const now = async () => at;
    const silent = {
      allowance: async () => {
        throw new AllowanceUnknownError(new Error('denied'));
      },
    };
    expect(await preflight({ account: silent, editions, now }, row)).toBeNull();
    const account = { allowance: async () => ({ perSecond: 1, perDay: 10, left: 10 }) };
    const expected = { by: '2026-11-23T06:00:10Z', after: 0 };
    expect(await preflight({ account, editions, now }, row)).toEqual(expected);
    expect(await editions.read({ publication: 'weekly', edition: '2026-11-23' })).toMatchObject({
      expectedBy: expected.by,
      progressedAt: at,
    });
  });
});
