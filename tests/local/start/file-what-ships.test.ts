import { describe, expect, it } from 'vitest';
import { type Instant, toInstant } from '../../../core/foundation/instant.ts';
import { AdjustableClock } from '../../../local/installation/adjustable-clock.ts';
import { openLocal } from '../../../local/installation/open-local.ts';
import { fileWhatShips } from '../../../local/start/file-what-ships.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

const [told, later] = [toInstant('2026-11-23T06:00:00Z'), toInstant('2026-11-30T06:00:00Z')];

describe('fileWhatShips', () => {
  it('files no correction where an edition is sealed that ends at or after the time of filing', async () => {
    const clock = new AdjustableClock();
    const local = await openLocal({ directory: await emptyDirectory(), now: () => clock.date() });
    const [publication] = local.configuration.publications;
    const file = (filing: string, due: string) => {
      clock.stopAt(toInstant(filing));
      return fileWhatShips(local, clock, toInstant(due));
    };
    const seal = (due: Instant) => {
      clock.runFrom(due);
      return local.publish({ publication: publication?.id ?? '', scheduledTime: due });
    };
    try {
      expect(await file('2026-11-23T05:00:00Z', told)).toEqual({
        facts: { articles: 1, facts: 30, new: 1 },
        corrections: null,
      });
      await seal(told);
      // What is filed for an edition half an hour later would be dated before this one's end.
      expect(await file('2026-11-23T05:30:00Z', '2026-11-23T06:30:00Z')).toMatchObject({ corrections: null });

      // Sealed without anything filed for it, as by courant publish.
      await seal(later);
      expect(await file('2026-11-30T05:00:00Z', later)).toMatchObject({ corrections: null });
      expect(await file('2026-12-07T05:00:00Z', '2026-12-07T06:00:00Z')).toMatchObject({
        corrections: { corrections: 1, new: 1 },
      });
    } finally {
      await local.stop();
    }
  });
});
