import { expect, it } from 'vitest';
import { claimLastsSeconds, surfacesWithinSeconds } from '../../../core/delivery/sending/mailer.ts';
import { silenceSeconds, workerSeconds } from '../../../core/sweep/settle-silent.ts';

it('is decided about a claim only when SES takes no message under it any more', () => {
  // AWS documents fifteen minutes after signing at most, and a claim is used for thirty seconds.
  expect(surfacesWithinSeconds - claimLastsSeconds).toBeGreaterThanOrEqual(15 * 60);
  for (const decided of [workerSeconds, silenceSeconds])
    expect(decided).toBeGreaterThan(surfacesWithinSeconds);
});
