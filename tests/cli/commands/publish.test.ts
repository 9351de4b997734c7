import { describe, expect, it } from 'vitest';
import type { PublishEvent } from '../../../cli/installation/installation.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { scheduleFingerprint } from '../../../core/sweep/timetable.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aMemoryWorld } from '../memory-world.ts';

function at(now: string) {
  return { clock: { now: () => now as Instant } };
}

/** An installation whose schedule counts since before the first edition. */
async function aSeenWorld(...given: Parameters<typeof aMemoryWorld>) {
  const world = aMemoryWorld(...given);
  await seen(world, '2026-11-20T00:00:00Z');
  return world;
}

async function seen({ press }: Pick<ReturnType<typeof aMemoryWorld>, 'press'>, since: string) {
  const fingerprint = scheduleFingerprint(aPublication().schedule);
  await press.timetables.since('weekly', fingerprint, since as Instant);
}

describe('courant publish', () => {
  it('publishes the edition that was last due, and says what comes next', async () => {
    const { press, courant, seen } = await aSeenWorld(at('2026-11-24T12:00:00Z'));
    await press.addReaders(3);
    const { code, out } = await courant('publish');
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'Published Weekly, edition 1 of 2026-11-23.',
        'Window        2026-01-01T00:00:00Z to 2026-11-23T06:00:00Z',
        'Audience      3 readers',
        'Delivery      under way: the deliver function works on it',
        'Forecast      Done by about 2026-11-23T06:00:04Z',
        '',
        'Its files: courant archive get 2026-11-23',
        '',
      ].join('\n'),
    );
    expect(seen).toEqual({ opened: 1, closed: 1 });
  });

  it('says how many readers have to wait for more quota', async () => {
    const { press, courant } = await aSeenWorld(at('2026-11-24T12:00:00Z'));
    press.account.allowance = async () => ({ perSecond: 1, perDay: 10, left: 2 });
    await press.addReaders(3);
    expect((await courant('publish')).out).toMatch(
      /Forecast {6}Done by about 2026-11-24T06:00:\d\dZ; 1 reader has to wait for tomorrow's quota\n/,
    );
    const more = await aSeenWorld(at('2026-11-24T12:00:00Z'));
    more.press.account.allowance = async () => ({ perSecond: 1, perDay: 10, left: 0 });
    await more.press.addReaders(3);
    expect((await more.courant('publish')).out).toContain("; 3 readers have to wait for tomorrow's quota\n");
  });

  it('makes nothing again', async () => {
    const { courant, press } = await aSeenWorld(at('2026-11-24T12:00:00Z'));
    await courant('publish');
    const { code, out } = await courant('publish', '--at', '2026-11-24T00:00:00+01:00');
    expect(code).toBe(0);
    expect(out).toMatch(/^Weekly, edition 1 of 2026-11-23 was published before: nothing was made again\.\n/);
    expect(press.seals.seals.size).toBe(1);
  });

  it('passes the time at which the edition was due, exactly, also when asked at that instant or just before it', async () => {
    const events: PublishEvent[] = [];
    const { courant } = aMemoryWorld({
      ...at('2026-12-31T00:00:00Z'),
      publish: async event => {
        events.push(event);
        throw new Error('enough');
      },
    });
    await courant('publish', '--at', '2026-11-30T06:00:00Z', '--yes');
    await courant('publish', '--at', '2026-11-30T05:59:59Z', '--yes');
    expect(events).toEqual([
      { publication: 'weekly', scheduledTime: '2026-11-30T06:00:00Z' },
      { publication: 'weekly', scheduledTime: '2026-11-23T06:00:00Z' },
    ]);
  });

  it('says which edition covers a time that is covered already', async () => {
    const { courant } = await aSeenWorld(at('2026-11-24T12:00:00Z'));
    await courant('publish');
    const { code, out } = await courant('publish', '--at', '2026-11-20T00:00:00Z');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Nothing was published: an edition of 2026-11-16T06:00:00Z would not come after the newest\.\nNewest +Weekly, edition 1 of 2026-11-23, covers everything up to 2026-11-23T06/,
    );
  });

  it('refuses a time ahead, whose window would pass over what is filed until then', async () => {
    const { courant, press } = await aSeenWorld(at('2026-11-24T12:00:00Z'));
    const { code, err } = await courant('publish', '--at', '2026-12-01T00:00:00Z');
    expect(code).toBe(2);
    expect(err).toContain('an instant that has passed; now it is 2026-11-24T12:00:00Z');
    expect(press.seals.seals.size).toBe(0);
  });

  it('rehearses a time ahead where nothing is real', async () => {
    const { courant, press } = await aSeenWorld({ ...at('2026-11-24T12:00:00Z'), rehearsal: true });
    const { code, out } = await courant('publish', '--at', '2026-12-01T00:00:00Z', '--local');
    expect(code).toBe(0);
    expect(out).toContain('Its files: courant archive get 2026-11-30 --local\n');
    expect(JSON.parse([...press.seals.seals.values()][0] ?? '').plan.edition).toBe('2026-11-30');
  });

  it('ends with 1 and says why when the edition is held', async () => {
    const { courant, press, installation } = await aSeenWorld(at('2026-11-24T12:00:00Z'));
    await press.addReaders(1);
    await installation.publish({ publication: 'weekly', scheduledTime: '2026-11-23T06:00:00Z' as Instant });
    await press.editions.hold({ publication: 'weekly', edition: '2026-11-23' }, 'SES refused the sender');
    const { code, out } = await courant('publish');
    expect(code).toBe(1);
    expect(out).toContain('HELD: SES refused the sender\n');
    expect(out).toContain('What to do: courant status 2026-11-23\n');
  });

  it('closes the installation and ends with 1 when publishing fails', async () => {
    const { courant, seen } = aMemoryWorld({
      publish: async () => {
        throw new Error('broken');
      },
    });
    expect(await courant('publish', '--yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('broken'),
    });
    expect(seen).toEqual({ opened: 1, closed: 1 });
  });
});
