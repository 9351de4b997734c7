import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../core/foundation/instant.ts';
import { anEdition, due, edition } from '../an-edition.ts';

/** An edition that was never closed, of which the table has forgotten who was mailed. */
async function forgotten() {
  const world = await anEdition(['accepted', 'accepted', 'uncertain'], {}, { keepDeliveriesDays: 60 });
  world.time.now = plusHours(due, 61 * 24);
  world.deliveries.rows.clear();
  return world;
}

describe('an edition of which nobody knows any more who was mailed', () => {
  it.each([
    ['release', edition],
    ['resend', edition, '--uncertain'],
    ['stop', edition, '--yes'],
  ])('is decided about no more, by name: %s', async (...words) => {
    const { courant, row, deliveries, press } = await forgotten();
    const [before, queued] = [await row(), press.queue.work.length];
    const { code, err } = await courant(...words);
    expect(code).toBe(1);
    expect(err).toContain('expected one of the last 60 days, for which it is kept who was mailed');
    expect(await row()).toEqual(before);
    expect(deliveries.rows.size).toBe(0);
    expect(press.queue.work).toHaveLength(queued);
  });

  it('is shown without counts that would be wrong', async () => {
    const { courant } = await forgotten();
    const { code, out } = await courant('status', edition);
    expect(code).toBeLessThan(2);
    expect(out).toContain('nobody knows who was mailed');
    expect(out).not.toMatch(/5 waiting/);
  });
});
