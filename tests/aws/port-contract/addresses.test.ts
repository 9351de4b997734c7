import { expect, it } from 'vitest';
import type { Address, AddressEnding } from '../../../core/readers/address.ts';
import { everyPublication, type KeptEnding } from '../../../core/readers/ending.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { describeInBothPlaces, hours, storeTime } from './both-places.ts';

const ids = [1, 2, 3, 4].map(n => aReader(n).id).sort();
const [first = '', second = '', third = '', fourth = ''] = ids;
const bounced: AddressEnding = { state: 'bounced', at: hours(1), how: 'no such mailbox' };
const complained: AddressEnding = { state: 'complained', at: hours(2), how: 'abuse' };
const lifted: AddressEnding = { state: 'lifted', at: hours(3), how: 'works again' };
const states = (all: readonly Address[]) => all.map(({ id, state }) => [id, state]);

describeInBothPlaces('Addresses', ports => {
  it('end, outweigh one another, and are lifted, each by one row', async () => {
    const { addresses } = ports;
    expect(await addresses.read(first)).toBeUndefined();
    expect(await addresses.end(first, bounced)).toBe('ended');
    expect(await addresses.end(first, bounced)).toBe('kept');
    expect(await addresses.end(first, { ...bounced, at: hours(0) })).toBe('kept');
    expect(await addresses.end(first, { ...bounced, at: hours(2) })).toBe('ended');
    expect(await addresses.end(first, lifted)).toBe('ended');
    expect(await addresses.end(first, bounced)).toBe('kept');
    expect(await addresses.end(first, { ...bounced, at: hours(4) })).toBe('ended');
    expect(await addresses.end(first, { ...complained, at: hours(5) })).toBe('ended');
    expect(await addresses.end(first, { ...bounced, at: hours(6) })).toBe('kept');
    expect(await addresses.read(first)).toEqual({
      id: first,
      state: 'complained',
      ended: { at: hours(5), how: 'abuse' },
      lifted: hours(3),
    });
  });

  it('end once, whatever is told at the same time', async () => {
    const told = [bounced, complained, bounced, { ...complained, at: hours(1) }];
    await Promise.all(told.map(each => ports.addresses.end(first, each)));
    expect((await ports.addresses.read(first))?.ended).toEqual({ at: complained.at, how: 'abuse' });
  });

  it('are found by the range of their ids, and after one, in order', async () => {
    for (const id of [fourth, first, third]) await ports.addresses.end(id, bounced);
    await ports.addresses.end(third, lifted);
    expect(states(await ports.addresses.range(first, third))).toEqual([
      [first, 'bounced'],
      [third, 'lifted'],
    ]);
    expect(await ports.addresses.range(second, second)).toEqual([]);
    expect(states(await Array.fromAsync(ports.addresses.after(null)))).toHaveLength(3);
    expect(states(await Array.fromAsync(ports.addresses.after(third)))).toEqual([[fourth, 'bounced']]);
  });

  it('stay out of the readers of every publication', async () => {
    await ports.readers.add(aReader(1));
    await ports.addresses.end(aReader(1).id, bounced);
    expect(await ports.readers.read('weekly', aReader(1).id)).toEqual(aReader(1));
    expect(await Array.fromAsync(ports.readers.all('weekly'))).toHaveLength(1);
  });
});

