import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../core/foundation/instant.ts';
import { takeDeliveryBack } from '../../support/builders/a-press.ts';
import { anEdition, due, edition, type Outcomes, soon } from '../an-edition.ts';
import { aMemoryWorld } from '../memory-world.ts';

const all: Outcomes = ['accepted', 'accepted', 'accepted', 'accepted', 'accepted'];
const oneUncertain: Outcomes = ['accepted', 'accepted', 'accepted', 'accepted', 'uncertain'];

describe('courant status', () => {
  it('says so when there is no edition yet, and when the first one comes', async () => {
    expect(await aMemoryWorld().courant('status')).toMatchObject({
      code: 0,
      out: 'Weekly has no editions yet.\nThe first covers what is filed since 2026-01-01T00:00:00Z.\n\nNext          2026-11-23T06:00:00Z, every week on Monday at 07:00 (Europe/Brussels)\nProof         goes to one address at 2026-11-22T06:00:00Z\n',
    });
  });

  it('says when the next proof goes out by itself, and what became of it', async () => {
    const { courant, installation, proofMails, time } = await anEdition(all);
    const proofLine = async () => /^Proof +(.*)$/m.exec((await courant('status')).out)?.[1];
    expect(await proofLine()).toBeUndefined();
    installation.configuration.editors.push('ada@mail.example', 'ben@mail.example');
    expect(await proofLine()).toBe('goes to 2 addresses at 2026-11-29T06:00:00Z');
    time.now = plusHours(due, 7 * 24 - 24);
    expect(await proofLine()).toBe('goes to 2 addresses with the next sweep');
    const mail = { format: 1, publication: 'weekly', edition: '2026-11-30', mail: 1 } as const;
    await proofMails.claim({ ...mail, claimedAt: time.now, filed: '', items: [] });
    expect(await proofLine()).toBe('begun at 2026-11-29T06:00:00Z, and nobody knows whether anybody got it');
    await proofMails.noteAnswered({ ...mail, addresses: 2, accepted: 1 });
    await proofMails.claim({ ...mail, mail: 2, claimedAt: plusHours(due, 7 * 24 - 6), filed: '', items: [] });
    expect(await proofLine()).toBe(
      'mailed at 2026-11-29T06:00:00Z, and taken for 1 of 2; then begun at 2026-11-30T00:00:00Z, and nobody knows whether anybody got it',
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
    expect(out.split('\n').slice(0, 7)).toEqual([
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

  it('explains a hold, and says what to do and to type', async () => {
    const { courant, press } = await anEdition(['accepted']);
    await press.editions.hold(
      { publication: 'weekly', edition },
      'AccountSendingPausedException: Sending is disabled.',
    );
    const { code, out } = await courant('status');
    expect(code).toBe(1);
    expect(out).toContain('1    2026-11-23  held   1 of 5 accepted, 4 waiting\n');
    expect(out.split('\n\n').at(-1)?.split('\n')).toEqual([
      '2026-11-23 is held: it does not go on until you decide.',
      '  SES said    AccountSendingPausedException: Sending is disabled.',
      '  It means    SES sends nothing for this account any more: AWS or one of your people has paused it.',
      '  To do       Find the reason in the SES console, and answer the case if AWS opened one.',
      '  Then        courant release 2026-11-23',
      '              lets it go on with 4 readers who wait; nobody gets it twice.',
      '  Or          courant stop 2026-11-23',
      '              ends it: whoever still waits does not get it.',
      '  More        docs/runbook.md#paused',
      '',
    ]);
  });

  it('counts nobody as waiting before the audience is frozen', async () => {
    const { courant, press } = await anEdition();
    const row = press.editions.rows.get(`weekly/${edition}`);
    Object.assign(row ?? {}, { state: 'sealed', audience: null, hold: 'readers: nobody reads weekly' });
    press.bindings.files.clear();
    const { out } = await courant('status');
    expect(out).toContain('lets it go on with whoever is in the readers table then; nobody gets it twice.');
  });

  it('does not put our own words into the mouth of SES', async () => {
    const { courant, press } = await anEdition();
    await press.editions.hold({ publication: 'weekly', edition }, `late: it was due at ${due}`);
    expect((await courant('status')).out).toContain(`  Because     late: it was due at ${due}\n`);
  });

  it('names place and publication in what is to be typed', async () => {
    const { courant, press } = await anEdition([], { carryOn: async () => {} });
    await press.editions.hold({ publication: 'weekly', edition }, 'AccessDenied: no');
    const { out } = await courant('status', '--local', '--publication', 'weekly');
    expect(out).toContain('courant release 2026-11-23 --publication weekly --local\n');
  });

  it('says of an edition that rests that nothing is to be done', async () => {
    const { courant, press } = await anEdition(['accepted']);
    await press.editions.postpone({ publication: 'weekly', edition }, plusHours(soon, 1));
    const { code, out } = await courant('status');
    expect(code).toBe(0);
    expect(out).toContain('2026-11-23  resting ');
    expect(out).toMatch(
      /2026-11-23 rests until 2026-11-23T07:30:00Z\.\n {2}It means +SES takes no more mail/,
    );
    expect(out).toMatch(/To do +Nothing: it goes on by itself/);
  });

  it('says that an edition is overdue, and how many wait', async () => {
    const { courant, press, time } = await anEdition(['accepted']);
    await press.editions.expect({ publication: 'weekly', edition }, plusHours(due, 1));
    time.now = plusHours(due, 3);
    expect((await courant('status')).out).not.toContain('overdue');
    time.now = plusHours(due, 3.1);
    const { code, out } = await courant('status');
    expect(code).toBe(0);
    expect(out).toContain(
      '2026-11-23 is overdue: 4 readers still wait, and it was to be done by 2026-11-23T07:00:00Z.\n',
    );
    expect(out).toContain('The sweep sees to it every five minutes.');
    expect(out).toContain('docs/runbook.md#edition-overdue');
    expect(out).not.toMatch(/^.{101,}$/m);
    await press.editions.postpone({ publication: 'weekly', edition }, plusHours(due, 4));
    expect((await courant('status')).out).not.toContain('overdue');
  });

  it('on this machine does not promise what nobody does', async () => {
    const { courant, time } = await anEdition(['accepted'], { carryOn: async () => {} });
    time.now = plusHours(due, 12);
    const { out } = await courant('status', '--local');
    expect(out).toMatch(/nothing runs by itself: courant publish --local goes on with it\./);
    expect(out).not.toContain('sweep');
  });

  it('says of an edition that is being ended that it is, and of nothing else', async () => {
    const { courant, press } = await anEdition(['accepted', 'accepted']);
    await press.editions.hold({ publication: 'weekly', edition }, 'AccessDenied: no');
    await press.editions.stop({ publication: 'weekly', edition });
    const { code, out } = await courant('status');
    expect(code).toBe(0);
    expect(out).toContain('2026-11-23 is ending: its delivery was ended with courant stop.\n');
    expect(out).toContain('3 readers who still wait are withheld.');
    expect(out).not.toContain('is held');
  });

  it('says of an edition of more than 30 days ago that it is mailed to nobody any more', async () => {
    const { courant, press, time } = await anEdition(['accepted']);
    await press.editions.hold({ publication: 'weekly', edition }, 'AccessDenied: no');
    time.now = plusHours(due, 24 * 30 + 1);
    const { code, out } = await courant('status', edition);
    expect(code).toBe(0);
    expect(out).toContain('2026-11-23 is ending: it is more than 30 days old.\n');
  });

  it('says of an edition whose last messages are in hand that it is being delivered', async () => {
    const { courant } = await anEdition([...all.slice(1), 'claimed']);
    expect((await courant('status')).out).toContain('delivering  4 of 5 accepted, 1 in hand\n');
  });

  it('says of an edition that is done that it is being closed', async () => {
    const { courant } = await anEdition(all);
    expect((await courant('status')).out).toContain('1    2026-11-23  closing  5 of 5 accepted\n');
  });

  it('says of an edition that is sealed that it will go on', async () => {
    const { courant, press } = await anEdition();
    takeDeliveryBack(press);
    press.archive.files.clear();
    const { code, out } = await courant('status');
    expect(code).toBe(0);
    expect(out).toContain('1    2026-11-23  sealed  not begun\n');
    expect(out).toMatch(
      /is sealed, but its delivery has not begun\.[\s\S]*courant publish --at 2026-11-23T06:00:00Z\n/,
    );
  });
});

describe('courant status on what is uncertain', () => {
  it('asks for patience as long as events or silence may settle it', async () => {
    const { courant, press, time } = await anEdition(oneUncertain);
    await press.editions.progressed({ publication: 'weekly', edition }, soon);
    time.now = plusHours(soon, 3);
    const { code, out } = await courant('status');
    expect(code).toBe(0);
    expect(out).toContain('2026-11-23  uncertain  4 of 5 accepted, 1 uncertain\n');
    expect(out).toMatch(
      /nobody knows whether SES took 1 message\.[\s\S]*The reader has it, or not\.[\s\S]*Nothing yet/,
    );
    expect(out).not.toContain('resend');
  });

  it('offers to resend once nothing settles it, but no stop, which would keep it from those who wait', async () => {
    const { courant, press, time } = await anEdition(oneUncertain);
    await press.editions.progressed({ publication: 'weekly', edition }, soon);
    time.now = plusHours(soon, 3.1);
    const { code, out } = await courant('status');
    expect(code).toBe(1);
    expect(out).toContain('courant resend 2026-11-23 --uncertain\n');
    expect(out).toContain('do nothing: after 72 hours');
    expect(out).not.toContain('courant stop');
  });

  it('offers nothing of an edition that is being ended: it is closed with them first', async () => {
    const { courant, press, time } = await anEdition(oneUncertain);
    await press.editions.stop({ publication: 'weekly', edition });
    time.now = plusHours(soon, 4);
    const { code, out } = await courant('status');
    expect(code).toBe(0);
    expect(out).toContain('Nothing yet');
    expect(out).not.toContain('courant resend');
  });

  it('offers both of a closed edition, until it is left as it is or too old', async () => {
    const { courant, closeAgain, press, time } = await anEdition([
      'uncertain',
      'uncertain',
      'accepted',
      'accepted',
      'accepted',
    ]);
    await closeAgain(edition);
    const { code, out } = await courant('status');
    expect(code).toBe(1);
    expect(out).toContain('1    2026-11-23  closed  3 of 5 accepted, 2 uncertain\n');
    expect(out).toContain('nobody knows whether SES took 2 messages.');
    expect(out).toContain('courant resend 2026-11-23 --uncertain\n');
    expect(out).toContain('courant stop 2026-11-23\n');
    time.now = plusHours(due, 24 * 30 + 1);
    expect((await courant('status', edition)).code).toBe(0);
    time.now = soon;
    await press.editions.close(await press.editions.open({ publication: 'weekly', edition }), {
      receipts: 1,
      uncertain: 0,
      at: soon,
    });
    const left = await courant('status');
    expect(left.code).toBe(0);
    expect(left.out).toContain('3 of 5 accepted, 2 uncertain');
    expect(left.out).not.toContain('nobody knows');
  });

  it.each([
    ['gone', (files: Map<string, string>) => files.clear()],
    [
      'damaged',
      (files: Map<string, string>) => {
        for (const [key, bytes] of files) files.set(key, `${bytes}x`);
      },
    ],
  ])('says that a receipt is %s, and shows the counts of now', async (_, harm) => {
    const { courant, closeAgain, press } = await anEdition(all);
    await closeAgain(edition);
    harm(press.receipts.files);
    const { code, out } = await courant('status');
    expect(code).toBe(1);
    expect(out).toContain('closed  5 of 5 accepted');
    expect(out).toContain('2026-11-23 is closed, but its receipt 1 is not there, or is damaged');
  });
});

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
      '2026-11-30 was due at 2026-11-30T06:00:00Z and is not published: so late, it is yours to decide.\n',
    );
    expect(out).toContain('courant release 2026-11-30\n');
    expect(out).toContain('do nothing: the next edition, at 2026-12-07T06:00:00Z, takes its facts in.');
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

describe('courant status EDITION', () => {
  it('shows everything of one that is open, as it is now', async () => {
    const { courant, press } = await anEdition(['accepted', 'rejected', 'withheld', 'claimed']);
    const { code, out } = await courant('status', edition);
    const manifest = press.archive.files.get(`weekly/${edition}/manifest.json`) ?? '';
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'Weekly, edition 1 of 2026-11-23: delivering, 1 of 5 accepted, 1 rejected, 1 withheld, 1 waiting, 1 in hand',
      '',
      'Subject       Weekly 1',
      'Window        2026-01-01T00:00:00Z to 2026-11-23T06:00:00Z',
      'Facts         1',
      'Audience      5',
      'Accepted      1',
      'Rejected      1',
      '              1: TimeoutError: no answer',
      'Uncertain     0',
      'Withheld      1',
      '              1: left',
      'Waiting       1',
      'In hand       1',
      'Heard since   nothing yet',
      'Duration      1 min, 2026-11-23T06:00:00Z to 2026-11-23T06:00:00Z',
      expect.stringMatching(/^Manifest {6}[0-9a-f]{64}$/),
      'Before        no receipt of an edition before',
      'Receipt       none yet: the counts are those of now',
      'Forecast      done by about 2026-11-23T06:00:06Z',
      '',
    ]);
    expect(manifest).not.toBe('');
  });

  it('shows the newest receipt of one that is closed, beside the edition before', async () => {
    const { courant, installation, closeAgain, time } = await anEdition(all);
    await closeAgain(edition);
    time.now = plusHours(due, 168);
    await installation.publish({ publication: 'weekly', scheduledTime: time.now });
    const { out } = await courant('status', '2026-11-30');
    expect(out).toContain(
      'Before        2026-11-23: audience 5, 5 accepted, 0 rejected, 0 uncertain, 0 withheld\n',
    );
    await closeAgain(edition);
    const first = await courant('status', edition);
    expect(first.out).toMatch(/^Weekly, edition 1 of 2026-11-23: closed, 5 of 5 accepted\n/);
    expect(first.out).toMatch(/Receipt {7}[0-9a-f]{64}\n {14}number 2, written at 2026-11-23T06:00:00Z\n/);
    expect(first.out).toContain('Forecast      was 2026-11-23T06:00:06Z\n');
  });

  it('gives programs the same in an object', async () => {
    const { courant, press } = await anEdition(['accepted', 'rejected', 'uncertain']);
    await press.editions.hold({ publication: 'weekly', edition }, 'AccessDenied: no');
    const one = JSON.parse((await courant('status', edition, '--json')).out);
    expect(one).toMatchObject({
      publication: 'weekly',
      edition,
      number: 1,
      state: 'held',
      waitsForOperator: true,
      due,
      hold: 'AccessDenied: no',
      audience: 5,
      accepted: 1,
      rejected: { 'TimeoutError: no answer': 1 },
      uncertain: 1,
      waiting: 2,
      receipt: null,
    });
    const list = await courant('status', '--json');
    expect(list.code).toBe(1);
    expect(JSON.parse(list.out)).toEqual(one);
  });

  it('prints lines of at most 100 columns of prose, whatever is held for what reason', async () => {
    const { courant, press } = await anEdition(['accepted', 'uncertain']);
    await fc.assert(
      fc.asyncProperty(fc.lorem({ maxCount: 60 }), async words => {
        const row = press.editions.rows.get(`weekly/${edition}`);
        if (row) row.hold = `MessageRejected: ${words}`;
        const { out } = await courant('status');
        expect(out.split('\n').filter(line => line.length > 100)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
