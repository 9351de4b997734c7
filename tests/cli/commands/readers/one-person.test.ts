import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { readerId } from '../../../../core/readers/reader-id.ts';
import { aConfiguration } from '../../../support/builders/a-publication.ts';
import { aReader } from '../../../support/builders/a-reader.ts';
import { aRetired } from '../../../support/builders/a-retired.ts';
import { aMemoryWorld } from '../../memory-world.ts';

const id = readerId('ada@mail.example', Buffer.alloc(32, 7));
const agreed = { at: '2026-01-01T00:00:00Z' as Instant, how: 'a form' };
const now = '2026-11-20T00:00:00Z';

/** Ada reads the weekly, and read one that is retired by now. */
function aWorldWithAda() {
  const configuration = aConfiguration({}, {}, { retired: [aRetired({ id: 'monthly' })] });
  const world = aMemoryWorld({}, configuration);
  const ada = aReader(1, { id, address: 'ada@mail.example', name: 'Ada', agreed });
  world.press.readers.rows.set(`weekly/${id}`, ada);
  world.press.readers.rows.set(`monthly/${id}`, { ...ada, publication: 'monthly' });
  return { ...world, ada };
}

describe('courant readers show', () => {
  it('tells all that is held, in retired publications too, and no token', async () => {
    const { courant, press, ada } = aWorldWithAda();
    await press.endings.keep({ publication: 'weekly', reader: id, kind: 'left', at: agreed.at });
    await press.addresses.end(id, { state: 'bounced', at: agreed.at, how: 'no such mailbox' });
    const { code, out } = await courant('readers', 'show', 'ADA@mail.example');
    expect(code).toBe(0);
    expect(out).toMatch(/^weekly: active\n {2}Address +ada@mail\.example\n {2}Name +Ada\n/m);
    expect(out).toMatch(/^monthly: active$/m);
    expect(out).toMatch(/^every publication: bounced\n {2}Since +2026-01-01T00:00:00Z, no such mailbox$/m);
    expect(out).toMatch(/^Kept in the archive bucket.*\n {2}left +2026-01-01T00:00:00Z, weekly$/m);
    expect(out).not.toContain(ada.token);
    expect((await courant('readers', 'show', 'ada@mail.example', '--tokens')).out).toContain(ada.token);
    const json = JSON.parse((await courant('readers', 'show', 'ada@mail.example', '--json')).out);
    expect(json).toMatchObject({ id, rows: [{ publication: 'weekly' }, { publication: 'monthly' }] });
    expect(json).toMatchObject({ everywhere: { state: 'bounced' }, kept: [{ kind: 'left' }] });
    expect(JSON.stringify(json)).not.toContain(ada.token);
  });

  it('says that nothing is held', async () => {
    expect((await aMemoryWorld().courant('readers', 'show', 'ada@mail.example')).out).toContain(
      'Nothing is held',
    );
  });
});

describe('courant readers remove', () => {
  it('takes the word also of who gets nothing since mail came back, so that lifting that writes to nobody who left', async () => {
    const { courant, press, ada } = aWorldWithAda();
    const ended = { at: '2026-11-01T00:00:00Z' as Instant, how: 'no such mailbox' };
    press.readers.rows.set(`weekly/${id}`, { ...ada, state: 'bounced', ended });
    expect((await courant('readers', 'remove', 'ada@mail.example')).out).toContain('weekly: left.\n');
    expect(press.readers.rows.get(`weekly/${id}`)?.state).toBe('left');
  });

  it('ends what they read, keeps that, and does so once', async () => {
    const { courant, press } = aWorldWithAda();
    expect((await courant('readers', 'remove', 'ada@mail.example')).out).toBe(
      'weekly: left.\nmonthly: left.\n',
    );
    for (const place of ['weekly', 'monthly']) {
      expect(press.readers.rows.get(`${place}/${id}`)).toMatchObject({
        state: 'left',
        ended: { at: now, how: 'removed by the operator' },
      });
      expect(await press.endings.ofReader(place, id)).toMatchObject([{ kind: 'left', at: now }]);
    }
    const back = await courant('readers', 'add', 'ada@mail.example');
    expect(back.err).toContain(`ended at ${now} (removed by the operator)`);
    const again = await courant('readers', 'remove', 'ada@mail.example');
    expect(again.out).toMatch(/weekly: had ended\. Nothing was changed\.[\s\S]*nothing was changed\.\n$/);
  });

  it('ends one of several', async () => {
    const { courant, press } = aWorldWithAda();
    await courant('readers', 'remove', 'ada@mail.example', '--publication', 'monthly');
    expect(press.readers.rows.get(`weekly/${id}`)?.state).toBe('active');
    expect(press.readers.rows.get(`monthly/${id}`)?.state).toBe('left');
    const unknown = await courant('readers', 'remove', 'ada@mail.example', '--publication', 'yearly');
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('one of weekly, monthly') });
  });
});

