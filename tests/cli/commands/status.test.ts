import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../core/foundation/instant.ts';
import { anEdition, due, edition, type Outcomes } from '../an-edition.ts';
import { aMemoryWorld } from '../memory-world.ts';

const all: Outcomes = ['accepted', 'accepted', 'accepted', 'accepted', 'accepted'];
const oneUncertain: Outcomes = ['accepted', 'accepted', 'accepted', 'accepted', 'uncertain'];

describe('courant status', () => {
  it('says so when there is no edition yet, and when the first one comes', async () => {
    expect(await aMemoryWorld().courant('status')).toMatchObject({
      code: 0,
      out: [
        'Weekly has no editions yet.',
        'No. 1 is due on Monday at 07:00 (Europe/Brussels), in 3 days, with nothing to report so far. Its',
        'proof goes to one address on Sunday at 07:00.',
        '',
        'Next          2026-11-23T06:00:00Z, every week on Monday at 07:00 (Europe/Brussels)',
        'Covers        what is filed since 2026-01-01T00:00:00Z',
        'Proof         goes to one address at 2026-11-22T06:00:00Z',
        '',
      ].join('\n'),
    });
  });

  it('says when the next proof goes out by itself, and what became of it', async () => {
    const { courant, installation, proofMails, time } = await anEdition(all);
    const proofLine = async () => /^Proof +(.*)$/m.exec((await courant('status')).out)?.[1];
    expect(await proofLine()).toBeUndefined();
    installation.configuration.editors.push('ada@mail.example', 'ben@mail.example');
    expect(await proofLine()).toBe('goes to two addresses at 2026-11-29T06:00:00Z');
    time.now = plusHours(due, 7 * 24 - 24);
    expect(await proofLine()).toBe('goes to two addresses with the next sweep');
    const mail = { format: 1, publication: 'weekly', edition: '2026-11-30', mail: 1 } as const;
    await proofMails.claim({ ...mail, claimedAt: time.now, filed: '', items: [] });
    expect(await proofLine()).toBe(
      'was begun at 2026-11-29T06:00:00Z, and nobody knows whether anybody got it',
    );
    await proofMails.noteAnswered({ ...mail, addresses: 2, accepted: 1 });
    await proofMails.claim({ ...mail, mail: 2, claimedAt: plusHours(due, 7 * 24 - 6), filed: '', items: [] });
    expect(await proofLine()).toBe(
      'was mailed at 2026-11-29T06:00:00Z, and taken for 1 of 2; then was begun at 2026-11-30T00:00:00Z, and nobody knows whether anybody got it',
    );
  });

  it('shows the last five editions, the newest first, each with its state and counts', async () => {
    const { courant, installation, closeAgain, time } = await anEdition(all);
    await closeAgain(edition);
    for (let week = 1; week <= 5; week += 1) {
      time.now = plusHours(due, week * 168);
      await installation.publish({ publication: 'weekly', scheduledTime: time.now });
    }
    const { code, out } = await courant('status');
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines.slice(lines.indexOf('no.  edition     state       deliveries')).slice(0, 7)).toEqual([
      'no.  edition     state       deliveries',
      '6    2026-12-28  delivering  0 of 5 accepted, 5 waiting',
      '5    2026-12-21  delivering  0 of 5 accepted, 5 waiting',
      '4    2026-12-14  delivering  0 of 5 accepted, 5 waiting',
      '3    2026-12-07  delivering  0 of 5 accepted, 5 waiting',
      '2    2026-11-30  delivering  0 of 5 accepted, 5 waiting',
      '',
    ]);
  });

  it('lists no chain from its beginning, whichever edition is asked for', async () => {
    const { courant, installation, press, time } = await anEdition(all);
    for (let week = 1; week <= 6; week += 1) {
      time.now = plusHours(due, week * 168);
      await installation.publish({ publication: 'weekly', scheduledTime: time.now });
    }
    const links = press.seals.links.bind(press.seals);
    const begins: (string | undefined)[] = [];
    press.seals.links = async (publication, since) => {
      begins.push(since);
      return links(publication, since);
    };
    await courant('status');
    expect((await courant('status', '2026-11-30')).out).toContain('edition 2 of 2026-11-30');
    expect(begins.length).toBeGreaterThan(1);
    expect(begins).not.toContain(undefined);
  });

  it('changes nothing: neither rows, deliveries nor what is known of the schedule', async () => {
    const { courant, press, deliveries, time } = await anEdition(oneUncertain);
    await press.editions.hold({ publication: 'weekly', edition }, 'AccessDenied: no');
    time.now = plusHours(due, 24 * 9);
    const all = () =>
      JSON.stringify([[...press.editions.rows], [...deliveries.rows], [...press.seals.seals]]);
    const before = all();
    await courant('status');
    await courant('status', edition);
    await courant('status', '2026-11-30');
    expect(all()).toBe(before);
    expect(await aMemoryWorld().press.timetables.read('weekly')).toBeUndefined();
    const fresh = aMemoryWorld();
    await fresh.courant('status');
    expect(await fresh.press.timetables.read('weekly')).toBeUndefined();
  });

  it.each<[string, (text: string) => string | null, string]>([
    ['altered', text => `${text} `, 'holds other bytes'],
    ['empty', () => '', 'holds other bytes'],
    ['gone', () => null, 'is gone'],
  ])('goes on by the seal where a manifest is %s, and names it', async (_, change, found) => {
    const { courant, press } = await anEdition(all);
    const key = `weekly/${edition}/manifest.json`;
    const before = [await courant('status'), await courant('status', edition)];
    const changed = change(press.archive.files.get(key) ?? '');
    if (changed === null) press.archive.files.delete(key);
    else press.archive.files.set(key, changed);
    const after = [await courant('status'), await courant('status', edition)];
    for (const [index, { code, out }] of after.entries()) {
      expect(code).toBe(before[index]?.code);
      expect(out).toContain(`${edition} has a file in the archive that is not as it was sealed.`);
      expect(out.replace(/\s+/g, ' ')).toContain(`archive/${key} ${found}`);
      expect(out).toContain('docs/runbook.md#damaged-files');
    }
    const files = new Map(press.archive.files);
    await press.editions.hold({ publication: 'weekly', edition }, 'AccessDenied: no');
    expect(await courant('release', edition)).toMatchObject({ code: 0 });
    // It looks, and puts nothing back.
    expect(press.archive.files).toEqual(files);
  });
});
