import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../core/foundation/instant.ts';
import { anEdition, due, edition, type Outcomes } from '../an-edition.ts';

const all: Outcomes = ['accepted', 'accepted', 'accepted', 'accepted', 'accepted'];

describe('courant status EDITION', () => {
  it('shows everything of one that is open, as it is now', async () => {
    const { courant, press } = await anEdition(['accepted', 'rejected', 'withheld', 'claimed']);
    const { code, out } = await courant('status', edition);
    const manifest = press.archive.files.get(`weekly/${edition}/manifest.json`) ?? '';
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'Weekly, edition 1 of 2026-11-23: delivering, 1 of 5 accepted, 1 rejected, 1 withheld, 1 waiting, 1 in hand',
      'No. 1 is on its way: 1 of 5 readers has it so far; one address was refused and one reader was no',
      'longer subscribed; nobody was mailed for 30 minutes.',
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
      'Duration      less than a second, 2026-11-23T06:00:00Z to 2026-11-23T06:00:00Z',
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
