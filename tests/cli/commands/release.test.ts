import { describe, expect, it } from 'vitest';
import type { Owner } from '../../../core/edition/ownership.ts';
import { plusHours } from '../../../core/foundation/instant.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { takeDeliveryBack } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { anEdition, due, edition, soon } from '../an-edition.ts';

const hold = 'AccessDenied: not authorized';

describe('courant release', () => {
  it('lifts the hold, says how many get it and what comes next', async () => {
    const { courant, press, row } = await anEdition(['accepted', 'rejected']);
    await press.editions.hold({ publication: 'weekly', edition }, hold);
    await press.editions.postpone({ publication: 'weekly', edition }, plusHours(soon, 1));
    await press.editions.progressed({ publication: 'weekly', edition }, soon);
    expect(await courant('release', edition)).toEqual({
      code: 0,
      err: '',
      out: [
        '2026-11-23 goes on. It was held:',
        '  AccessDenied: not authorized',
        '',
        'Waiting       3 readers get it now',
        'Next          The sweep hands them to delivery within five minutes. If the cause is not mended, it',
        '              is held again.',
        '              courant status 2026-11-23 shows how far it is.',
        '',
      ].join('\n'),
    });
    expect(await row()).toMatchObject({
      hold: null,
      notBefore: null,
      progressedAt: null,
      state: 'delivering',
    });
  });

  it('counts the forecast from now on, so that no alarm rings at once', async () => {
    const { courant, press, row, time } = await anEdition();
    await press.editions.expect({ publication: 'weekly', edition }, plusHours(due, 5));
    await press.editions.hold({ publication: 'weekly', edition }, hold);
    time.now = plusHours(due, 48);
    await courant('release', edition);
    expect((await row()).expectedBy).toBe(plusHours(due, 53));
  });

  it('publishes an edition that is late, with the time at which it was due', async () => {
    const { courant, press, time, installation } = await anEdition();
    const asked: object[] = [];
    const { publish } = installation;
    installation.publish = event => {
      asked.push(event);
      return publish(event);
    };
    time.now = plusHours(due, 168 + 40);
    expect((await courant('status', '2026-11-30')).code).toBe(1);
    const { code, out } = await courant('release', '2026-11-30');
    expect(code).toBe(0);
    expect(out).toMatch(/^Published Weekly, edition 2 of 2026-11-30\.\n/);
    expect(asked).toEqual([{ publication: 'weekly', scheduledTime: plusHours(due, 168) }]);
    expect(press.seals.seals.size).toBe(2);
    expect((await courant('status', '2026-11-30')).out).toContain('delivering, 0 of 5 accepted, 5 waiting');
  });

  it('first freezes an edition that was held before its audience was: the sweep would hold it again', async () => {
    const { courant, press, row } = await anEdition();
    takeDeliveryBack(press);
    await press.editions.open({ publication: 'weekly', edition });
    await press.editions.hold({ publication: 'weekly', edition }, `late: it was due at ${due}`);
    const { code, out } = await courant('release', edition);
    expect({ code, out }).toEqual({ code: 0, out: expect.not.stringContaining('Waiting') });
    expect(await row()).toMatchObject({ state: 'delivering', hold: null });
  });

  it('lets an edition go on with nobody in the readers table, once, at that word alone', async () => {
    const { courant, press, row } = await anEdition();
    takeDeliveryBack(press);
    press.readers.rows.clear();
    press.tableMarks.table = 'table-2';
    const { context } = press;
    await publishEdition(context(), aPublication(), due);
    expect(await row()).toMatchObject({ state: 'sealed', hold: expect.stringMatching(/^readers: /) });
    expect((await courant('status', edition)).out).toContain('docs/runbook.md#no-readers');
    const { code, out } = await courant('release', edition);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining('  readers: nobody reads weekly'),
    });
    expect(await row()).toMatchObject({
      state: 'delivering',
      hold: null,
      audience: { slices: 0, readers: 0 },
    });
  });

  it('holds an edition that was late for the empty readers table next, and lifts that too', async () => {
    const { courant, press, row } = await anEdition();
    takeDeliveryBack(press);
    press.readers.rows.clear();
    press.tableMarks.table = 'table-2';
    await press.editions.open({ publication: 'weekly', edition });
    await press.editions.hold({ publication: 'weekly', edition }, `late: it was due at ${due}`);
    await courant('release', edition);
    await publishEdition(press.context(), aPublication(), due);
    expect((await row()).hold).toMatch(/^readers: /);
    await courant('release', edition);
    expect(await row()).toMatchObject({ state: 'delivering', hold: null });
  });

  it('lifts no hold of an edition without an audience where another stack owns the stores', async () => {
    const { courant, press, row, installation } = await anEdition();
    takeDeliveryBack(press);
    await press.editions.open({ publication: 'weekly', edition });
    await press.editions.hold({ publication: 'weekly', edition }, `late: it was due at ${due}`);
    const owner: Owner = {
      ...{ format: 1, stack: 'arn:aws:cloudformation:eu-west-1:1:stack/next/2b', stackName: 'next' },
      ...{ account: '1', region: 'eu-west-1', since: due },
    };
    installation.publish = async () => ({ report: { outcome: 'not the owner', owner }, progress: null });
    const { code, out } = await courant('release', edition);
    expect(code).toBe(1);
    expect(out).toMatch(/^2026-11-23 stays held\. Nothing was changed\.\nBecause +.*: next does, since/);
    expect((await row()).hold).not.toBeNull();
  });

  it('delivers where nothing runs by itself, and says what came of it', async () => {
    let carried = 0;
    const world = await anEdition(['accepted', 'accepted', 'accepted', 'accepted'], {
      carryOn: async () => {
        carried += 1;
        await world.settle(5, 'accepted');
        await world.closeAgain(edition);
      },
    });
    await world.press.editions.hold({ publication: 'weekly', edition }, hold);
    const { code, out } = await world.courant('release', edition, '--local');
    expect(code).toBe(0);
    expect(carried).toBe(1);
    expect(out).toMatch(/Waiting {7}1 reader gets it now\nNow {11}closed, 5 of 5 accepted\n$/);
  });

  it('ends with 1 and says what to do when it is held again', async () => {
    const world = await anEdition([], {
      carryOn: () =>
        world.press.editions.hold({ publication: 'weekly', edition }, 'AccountSendingPausedException: again'),
    });
    await world.press.editions.hold({ publication: 'weekly', edition }, hold);
    const { code, out } = await world.courant('release', edition, '--local');
    expect(code).toBe(1);
    expect(out).toContain('Now           held, 0 of 5 accepted, 5 waiting\n\n2026-11-23 is held:');
    expect(out).toContain('docs/runbook.md#paused');
  });

  it.each([
    ['goes on', async () => {}, '2026-11-23 is not held: it goes on by itself. Nothing was changed.'],
    [
      'rests',
      ({ press }: World) => press.editions.postpone({ publication: 'weekly', edition }, plusHours(soon, 1)),
      '2026-11-23 is not held: it rests until 2026-11-23T07:30:00Z, when the quota may allow more, and goes on by itself.',
    ],
    [
      'is closed',
      ({ closeAll }: World) => closeAll(),
      '2026-11-23 is closed, and not held. Nothing was changed.',
    ],
    [
      'was ended',
      async ({ press }: World) => {
        await press.editions.hold({ publication: 'weekly', edition }, hold);
        await press.editions.stop({ publication: 'weekly', edition });
      },
      '2026-11-23 was ended with courant stop: whoever still waits is withheld. Nothing was changed.',
    ],
    [
      'is too old',
      async ({ press, time }: World) => {
        await press.editions.hold({ publication: 'weekly', edition }, hold);
        time.now = plusHours(due, 24 * 31);
      },
      '2026-11-23 is more than 30 days old, and mailed to nobody any more. Nothing was changed.',
    ],
  ])('changes nothing of an edition that %s, and says so', async (_, prepare, says) => {
    const found = await anEdition(['accepted']);
    const closeAll = async () => {
      for (const n of [2, 3, 4, 5]) await found.settle(n, 'accepted');
      await found.closeAgain(edition);
    };
    await prepare({ ...found, closeAll });
    const before = await found.row();
    const { code, out } = await found.courant('release', edition);
    expect(code).toBe(0);
    expect(out).toContain(says);
    expect(await found.row()).toEqual(before);
  });

  it('names the editions there are when asked for another', async () => {
    const { courant } = await anEdition();
    const { code, err } = await courant('release', '2026-11-24');
    expect(code).toBe(1);
    expect(err).toContain('expected an edition 2026-11-24, found none; the newest are 2026-11-23.');
  });
});

type World = Awaited<ReturnType<typeof anEdition>> & { closeAll(): Promise<void> };
