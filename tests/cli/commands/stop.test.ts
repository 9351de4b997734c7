import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../core/foundation/instant.ts';
import { takeDeliveryBack } from '../../support/builders/a-press.ts';
import { anEdition, due, edition } from '../an-edition.ts';

describe('courant stop', () => {
  it('says what it would come to, and does nothing until it is told --yes', async () => {
    const { courant, row, press } = await anEdition(['accepted', 'claimed', 'uncertain']);
    const before = await row();
    const { code, out, err } = await courant('stop', edition, '--publication', 'weekly');
    expect(code).toBe(2);
    expect(out).toBe(
      [
        '2026-11-23 goes on: nothing was changed. Ending it would come to this:',
        '',
        'Accepted      1 reader',
        'Withheld      2 readers who still wait',
        'In hand       1 reader: these messages may still go out',
        'Uncertain     1 reader: nobody knows whether SES took their message; what SES tells of it still',
        '              counts.',
        '',
      ].join('\n'),
    );
    expect(err).toContain('found:    no --yes');
    expect(err).toContain('courant stop 2026-11-23 --yes --publication weekly');
    expect(await row()).toEqual(before);
    takeDeliveryBack(press);
    const unfrozen = await courant('stop', edition);
    expect(unfrozen.code).toBe(2);
    expect(unfrozen.out).toContain('Withheld      all readers, 5 now: they would not get it\n');
    expect(press.editions.rows.size).toBe(0);
  });

  it('does not leave uncertain deliveries as they are either until it is told --yes', async () => {
    const { courant, closeAgain, row } = await anEdition([
      ...(['accepted', 'accepted', 'accepted', 'accepted', 'uncertain'] as const),
    ]);
    await closeAgain(edition);
    const before = await row();
    const { code, out, err } = await courant('stop', edition);
    expect(code).toBe(2);
    expect(out).toContain(
      '1 uncertain delivery would stay as it is, and no alarm would speak of it any more.',
    );
    expect(err).toContain('no --yes');
    expect(await row()).toEqual(before);
  });

  it('ends delivery for good, and says how many have it and how many will not', async () => {
    const { courant, row } = await anEdition(['accepted', 'accepted']);
    expect(await courant('stop', edition, '--yes')).toEqual({
      code: 0,
      err: '',
      out: [
        '2026-11-23 is ended: nobody else is mailed.',
        '',
        'Accepted      2 readers',
        'Withheld      3 readers who still waited',
        'Next          The sweep withholds those who waited, within half an hour, and closes the edition with',
        '              a receipt.',
        '              courant status 2026-11-23 shows how far it is.',
        '',
      ].join('\n'),
    });
    expect(await row()).toMatchObject({ stopped: true, state: 'delivering' });
  });

  it('says of messages in hand and of uncertain ones what becomes of them', async () => {
    const { courant } = await anEdition(['accepted', 'claimed', 'uncertain']);
    const { out } = await courant('stop', edition, '--yes');
    expect(out).toContain('In hand       1 reader: these messages may still go out\n');
    expect(out).toMatch(/Uncertain {5}1 reader: nobody knows whether SES took their message/);
    expect(out).toContain('Withheld      2 readers');
  });

  it('can be typed again', async () => {
    const { courant, row } = await anEdition(['accepted']);
    await courant('stop', edition, '--yes');
    const before = await row();
    const { code, out } = await courant('stop', edition, '--yes');
    expect(code).toBe(0);
    expect(out).toMatch(/^2026-11-23 was ended before\.\n/);
    expect(await row()).toEqual(before);
  });

  it('ends an edition whose delivery has not begun', async () => {
    const { courant, press, row } = await anEdition();
    takeDeliveryBack(press);
    const { code, out } = await courant('stop', edition, '--yes');
    expect(code).toBe(0);
    expect(out).toContain('Withheld      all readers, 5 now: they do not get it\n');
    expect(await row()).toMatchObject({ stopped: true, state: 'sealed' });
  });

  it('says that there is nothing to stop of an edition that is closed', async () => {
    const { courant, closeAgain, row } = await anEdition([
      'accepted',
      'accepted',
      'accepted',
      'accepted',
      'rejected',
    ]);
    await closeAgain(edition);
    const before = await row();
    expect(await courant('stop', edition, '--yes')).toMatchObject({
      code: 0,
      out: '2026-11-23 is closed: there is nothing to stop.\n',
    });
    expect(await row()).toEqual(before);
  });

  it('leaves uncertain deliveries of a closed edition as they are: no alarm, no further receipt', async () => {
    const { courant, closeAgain, row, press } = await anEdition([
      'accepted',
      'accepted',
      'accepted',
      'uncertain',
      'uncertain',
    ]);
    await closeAgain(edition);
    expect((await courant('status')).code).toBe(1);
    const { code, out } = await courant('stop', edition, '--yes');
    expect(code).toBe(0);
    expect(out).toBe(
      '2026-11-23: 2 uncertain deliveries stay as they are, and no alarm speaks of them any more.\n' +
        'Its receipt goes on counting them as uncertain.\n',
    );
    expect(await row()).toMatchObject({ state: 'closed', receipts: 1, uncertain: 0, stopped: false });
    expect(press.receipts.files.size).toBe(1);
    expect((await courant('status')).code).toBe(0);
    expect((await courant('stop', edition, '--yes')).out).toContain('nothing to stop');
  });

  it('has nothing to stop of an edition that is late, and says what becomes of it', async () => {
    const { courant, time, press } = await anEdition();
    time.now = plusHours(due, 168 + 40);
    const { code, out } = await courant('stop', '2026-11-30');
    expect(code).toBe(0);
    expect(out).toContain('2026-11-30 is not published, so there is nothing to stop.\n');
    expect(out).toContain('the next edition, at 2026-12-07T06:00:00Z, takes its facts in.');
    expect(press.seals.seals.size).toBe(1);
    expect(await press.editions.read({ publication: 'weekly', edition: '2026-11-30' })).toBeUndefined();
  });

  it('names the editions there are when asked for another', async () => {
    const { courant } = await anEdition();
    expect(await courant('stop', '2026-11-24')).toMatchObject({
      code: 1,
      err: expect.stringContaining('the newest are 2026-11-23.'),
    });
  });
});
