import { expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { keepEndingsOnceADay } from '../../../core/sweep/care-for-readers.ts';

it('keeps endings in one sweep a day, of addresses and of every publication', async () => {
  const asked: string[] = [];
  const keeper = {
    async keepEndings(publication: string) {
      asked.push(publication);
      return 2;
    },
  };
  let kept = 0;
  for (let minute = 3; minute < 24 * 60; minute += 5) {
    const now = new Date(Date.UTC(2026, 10, 23, 0, minute)).toISOString().replace('.000', '') as Instant;
    kept += await keepEndingsOnceADay(keeper, ['weekly', 'old'], now);
  }
  expect([asked, kept]).toEqual([['_all', 'weekly', 'old'], 6]);
});
