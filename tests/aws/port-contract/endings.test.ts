import { expect, it } from 'vitest';
import { everyPublication } from '../../../core/readers/ending.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { describeInBothPlaces, hours, storeTime } from './both-places.ts';

const reader = aReader(3);
const { id } = reader;
const bounced = { state: 'bounced', at: storeTime, how: 'mail came back' } as const;
const was = { at: storeTime, how: 'mail came back' };
const lifting = { was, at: hours(2), how: 'it works', address: reader.address };

describeInBothPlaces('Readers whose subscription ended', ports => {
  const read = () => ports.readers.read('weekly', id);

  it('go on once it is lifted, and end no more by what was before', async () => {
    await ports.readers.add(reader);
    await ports.readers.end('weekly', id, bounced);
    expect(await ports.readers.lift('weekly', id, { ...lifting, was: { ...was, how: 'else' } })).toBe(false);
    expect(await ports.readers.lift('weekly', id, lifting)).toBe(true);
    const how = `mail came back; lifted at ${hours(2)}: it works`;
    expect(await read()).toEqual({
      ...reader,
      ...{ lifted: hours(2), ended: { at: storeTime, how } },
    });
    expect(await ports.readers.lift('weekly', id, lifting)).toBe(true);
    expect(await ports.readers.lift('weekly', id, { ...lifting, at: hours(4) })).toBe(false);
    expect(await ports.readers.end('weekly', id, bounced)).toBe('kept');
    expect(await ports.readers.end('weekly', id, { ...bounced, at: hours(2) })).toBe('kept');
    expect(await ports.readers.end('weekly', id, { ...bounced, at: hours(3) })).toBe('ended');
    expect(await ports.readers.lift('weekly', aReader(4).id, lifting)).toBe(false);
  });

  it('are lifted only where mail ended them, and only at their own address', async () => {
    await ports.readers.add({ ...reader, state: 'left', ended: was });
    expect(await ports.readers.lift('weekly', id, lifting)).toBe(false);
    await ports.readers.add(aReader(4, { state: 'bounced', ended: was }));
    expect(await ports.readers.lift('weekly', aReader(4).id, lifting)).toBe(false);
    await ports.readers.forget('weekly', aReader(4).id, storeTime);
    expect(await ports.readers.lift('weekly', aReader(4).id, lifting)).toBe(true);
  });

  it('lose address and name, as long as that very ending stands', async () => {
    await ports.readers.add({ ...reader, state: 'left', ended: was });
    expect(await ports.readers.forget('weekly', id, hours(1))).toBe(false);
    expect(await ports.readers.forget('weekly', id, storeTime)).toBe(true);
    const forgotten = { ...reader, state: 'left', ended: was, address: '', name: null } as const;
    expect(await read()).toEqual(forgotten);
    const back = { ...reader, ended: was, agreed: { at: hours(1), how: 'again' } };
    expect((await ports.readers.add(back)).added).toBe(true);
    expect(await ports.readers.forget('weekly', id, storeTime)).toBe(false);
    expect(await read()).toEqual(back);
    expect(await ports.readers.forget('weekly', aReader(4).id, storeTime)).toBe(false);
  });

  it('are removed, unless they agreed since', async () => {
    await ports.readers.add({ ...reader, agreed: { at: hours(1), how: 'x' } });
    await ports.readers.remove('weekly', id, storeTime);
    expect(await read()).toBeDefined();
    await ports.readers.remove('weekly', id, hours(1));
    expect(await read()).toBeUndefined();
    await ports.readers.remove('weekly', id, hours(1));
  });

  it('are counted when they came and went, after one time and up to another', async () => {
    await ports.readers.add({ ...reader, joined: hours(1) });
    await ports.readers.add(aReader(4, { joined: storeTime }));
    await ports.readers.add(aReader(5));
    await ports.readers.add(aReader(6, { state: 'left', ended: { at: hours(1), how: 'x' } }));
    await ports.readers.add(aReader(7, { joined: hours(2), ended: { at: hours(1), how: 'x' } }));
    await ports.readers.add(aReader(8, { state: 'bounced', ended: { at: storeTime, how: 'x' } }));
    await ports.readers.add(aReader(10, { state: 'complained', ended: { at: hours(2), how: 'x' } }));
    await ports.readers.add({ ...reader, publication: 'other', joined: hours(1) });
    // An opt-out of an older tool, of somebody who never read here.
    const noted = { at: hours(1), how: 'x' };
    await ports.readers.add(aReader(9, { state: 'left', agreed: noted, ended: noted }));
    expect(await ports.readers.changes('weekly', storeTime, hours(1))).toEqual({
      gained: 1,
      lostBy: { left: 1 },
    });
    expect(await ports.readers.changes('weekly', storeTime, hours(2))).toEqual({
      gained: 2,
      lostBy: { left: 1, complained: 1 },
    });
    expect(await ports.readers.changes('none', storeTime, hours(2))).toEqual({ gained: 0, lostBy: {} });
  });
});