describeInBothPlaces('Marks of kept endings', ports => {
  const unkept = (publication = 'weekly') => Array.fromAsync(ports.endingMarks.unkept(publication));
  const left = (n: number, at = storeTime): KeptEnding => ({
    publication: 'weekly',
    reader: aReader(n).id,
    kind: 'left',
    at,
  });

  it('are missing where a subscription ended, until it is kept', async () => {
    for (const n of [1, 2]) await ports.readers.add(aReader(n));
    await ports.readers.leave('weekly', aReader(1).id, aReader(1).token, storeTime, 'link');
    expect(await unkept()).toEqual([left(1)]);
    expect((await ports.readers.audienceAfter('weekly', null, 10)).unkept).toEqual([left(1)]);
    await ports.endingMarks.markKept(left(1));
    expect(await unkept()).toEqual([]);
    expect((await ports.readers.audienceAfter('weekly', null, 10)).unkept).toEqual([]);
  });

  it('are missing again when it ended once more, or otherwise', async () => {
    const ended = { at: storeTime, how: 'link' };
    await ports.readers.add(aReader(1, { state: 'bounced', ended }));
    await ports.endingMarks.markKept({ ...left(1), kind: 'bounced' });
    expect(await unkept()).toEqual([]);
    await ports.readers.end('weekly', aReader(1).id, { state: 'complained', at: storeTime, how: 'abuse' });
    expect(await unkept()).toEqual([{ ...left(1), kind: 'complained' }]);
  });

  it('are of exactly the ending that is kept', async () => {
    await ports.readers.add(aReader(1));
    await ports.endingMarks.markKept(left(1));
    await ports.readers.leave('weekly', aReader(1).id, aReader(1).token, storeTime, 'link');
    await ports.endingMarks.markKept(left(1, hours(1)));
    await ports.endingMarks.markKept({ ...left(1), kind: 'bounced' });
    expect(await unkept()).toEqual([left(1)]);
  });

  it('are there for addresses too', async () => {
    await ports.addresses.end(first, bounced);
    const ending: KeptEnding = {
      publication: everyPublication,
      reader: first,
      kind: 'bounced',
      at: hours(1),
    };
    expect(await unkept(everyPublication)).toEqual([ending]);
    await ports.endingMarks.markKept(ending);
    expect(await unkept(everyPublication)).toEqual([]);
    await ports.addresses.end(first, lifted);
    expect(await unkept(everyPublication)).toEqual([{ ...ending, kind: 'lifted', at: hours(3) }]);
  });
});

describeInBothPlaces('Endings and readers tables', ports => {
  it('keep each ending once, and list those of a publication by reader and time', async () => {
    const one = { publication: 'weekly', kind: 'left' as const, at: hours(1) };
    const all: KeptEnding[] = [
      { ...one, reader: first },
      { ...one, reader: second, kind: 'bounced' },
      { ...one, reader: second, at: hours(2) },
      { ...one, reader: third },
    ];
    for (const ending of [...all, ...all].reverse()) await ports.endings.keep(ending);
    await ports.endings.keep({ ...one, publication: 'weekly-2', reader: first });
    expect(await Array.fromAsync(ports.endings.of('weekly', null))).toEqual(all);
    expect(await Array.fromAsync(ports.endings.of('weekly', first))).toEqual(all.slice(1));
    expect(await Array.fromAsync(ports.endings.of('weekly', second))).toEqual(all.slice(3));
    expect(await Array.fromAsync(ports.endings.of('daily', null))).toEqual([]);
  });

  it('number the readers tables of a publication, each once', async () => {
    const record = { format: 1, publication: 'weekly', edition: '2026-11-23', since: storeTime } as const;
    expect(await ports.readersTables.newest('weekly')).toBeUndefined();
    expect(await ports.readersTables.write({ ...record, number: 1, table: 'a' })).toBe('written');
    expect(await ports.readersTables.write({ ...record, number: 1, table: 'b' })).toBe('taken');
    await ports.readersTables.write({ ...record, number: 2, table: 'b' });
    await ports.readersTables.write({ ...record, publication: 'weekly-2', number: 3, table: 'c' });
    expect(await ports.readersTables.newest('weekly')).toEqual({ ...record, number: 2, table: 'b' });
  });

  it('mark the table itself, for each publication', async () => {
    expect(await ports.tableMarks.read('weekly')).toBeUndefined();
    const table = await ports.tableMarks.identity();
    expect(table).not.toBe('');
    await ports.tableMarks.write('weekly', { table, edition: '2026-11-16' });
    await ports.tableMarks.write('weekly', { table, edition: '2026-11-23' });
    expect(await ports.tableMarks.read('weekly')).toEqual({ table, edition: '2026-11-23' });
    expect(await ports.tableMarks.read('daily')).toBeUndefined();
    expect(await Array.fromAsync(ports.readers.all('weekly'))).toEqual([]);
  });
});
