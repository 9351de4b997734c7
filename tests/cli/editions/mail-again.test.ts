import { describe, expect, it } from 'vitest';
import { takeDeliveryBack } from '../../support/builders/a-press.ts';
import { anEdition, edition } from '../an-edition.ts';

const key = { publication: 'weekly', edition };

/** An edition that was mailed to two of five readers, after its tables were restored from before that. */
async function afterRestore() {
  const world = await anEdition(['accepted', 'accepted']);
  world.press.ledger.ids.deliveries = 'deliveries-2';
  world.press.ledger.marks.clear();
  world.deliveries.rows.clear();
  return world;
}

describe('courant release, of an edition whose tables may not say who was mailed', () => {
  it('refuses plainly, says what is known, and what to type', async () => {
    const { courant, row } = await afterRestore();
    const { code, out, err } = await courant('release', edition);
    expect(code).toBe(2);
    expect(out).toMatch(/^2026-11-23 stays held: nothing was changed\./);
    expect(out.replace(/\s+/g, ' ')).toContain('the table of deliveries is another one than then');
    expect(out).toContain('Mailed again  5 readers: whoever had it already gets it twice\n');
    expect(err).toContain('courant release 2026-11-23 --mail-again --yes');
    expect(err).toContain('courant stop 2026-11-23 --yes');
    expect((await courant('release', edition, '--mail-again')).err).toContain('found:    no --yes');
    expect(await row()).toMatchObject({ hold: null, mark: 'mark-1' });
  });

  it('binds it anew and lets it go on, with the word that readers may get it twice', async () => {
    const { courant, row, press } = await afterRestore();
    await press.editions.hold(key, 'ledger: whatever');
    const { code, out } = await courant('release', edition, '--mail-again', '--yes');
    expect(code).toBe(0);
    expect(out).toMatch(/^2026-11-23 goes on\. It was held:/);
    expect(await row()).toMatchObject({ hold: null, state: 'delivering', mark: 'mark-2' });
    expect(await press.bindings.newest(key)).toMatchObject({
      ...{ number: 2, mark: 'mark-2', previous: null },
      ledger: { editions: 'editions-1', deliveries: 'deliveries-2' },
    });
    expect(await press.ledger.markOf(key)).toBe('mark-2');
    expect((await courant('status')).code).toBe(0);
  });

  it('freezes the readers of now where the table of editions has lost everything, and counts on from its receipts', async () => {
    const world = await anEdition(['accepted', 'accepted', 'accepted', 'accepted', 'accepted']);
    const { courant, row, press } = world;
    await world.closeAgain(edition);
    takeDeliveryBack(press);
    world.deliveries.rows.clear();
    const refusal = await courant('release', edition);
    expect(refusal.out.replace(/\s+/g, ' ')).toContain(
      'the table of editions does not know that it was mailed. Its receipt says: 5 of 5 accepted.',
    );
    expect(refusal.out).toContain('all readers, 5 now');
    expect((await courant('release', edition, '--mail-again', '--yes')).code).toBe(0);
    expect(await row()).toMatchObject({ state: 'delivering', receipts: 1, told: 1, hold: null });
    expect(press.queue.work.length).toBeGreaterThan(0);
  });

  it('lifts it wherever the command was ended before: it is held until then, and the word can be given again', async () => {
    for (const at of ['rebind', 'setMark', 'write'] as const) {
      const { courant, row, press, deliveries } = await afterRestore();
      await press.editions.hold(key, 'ledger: whatever');
      const [port, other] = [
        { rebind: press.editions, setMark: press.ledger, write: press.bindings }[at],
        at,
      ];
      const original = Reflect.get(port, other);
      Reflect.set(port, other, async () => {
        throw new Error('ended');
      });
      expect((await courant('release', edition, '--mail-again', '--yes')).code).not.toBe(0);
      Reflect.set(port, other, original);
      expect((await row()).hold).not.toBeNull();
      expect((await courant('release', edition, '--mail-again', '--yes')).code).toBe(0);
      expect(await row()).toMatchObject({ hold: null });
      expect((await press.bindings.newest(key))?.mark).toBe((await row()).mark);
      expect(deliveries.rows.size).toBe(0);
    }
  });

  it('does not need that word for another hold, and says so', async () => {
    const { courant, press } = await anEdition(['accepted']);
    await press.editions.hold(key, 'AccessDenied: not authorized');
    const { code, err } = await courant('release', edition, '--mail-again', '--yes');
    expect(code).toBe(2);
    expect(err).toContain('expected: no --mail-again');
    expect((await press.editions.read(key))?.hold).toBe('AccessDenied: not authorized');
  });
});

describe('courant status and stop, of such an edition', () => {
  it('status says so before the sweep has looked, and both ways out', async () => {
    const { courant } = await afterRestore();
    const { code, out } = await courant('status', edition);
    expect(code).toBe(1);
    expect(out).toContain(', edition 1 of 2026-11-23: held, ');
    for (const words of ['courant stop 2026-11-23', 'release 2026-11-23 --mail-again', '#after-a-restore'])
      expect(out).toContain(words);
    expect(out).not.toContain('nobody gets it twice');
  });

  it('stop asks first, and then ends it', async () => {
    const { courant, row } = await afterRestore();
    expect(await courant('stop', edition)).toMatchObject({
      code: 2,
      out: expect.stringContaining('stays held'),
    });
    expect(await row()).toMatchObject({ stopped: false });
    const { code, out } = await courant('stop', edition, '--yes');
    expect(code).toBe(0);
    expect(out).toContain('0 readers accepted; of 5 readers nobody knows more');
    expect(await row()).toMatchObject({ stopped: true });
    expect((await courant('status', edition)).out).toContain('closed with what is known');
  });
});
