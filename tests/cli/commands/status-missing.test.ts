import { describe, expect, it } from 'vitest';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { scheduleFingerprint } from '../../../core/sweep/timetable.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { anEdition, due, edition, type Outcomes } from '../an-edition.ts';
import { aMemoryWorld } from '../memory-world.ts';

const all: Outcomes = ['accepted', 'accepted', 'accepted', 'accepted', 'accepted'];

describe('courant status on editions that are not there', () => {
  it.each([
    [0, 'due', 0],
    [0.1, 'due', 0],
    [36, 'due', 0],
    [36.1, 'late', 1],
    [167, 'late', 1],
  ])('%s hours after its time an edition is %s, and the command ends with %s', async (hours, state, code) => {
    const { courant, closeAgain, time } = await anEdition(all);
    await closeAgain(edition);
    time.now = plusHours(due, 168 + hours);
    const status = await courant('status');
    expect(status.code).toBe(code);
    expect(status.out).toContain(`-    2026-11-30  ${state.padEnd(6)}  not published\n1    2026-11-23`);
    expect(status.out).toContain('Next          2026-12-07T06:00:00Z');
    const one = await courant('status', '2026-11-30');
    expect(one.code).toBe(code);
    expect(one.out).toMatch(/^Weekly, edition of 2026-11-30: not published\n\n2026-11-30 /);
    expect(JSON.parse((await courant('status', '2026-11-30', '--json')).out)).toEqual({
      publication: 'weekly',
      edition: '2026-11-30',
      number: null,
      state,
      waitsForOperator: code === 1,
      due: plusHours(due, 168),
      because: null,
    });
  });

  it('says what happens to a late one that is released, and to one that is not', async () => {
    const { courant, time } = await anEdition(all);
    time.now = plusHours(due, 168 + 40);
    const { out } = await courant('status');
    expect(out).toContain(
      '2026-11-30 was due yesterday at 07:00, 1 day 16 hours ago, and is not published: so late, it is\nyours to decide.\n',
    );
    expect(out).toContain('courant release 2026-11-30\n');
    expect(out).toContain('do nothing: the next edition, on Monday at 07:00, takes its facts in.');
    expect(out).not.toMatch(/^.{101,}$/m);
  });

  it('misses nothing of a schedule that no sweep has seen as it is', async () => {
    const world = aMemoryWorld({ clock: { now: () => plusHours(due, 40) } });
    expect(await world.courant('status')).toMatchObject({
      code: 0,
      out: expect.stringContaining('no editions yet'),
    });
    await world.press.timetables.since('weekly', 'another schedule', plusHours(due, -24));
    expect((await world.courant('status')).code).toBe(0);
  });

  it('names the editions there are when asked for another', async () => {
    const { courant, time } = await anEdition();
    time.now = plusHours(due, 168);
    const { code, out, err } = await courant('status', '2026-11-24');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(
      'expected an edition 2026-11-24, found none; the newest are 2026-11-23, 2026-11-30',
    );
  });
});

describe('courant status on a late edition that others come after', () => {
  it('names the one that takes its facts in: that which is due as well', async () => {
    const now = '2026-11-22T19:00:00Z' as Instant;
    const configuration = aConfiguration({
      schedule: { every: 'day', at: '07:00', timeZone: 'Europe/Brussels' },
    });
    const { courant, press } = aMemoryWorld({ clock: { now: () => now } }, configuration);
    const [daily] = configuration.publications;
    const fingerprint = scheduleFingerprint(daily?.schedule ?? expect.unreachable());
    await press.timetables.since('weekly', fingerprint, '2026-11-19T07:00:00Z' as Instant);
    const takes = 'the next edition, which was due today at 07:00, takes its facts in.';
    for (const words of [[], ['2026-11-20']])
      expect((await courant('status', ...words)).out.replace(/\s+/g, ' ')).toContain(takes);
    expect((await courant('stop', '2026-11-20')).out).toContain(
      'the next edition, at 2026-11-22T06:00:00Z, takes its facts in.',
    );
  });
});
