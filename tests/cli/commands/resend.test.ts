import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../core/foundation/instant.ts';
import { anEdition, due, edition, type Outcomes } from '../an-edition.ts';

const two: Outcomes = ['accepted', 'rejected', 'withheld', 'uncertain', 'uncertain'];
const one: Outcomes = ['accepted', 'rejected', 'withheld', 'accepted', 'uncertain'];

describe('courant resend', () => {
  it('is refused without --uncertain, and says why it has to be written', async () => {
    const { courant, seen } = await anEdition(two);
    const { code, err } = await courant('resend', edition);
    expect(code).toBe(2);
    expect(err).toMatch(/expected: --uncertain, which says who is mailed again[\s\S]*get the edition twice/);
    expect(seen.opened).toBe(0);
  });

  it('gives back what is uncertain of a closed edition, says who may get it twice, and what comes', async () => {
    const { courant, closeAgain, row, deliveries } = await anEdition(two);
    await closeAgain(edition);
    expect(await courant('resend', edition, '--uncertain')).toEqual({
      code: 0,
      err: '',
      out: [
        '2026-11-23 is mailed again to 2 readers.',
        'Those whose message SES did take get it twice.',
        '',
        'Next          The sweep hands them to delivery within five minutes; when it is done, a further',
        '              receipt is written.',
        '              courant status 2026-11-23 shows how far it is.',
        '',
      ].join('\n'),
    });
    expect(await row()).toMatchObject({ state: 'delivering', receipts: 1 });
    const states = [...deliveries.rows.values()].map(({ state }) => state);
    expect(states.sort()).toEqual(['accepted', 'rejected', 'waiting', 'waiting', 'withheld']);
  });

  it('writes a further receipt where nothing runs by itself', async () => {
    const world = await anEdition(one, {
      carryOn: async () => {
        await world.settle(5, 'accepted');
        await world.closeAgain(edition);
      },
    });
    await world.closeAgain(edition);
    const { code, out } = await world.courant('resend', edition, '--uncertain', '--local');
    expect(code).toBe(0);
    expect(out).toContain(
      '2026-11-23 is mailed again to 1 reader.\nIf SES did take the message, that reader gets it twice.\n',
    );
    expect(out).toContain('Now           closed, 3 of 5 accepted, 1 rejected, 1 withheld\n');
    expect(await world.row()).toMatchObject({ receipts: 2, uncertain: 0 });
  });

  it('leaves alone what may still be on the way to SES, and says when to look again', async () => {
    const { courant, time, row } = await anEdition(two);
    time.now = plusHours(due, 0.25);
    expect(await courant('resend', edition, '--uncertain')).toMatchObject({
      code: 0,
      out: '2 messages may still be on the way to SES: left alone. Look again in a quarter of an hour.\n',
    });
    expect(await row()).toMatchObject({ state: 'delivering', uncertain: 0 });
  });

  it('leaves it alone by the store’s clock too, where the operator’s is ahead', async () => {
    const { courant, time, seen } = await anEdition(two);
    seen.storeAt = plusHours(due, 0.25);
    time.now = plusHours(due, 2);
    const { out } = await courant('resend', edition, '--uncertain');
    expect(out).toContain('2 messages may still be on the way to SES: left alone.');
  });

  it('has nothing to do where nothing is uncertain', async () => {
    const { courant, closeAgain, row } = await anEdition([
      'accepted',
      'accepted',
      'accepted',
      'accepted',
      'accepted',
    ]);
    await closeAgain(edition);
    expect(await courant('resend', edition, '--uncertain')).toMatchObject({
      code: 0,
      out: '2026-11-23 has no uncertain deliveries: there is nothing to send again.\n',
    });
    expect(await row()).toMatchObject({ state: 'closed' });
  });

  it('says that they wait for the release of an edition that is held', async () => {
    const { courant, press, row } = await anEdition(one);
    await press.editions.hold({ publication: 'weekly', edition }, 'AccessDenied: no');
    const { code, out } = await courant('resend', edition, '--uncertain');
    expect(code).toBe(1);
    expect(out).toContain(
      'The edition is held, so they wait until you let it go on: courant release 2026-11-23\n',
    );
    expect(await row()).toMatchObject({ hold: 'AccessDenied: no' });
  });

  it('refuses an edition of more than 30 days ago, and changes nothing', async () => {
    const { courant, closeAgain, time, row, deliveries } = await anEdition(one);
    await closeAgain(edition);
    time.now = plusHours(due, 24 * 30 + 1);
    const before = [await row(), [...deliveries.rows.values()]];
    const { code, err } = await courant('resend', edition, '--uncertain');
    expect(code).toBe(1);
    expect(err).toContain(
      '2026-11-23 is not mailed again: it is of 2026-11-23T06:00:00Z, more than 30 days ago',
    );
    expect([await row(), [...deliveries.rows.values()]]).toEqual(before);
  });

  it('refuses an edition that is being ended: whoever waits would be withheld', async () => {
    const { courant, press, deliveries } = await anEdition(one);
    await press.editions.stop({ publication: 'weekly', edition });
    const { code, err } = await courant('resend', edition, '--uncertain');
    expect(code).toBe(1);
    expect(err).toContain('its delivery was ended with courant stop');
    expect([...deliveries.rows.values()].filter(({ state }) => state === 'uncertain')).toHaveLength(1);
  });

  it('takes an edition that was ended once it is closed, and mails nobody who was withheld', async () => {
    const { courant, press, settle, closeAgain, row, deliveries } = await anEdition(['uncertain']);
    await press.editions.stop({ publication: 'weekly', edition });
    for (const n of [2, 3, 4, 5]) await settle(n, 'withheld');
    await closeAgain(edition);
    expect((await courant('resend', edition, '--uncertain')).out).toContain('mailed again to 1 reader.');
    expect(await row()).toMatchObject({ state: 'delivering', stopped: false });
    const states = [...deliveries.rows.values()].map(({ state }) => state);
    expect(states).toEqual(['waiting', 'withheld', 'withheld', 'withheld', 'withheld']);
  });

  it('decides anew about those that were left as they are', async () => {
    const { courant, closeAgain, row } = await anEdition(one);
    await closeAgain(edition);
    await courant('stop', edition);
    expect((await courant('resend', edition, '--uncertain')).out).toContain('mailed again to 1 reader.');
    expect(await row()).toMatchObject({ state: 'delivering' });
  });

  it('knows that nobody was mailed of an edition that is late', async () => {
    const { courant, time } = await anEdition();
    time.now = plusHours(due, 168 + 40);
    expect(await courant('resend', '2026-11-30', '--uncertain')).toMatchObject({
      code: 0,
      out: '2026-11-30 is not published: nobody was mailed.\n',
    });
    expect((await courant('resend', '2026-11-24', '--uncertain')).err).toContain('found none');
  });
});
