import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../core/foundation/instant.ts';
import { anEdition, due, edition, type Outcomes, soon } from '../an-edition.ts';

const all: Outcomes = ['accepted', 'accepted', 'accepted', 'accepted', 'accepted'];
const oneUncertain: Outcomes = ['accepted', 'accepted', 'accepted', 'accepted', 'uncertain'];

describe('courant status on what is uncertain', () => {
  it('asks for patience as long as events or silence may settle it', async () => {
    const { courant, press, time } = await anEdition(oneUncertain);
    await press.editions.progressed({ publication: 'weekly', edition }, soon);
    time.now = plusHours(soon, 3);
    const { code, out } = await courant('status');
    expect(code).toBe(0);
    expect(out).toContain('2026-11-23  uncertain  4 of 5 accepted, 1 uncertain\n');
    expect(out).toMatch(
      /nobody knows whether SES took one message\.[\s\S]*The reader has it, or not\.[\s\S]*Nothing yet/,
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
    expect(out).toContain('To mail it again, at the risk that the reader gets it twice:');
    expect(out.replace(/\s+/g, ' ')).toContain(
      'after 72 hours the edition is closed, and its receipt counts it as',
    );
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
    expect(out).toContain('nobody knows whether SES took two messages.');
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
