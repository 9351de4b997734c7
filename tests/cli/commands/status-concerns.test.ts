import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../core/foundation/instant.ts';
import { takeDeliveryBack } from '../../support/builders/a-press.ts';
import { anEdition, due, edition, type Outcomes, soon } from '../an-edition.ts';

const all: Outcomes = ['accepted', 'accepted', 'accepted', 'accepted', 'accepted'];

describe('courant status on what an operator should know', () => {
  it('explains a hold, and says what to do and to type', async () => {
    const { courant, press } = await anEdition(['accepted']);
    await press.editions.hold(
      { publication: 'weekly', edition },
      'AccountSendingPausedException: Sending is disabled.',
    );
    const { code, out } = await courant('status');
    expect(code).toBe(1);
    expect(out).toContain('1    2026-11-23  held   1 of 5 accepted, 4 waiting\n');
    expect(out.split('\n\n').at(1)?.split('\n')).toEqual([
      '2026-11-23 is held: it does not go on until you decide.',
      '  Happened    SES sends nothing for this account any more: AWS or one of your people has paused it.',
      '  Affected    1 of 5 readers has it, and four wait.',
      '  To do       Find the reason in the SES console, and answer the case if AWS opened one.',
      '  Then        courant release 2026-11-23',
      '              lets it go on with four readers who wait; nobody gets it twice.',
      '  Or          courant stop 2026-11-23',
      '              ends it: whoever still waits does not get it.',
      '  SES said    "AccountSendingPausedException: Sending is disabled."',
      '  More        docs/runbook.md#paused',
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

  it('says so where nobody waits for a decision any more', async () => {
    const { courant, press } = await anEdition(all);
    await press.editions.hold({ publication: 'weekly', edition }, 'AccessDenied: no');
    expect((await courant('status')).out).toContain('ends it: nobody waits any more.\n');
    await press.editions.release({ publication: 'weekly', edition });
    await press.editions.hold({ publication: 'weekly', edition }, 'ledger: other tables');
    expect((await courant('status')).out).toContain('nobody is without an outcome in the tables');
  });

  it('does not put our own words into the mouth of SES', async () => {
    const { courant, press } = await anEdition();
    await press.editions.hold({ publication: 'weekly', edition }, `late: it was due at ${due}`);
    const { out } = await courant('status');
    expect(out).toContain(`  In full     late: it was due at ${due}\n`);
    expect(out).not.toContain('SES said');
    // How late it is, nobody has to work out.
    expect(out.replace(/\s+/g, ' ')).toContain('It was due today at 07:00, 30 minutes ago.');
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
      /2026-11-23 rests: it goes on today at 08:30, in 1 hour\.\n {2}It means +SES takes no more mail/,
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
      '2026-11-23 is overdue: four readers still wait, and it was to be done today at 08:00, 2 hours ago.\n',
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
    expect(out).toContain('Three readers still wait and are left out (withheld).');
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
