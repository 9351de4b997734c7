import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areForgotten,
  DeliveriesForgottenError,
  deliveriesExpire,
  refuseForgotten,
} from '../../../../core/delivery/ledger/kept-for.ts';
import { type Instant, plusHours } from '../../../../core/foundation/instant.ts';
import { settingsSchema } from '../../../../core/publication/settings.ts';

const edition = '2026-11-23';
const key = { publication: 'weekly', edition };

describe('the deliveries of an edition', () => {
  it('expire so many days after its date, in every zone', () => {
    expect(deliveriesExpire(edition, 400)).toBe(Date.UTC(2026, 10, 23 + 401) / 1000);
    expect(deliveriesExpire('draft', 400)).toBeUndefined();
  });

  it('are counted by nobody any more a day before the first of them goes, and until then by anybody', () => {
    const [days, hours] = [fc.integer({ min: 60, max: 3650 }), fc.integer({ min: -100, max: 100 })];
    fc.assert(
      fc.property(days, hours, (kept, hour) => {
        const expires = new Date((deliveriesExpire(edition, kept) ?? 0) * 1000);
        const limit = plusHours(expires.toISOString().replace('.000', '') as Instant, -24);
        expect(areForgotten(edition, kept, plusHours(limit, hour))).toBe(hour >= 0);
      }),
    );
  });

  it('are asked for in vain by name, with what to do', () => {
    const { keepDeliveriesDays } = settingsSchema.parse({});
    const refuse = (now: string) => () => refuseForgotten(key, keepDeliveriesDays, now as Instant);
    expect(refuse('2027-12-27T00:00:00Z')).not.toThrow();
    expect(refuse('2027-12-28T00:00:00Z')).toThrow(DeliveriesForgottenError);
    expect(refuse('2027-12-28T00:00:00Z')).toThrow(
      /edition 2026-11-23 of weekly: expected one of the last 400 days/,
    );
  });
});
