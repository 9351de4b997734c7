import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstSight,
  LostSightingError,
  noteFirstSight,
  type SightContext,
} from '../../../core/edition/first-sight.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { MemorySightings } from '../../support/memory/memory-archive.ts';

const noon = '2026-11-23T12:00:00Z' as Instant;
const at = (time: Instant) => async () => time;

/** What is known of a publication; `row` is when the timetable saw its schedule. */
function known(
  row?: Instant,
  sightings = new MemorySightings(),
): SightContext & { sightings: MemorySightings } {
  return { sightings, timetables: { read: async () => row && { since: row } } };
}

describe('the first sight of a publication', () => {
  it('is an hour before it was seen, so that nothing is lost that was filed while it was being deployed', async () => {
    const context = known();
    expect(await noteFirstSight(context, 'weekly', at(noon))).toBe('2026-11-23T11:00:00Z');
    expect(await context.sightings.read('weekly')).toEqual({
      ...{ format: 1, publication: 'weekly', since: '2026-11-23T11:00:00Z' },
    });
  });

  it('is written once: whoever comes later takes what is there, whatever the tables say by then', async () => {
    const { sightings } = known();
    await noteFirstSight(known(undefined, sightings), 'weekly', at(noon));
    const restored = known(plusHours(noon, -500), sightings);
    expect(await noteFirstSight(restored, 'weekly', at(plusHours(noon, 90)))).toBe('2026-11-23T11:00:00Z');
    expect(await firstSight(restored, 'weekly', () => Promise.reject(new Error('not asked')))).toBe(
      '2026-11-23T11:00:00Z',
    );
  });

  it('is the timetable’s where that is earlier: an installation of before had seen the schedule', async () => {
    expect(await noteFirstSight(known(plusHours(noon, -100)), 'weekly', at(noon))).toBe(
      plusHours(noon, -101),
    );
    expect(await noteFirstSight(known(plusHours(noon, 100)), 'weekly', at(noon))).toBe(plusHours(noon, -1));
  });

  it('is only looked up by those who may not write', async () => {
    const context = known();
    expect(await firstSight(context, 'weekly', at(noon))).toBe('2026-11-23T11:00:00Z');
    expect(context.sightings.records.size).toBe(0);
  });

  it('is one for all who see at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 2, maxLength: 8 }),
        async hours => {
          const { sightings } = known();
          const seen = await Promise.all(
            hours.map(later =>
              noteFirstSight(known(undefined, sightings), 'weekly', at(plusHours(noon, later))),
            ),
          );
          expect(new Set(seen).size).toBe(1);
          expect(hours.map(later => plusHours(noon, later - 1))).toContain(seen[0]);
        },
      ),
    );
  });

  it('is not made up where the store loses what it has', async () => {
    const context = {
      ...known(),
      sightings: { read: async () => undefined, write: async () => 'taken' as const },
    };
    await expect(noteFirstSight(context, 'weekly', at(noon))).rejects.toThrow(LostSightingError);
  });
});