describeInBothPlaces('What is to be forgotten', ports => {
  const of = (n: number, at = storeTime) => ({ publication: 'weekly', reader: aReader(n).id, at });

  it('is due in the order of the endings, once each, until it is done', async () => {
    for (const one of [of(1, hours(2)), of(2), of(3, hours(1)), of(2)]) await ports.forgetting.note(one);
    expect(await ports.forgetting.endedBefore(hours(2), 9)).toEqual([of(2), of(3, hours(1))]);
    expect(await ports.forgetting.endedBefore(hours(2), 1)).toEqual([of(2)]);
    await ports.forgetting.done(of(2));
    await ports.forgetting.done(of(2));
    expect(await ports.forgetting.endedBefore(hours(3), 9)).toEqual([of(3, hours(1)), of(1, hours(2))]);
    expect(await ports.forgetting.erased(9)).toEqual([]);
  });

  it('has a list of its own for who is erased', async () => {
    const erased = { ...of(1), publication: everyPublication };
    await ports.forgetting.note(erased);
    expect(await ports.forgetting.endedBefore(hours(9), 9)).toEqual([]);
    expect(await ports.forgetting.erased(9)).toEqual([erased]);
    await ports.forgetting.done(erased);
    expect(await ports.forgetting.erased(9)).toEqual([]);
  });

  it('is noted by whoever keeps an ending, before that is marked as kept', async () => {
    await ports.readers.add({ ...reader, state: 'left', ended: was });
    const [ending] = await Array.fromAsync(ports.endingMarks.unkept('weekly'));
    if (!ending) throw new Error('nothing is unkept');
    await ports.endingMarks.note(ending);
    expect(await ports.forgetting.endedBefore(hours(1), 9)).toEqual([of(3)]);
    await ports.endingMarks.markKept(ending);
    expect(await Array.fromAsync(ports.endingMarks.unkept('weekly'))).toEqual([]);
  });
});

describeInBothPlaces('Soft bounces', ports => {
  const whose = { publication: 'weekly', reader: id, domain: 'mail.example' };
  const all = (now = storeTime) => Array.fromAsync(ports.softBounces.of('weekly', now));

  it('are kept by reader, each edition once, until they are over', async () => {
    const first = { edition: '2026-11-16', at: hours(-168) };
    const second = { edition: '2026-11-23', at: storeTime };
    for (const one of [second, first, second]) await ports.softBounces.note({ ...whose, ...one });
    await ports.softBounces.note({ ...whose, publication: 'weekly-2', ...first });
    expect(await all()).toEqual([{ ...whose, editions: [first, second] }]);
    expect(await all(hours(120 * 24))).toHaveLength(1);
    expect(await all(hours(120 * 24 + 1))).toEqual([]);
    await ports.softBounces.remove('weekly', id);
    await ports.softBounces.remove('weekly', id);
    expect(await all()).toEqual([]);
  });

  it('lose none of those that are noted at once', async () => {
    const editions = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];
    await Promise.all(editions.map(edition => ports.softBounces.note({ ...whose, edition, at: storeTime })));
    expect((await all())[0]?.editions.map(({ edition }) => edition)).toEqual(editions);
  });
});

describeInBothPlaces('Kept endings', ports => {
  it('of who is erased go, up to the erasure and of that publication alone', async () => {
    const one = { publication: 'weekly', reader: id, kind: 'left' } as const;
    const kept = [
      { ...one, at: storeTime },
      { ...one, at: hours(2) },
      { ...one, publication: 'daily', at: storeTime },
      { ...one, reader: aReader(4).id, at: storeTime },
      { ...one, publication: everyPublication, kind: 'erased' as const, at: hours(1) },
    ];
    for (const ending of kept) await ports.endings.keep(ending);
    expect((await ports.endings.publications()).sort()).toEqual(['daily', 'weekly']);
    await ports.endings.erase('weekly', id, hours(1));
    await ports.endings.erase('weekly', id, hours(1));
    const left = await Promise.all(
      ['weekly', 'daily', everyPublication].map(publication =>
        Array.fromAsync(ports.endings.of(publication, null)),
      ),
    );
    expect(left.flat()).toEqual(
      expect.arrayContaining(
        kept.filter(
          ({ at, ...rest }) => at !== storeTime || rest.reader !== id || rest.publication !== 'weekly',
        ),
      ),
    );
    expect(left.flat()).toHaveLength(4);
  });
});
