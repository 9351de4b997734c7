import { expect, it } from 'vitest';
import type { Reader } from '../../../core/readers/reader.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { describeInBothPlaces, hours, type Ports, storeTime } from './both-places.ts';

const states = ['active', 'left', 'active', 'pending', 'active', 'bounced', 'complained', 'active'] as const;
const everyone = states.map((state, n) => aReader(n, { state })).sort((a, b) => (a.id < b.id ? -1 : 1));
const active = everyone.filter(({ state }) => state === 'active').map(({ id }) => id);
const reader = aReader(1);
const leave = ({ readers }: Ports, token: string, how = 'leave link', at = storeTime) =>
  readers.leave('weekly', reader.id, token, at, how);

async function addAll({ readers }: Ports, all: readonly Reader[] = everyone): Promise<void> {
  for (const each of all) await readers.add(each);
}

describeInBothPlaces('Readers', ports => {
  it('gives back a reader as they were added, and none that were not', async () => {
    const named = aReader(3, { ended: { at: storeTime, how: 'test' }, state: 'left' });
    expect(await ports.readers.add(named)).toEqual({ reader: named, added: true });
    expect(await ports.readers.read('weekly', named.id)).toEqual(named);
    expect(await ports.readers.read('weekly', reader.id)).toBeUndefined();
    expect(await ports.readers.read('other', named.id)).toBeUndefined();
  });

  it('leaves an active reader as they are, token and all', async () => {
    await ports.readers.add(reader);
    const again = { ...reader, token: aReader(2).token, name: 'Somebody Else' };
    expect(await ports.readers.add(again)).toEqual({ reader, added: false });
    expect(await ports.readers.read('weekly', reader.id)).toEqual(reader);
  });

  it('adds a reader once who is added many times at once', async () => {
    const versions = [1, 2, 3, 4, 5].map(n => ({ ...reader, token: aReader(n).token }));
    const answers = await Promise.all(versions.map(version => ports.readers.add(version)));
    expect(answers.filter(({ added }) => added)).toHaveLength(1);
    expect(new Set(answers.map(answer => answer.reader.token)).size).toBe(1);
  });

  it('never makes a reader active again who complained', async () => {
    const complained = aReader(1, { state: 'complained', ended: { at: storeTime, how: 'complaint' } });
    await ports.readers.add(complained);
    expect(await ports.readers.add(reader)).toEqual({ reader: complained, added: false });
    expect(await ports.readers.read('weekly', reader.id)).toEqual(complained);
  });

  it.each(['left', 'pending', 'bounced'] as const)('makes a reader active again who is %s', async state => {
    const ended = { at: storeTime, how: 'test' };
    await ports.readers.add({ ...reader, state, ended });
    const again = { ...reader, ended, agreed: { at: hours(1), how: 'asked again' } };
    expect(await ports.readers.add(again)).toEqual({ reader: again, added: true });
    expect(await ports.readers.read('weekly', reader.id)).toEqual(again);
    expect(await ports.readers.activeAfter('weekly', null, 10)).toEqual([reader.id]);
  });

  it('takes active readers in id order, strictly after the one given, no more than asked for', async () => {
    await addAll(ports);
    await ports.readers.add(aReader(0, { publication: 'weekly-2' }));
    expect(await ports.readers.activeAfter('weekly', null, 100)).toEqual(active);
    expect(await ports.readers.activeAfter('weekly', null, 2)).toEqual(active.slice(0, 2));
    for (const [index, { id }] of everyone.entries()) {
      const later = everyone.slice(index + 1).filter(({ state }) => state === 'active');
      expect(await ports.readers.activeAfter('weekly', id, 100)).toEqual(later.map(each => each.id));
    }
    expect(await ports.readers.activeAfter('other', null, 100)).toEqual([]);
  });

  it('finds the readers of a range with both its ends, whatever state they are in', async () => {
    await addAll(ports);
    const [first = '', last = ''] = [everyone[2]?.id, everyone[5]?.id];
    expect(await ports.readers.range('weekly', first, last)).toEqual(everyone.slice(2, 6));
    expect(await ports.readers.range('weekly', first, first)).toEqual(everyone.slice(2, 3));
    expect(await ports.readers.range('other', first, last)).toEqual([]);
  });

  it('goes through all readers of a publication and no other', async () => {
    await addAll(ports);
    await ports.readers.add(aReader(0, { publication: 'weekly-2' }));
    const all = await Array.fromAsync(ports.readers.all('weekly'));
    expect(all.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(everyone);
  });

  it('lets a reader leave, and notes when and how', async () => {
    await ports.readers.add(reader);
    expect(await leave(ports, reader.token)).toBe('left');
    const left = { ...reader, state: 'left', ended: { at: storeTime, how: 'leave link' } };
    expect(await ports.readers.read('weekly', reader.id)).toEqual(left);
    expect(await ports.readers.activeAfter('weekly', null, 10)).toEqual([]);
  });

  it('tells who leaves from who had left, and keeps when they first did', async () => {
    await ports.readers.add(reader);
    await leave(ports, reader.token);
    // Also if only the answer to the first time was lost.
    expect(await leave(ports, reader.token)).toBe('left');
    expect(await leave(ports, reader.token, 'once more', hours(1))).toBe('had ended');
    expect((await ports.readers.read('weekly', reader.id))?.ended).toEqual({
      at: storeTime,
      how: 'leave link',
    });
  });

  it('lets nobody leave with another token, another id or from another publication', async () => {
    await addAll(ports, [reader, aReader(2)]);
    expect(await leave(ports, aReader(2).token)).toBe('unknown');
    expect(await leave(ports, '')).toBe('unknown');
    expect(await ports.readers.leave('weekly', aReader(9).id, reader.token, storeTime, 'x')).toBe('unknown');
    expect(await ports.readers.leave('other', reader.id, reader.token, storeTime, 'x')).toBe('unknown');
    expect(await ports.readers.read('weekly', reader.id)).toEqual(reader);
    expect(await ports.readers.read('weekly', aReader(9).id)).toBeUndefined();
  });

  it('lets one leave who is only asked to confirm, or whose mail came back; that they complained stays', async () => {
    await ports.readers.add({ ...reader, state: 'pending' });
    expect(await leave(ports, reader.token)).toBe('left');
    expect((await ports.readers.read('weekly', reader.id))?.state).toBe('left');
    const ended = { at: storeTime, how: 'no such mailbox' };
    const [bounced, complained] = [
      aReader(2, { state: 'bounced', ended }),
      aReader(3, { state: 'complained', ended }),
    ];
    await addAll(ports, [bounced, complained]);
    expect(await ports.readers.leave('weekly', bounced.id, bounced.token, hours(1), 'x')).toBe('left');
    const left = { ...bounced, state: 'left', ended: { at: hours(1), how: 'x' } };
    expect(await ports.readers.read('weekly', bounced.id)).toEqual(left);
    const { id, token } = complained;
    expect(await ports.readers.leave('weekly', id, token, hours(1), 'x')).toBe('had ended');
    expect(await ports.readers.read('weekly', id)).toEqual(complained);
  });
});