describe('courant readers erase', () => {
  it('says what it would remove, and changes nothing without --yes', async () => {
    const { courant, press } = aWorldWithAda();
    const { code, out, err } = await courant('readers', 'erase', 'ada@mail.example');
    expect([code, press.readers.rows.size, press.addresses.rows.size]).toEqual([2, 2, 0]);
    expect(out).toBe('Rows of ada@mail.example: weekly (active), monthly (active).\n');
    expect(err).toContain('if you mean it: courant readers erase ada@mail.example --yes');
  });

  it('removes every row, keeps that under the id alone, and says what stays', async () => {
    const { courant, press } = aWorldWithAda();
    const { code, out } = await courant('readers', 'erase', 'ada@mail.example', '--yes');
    expect([code, press.readers.rows.size]).toEqual([0, 0]);
    for (const words of ['pseudonym', '35 days', 'suppression list', 'within a day', '48 hours'])
      expect(out.replace(/\s+/g, ' ')).toContain(words);
    expect(out.match(/^- [A-Z]/gm)).toHaveLength(6);
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(100);
    expect(press.addresses.rows.get(id)).toMatchObject({ state: 'erased' });
    expect(await press.endings.ofReader('_all', id)).toMatchObject([{ kind: 'erased', at: now }]);
    const back = await courant('readers', 'add', 'ada@mail.example', '--agreed', '2026-11-19');
    expect(back).toMatchObject({ code: 1, err: expect.stringContaining(`ended at ${now} (erased)`) });
    expect(press.readers.rows.size).toBe(0);
  });
});

describe('courant readers lift', () => {
  it('lets the subscriptions go on that mail ended, keeps why, and names the line for the list of SES', async () => {
    const { courant, press, ada } = aWorldWithAda();
    const ended = { at: '2026-11-01T00:00:00Z' as Instant, how: 'no such mailbox' };
    press.readers.rows.set(`weekly/${id}`, { ...ada, state: 'bounced', ended });
    await press.addresses.end(id, { state: 'bounced', ...ended });
    const { code, out } = await courant(
      'readers',
      'lift',
      'ada@mail.example',
      '--because',
      'their provider was down',
    );
    expect(code).toBe(0);
    expect(out).toBe(
      'The address may be written to again, by every publication.\nweekly: active again.\n' +
        "If the address is on SES's own list, mail to it is still swallowed. To take it off:\n" +
        '  aws sesv2 delete-suppressed-destination --email-address ada@mail.example\n',
    );
    expect(press.readers.rows.get(`weekly/${id}`)).toMatchObject({ state: 'active', agreed });
    const shown = await courant('readers', 'show', 'ada@mail.example');
    expect(shown.out).toMatch(
      /^ {2}Once ended {2}2026-11-01T00:00:00Z, no such mailbox; lifted at 2026-11-20T00:00:00Z: their provider was down$/m,
    );
    expect(shown.out).toMatch(/^ {2}Since {7}2026-11-20T00:00:00Z, their provider was down$/m);
    expect(press.addresses.rows.get(id)?.state).toBe('lifted');
  });

  it('lifts no complaint', async () => {
    const { courant, press, ada } = aWorldWithAda();
    const ended = { at: '2026-11-01T00:00:00Z' as Instant, how: 'abuse' };
    press.readers.rows.set(`weekly/${id}`, { ...ada, state: 'complained', ended });
    const { code, err } = await courant('readers', 'lift', 'ada@mail.example', '--because', 'a mistake');
    expect([code, err]).toEqual([1, expect.stringContaining('a complaint is final')]);
    expect(press.readers.rows.get(`weekly/${id}`)?.state).toBe('complained');
  });
});

describe('courant readers count', () => {
  it('counts by publication, state and month', async () => {
    const { courant, press, ada } = aWorldWithAda();
    const ended = { at: '2026-03-05T00:00:00Z' as Instant, how: 'link' };
    const joined = '2026-02-01T00:00:00Z' as Instant;
    press.readers.rows.set('weekly/2', { ...aReader(2), agreed, joined, state: 'left', ended });
    press.readers.rows.set(`monthly/${id}`, { ...ada, publication: 'monthly', state: 'left', ended });
    press.readers.rows.set('weekly/3', { ...aReader(3), agreed: ended, state: 'left', ended });
    const { out } = await courant('readers', 'count');
    expect(out).toBe(
      'weekly: 1 active, 2 left\n  month    began  ended\n  2026-01  1      0\n  2026-02  1      0\n  2026-03  0      1\n' +
        '\nmonthly: 1 left\n  month    began  ended\n  2026-01  1      0\n  2026-03  0      1\n',
    );
    expect(JSON.parse((await courant('readers', 'count', '--publication', 'monthly', '--json')).out)).toEqual(
      {
        publication: 'monthly',
        states: { left: 1 },
        months: [
          { month: '2026-01', began: 1, ended: 0 },
          { month: '2026-03', began: 0, ended: 1 },
        ],
      },
    );
    expect((await aMemoryWorld().courant('readers', 'count')).out).toBe('There are no readers yet.\n');
  });
});
