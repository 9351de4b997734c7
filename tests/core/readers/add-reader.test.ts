import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import {
  addReader,
  EndedLaterError,
  type NewReader,
  ReaderBouncedError,
  ReaderComplainedError,
} from '../../../core/readers/add-reader.ts';
import { type Reader, readerSchema } from '../../../core/readers/reader.ts';
import { readerId } from '../../../core/readers/reader-id.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { MemoryAddresses } from '../../support/memory/memory-endings.ts';
import { MemoryReaders } from '../../support/memory/memory-readers.ts';

const now = '2026-11-23T10:00:00Z' as Instant;
const later = '2026-11-24T10:00:00Z' as Instant;
const afterThat = '2026-11-24T10:00:01Z' as Instant;
const keyBytes = Buffer.alloc(32, 7);

function aDesk() {
  const addresses = new MemoryAddresses();
  const readers = new MemoryReaders(addresses);
  let tokens = 0;
  const add = (changes: Partial<NewReader> = {}, at = now, how: { again?: boolean } = {}) =>
    addReader(
      {
        readers,
        addresses,
        key: { get: async () => keyBytes },
        clock: { now: () => at },
        newToken: () => String(++tokens).padStart(22, 't'),
      },
      {
        publication: 'weekly',
        address: 'Ada@Mail.example',
        name: 'Ada',
        language: 'en',
        how: 'by letter',
        ...changes,
      },
      how,
    );
  return { readers, addresses, add };
}

describe('adding a reader', () => {
  it('stores an active one under the id of the normalised address, with when and how they agreed', async () => {
    const { readers, add } = aDesk();
    const { reader, result } = await add();
    expect(result).toBe('added');
    expect(readerSchema.parse(reader)).toEqual({
      publication: 'weekly',
      id: readerId('ada@mail.example', keyBytes),
      address: 'ada@mail.example',
      name: 'Ada',
      state: 'active',
      token: 'tttttttttttttttttttttt'.slice(1).concat('1'),
      language: 'en',
      agreed: { at: now, how: 'by letter' },
      joined: now,
      ended: null,
    });
    expect(await readers.read('weekly', reader.id)).toEqual(reader);
  });

  it('takes the day on which they agreed, when the table takes them in later, unless it ended since', async () => {
    const { readers, add } = aDesk();
    const { reader } = await add({ agreed: now }, later);
    expect(reader).toMatchObject({ agreed: { at: now }, joined: later });
    await readers.leave('weekly', reader.id, reader.token, later, 'link');
    for (const agreed of [now, later])
      await expect(add({ agreed }, afterThat)).rejects.toThrow(EndedLaterError);
    expect((await add({ agreed: afterThat }, afterThat)).result).toBe('active again');
  });

  it('refuses who agreed before their address was erased, or in the same second', async () => {
    const { readers, addresses, add } = aDesk();
    const id = readerId('ada@mail.example', keyBytes);
    await addresses.end(id, { state: 'erased', at: later, how: 'erased' });
    for (const agreed of [now, later])
      await expect(add({ agreed }, afterThat)).rejects.toThrow(EndedLaterError);
    expect(readers.rows.size).toBe(0);
    expect((await addresses.read(id))?.state).toBe('erased');
  });

  it('changes nothing of who is one already, however the address is spelled', async () => {
    const { readers, add } = aDesk();
    const { reader } = await add();
    const again = await add({ address: ' ADA@mail.EXAMPLE', name: 'Somebody', how: 'again' }, later);
    expect(again).toEqual({ reader, result: 'already active' });
    expect(readers.rows.size).toBe(1);
  });

  it('makes who left active again with the same token, so that old leave links go on working', async () => {
    const { readers, add } = aDesk();
    const { reader } = await add();
    await readers.leave('weekly', reader.id, reader.token, later, 'link');
    const again = await add({ how: 'asked once more' }, '2026-11-24T10:00:01Z' as Instant);
    expect(again.result).toBe('active again');
    expect(again.reader).toEqual({
      ...reader,
      agreed: { at: '2026-11-24T10:00:01Z', how: 'asked once more' },
      joined: '2026-11-24T10:00:01Z',
      ended: { at: later, how: 'link' },
    });
  });

  describe('whose subscription SES ended', () => {
    async function ended(state: Reader['state']) {
      const desk = aDesk();
      const { reader } = await desk.add();
      const stands: Reader = { ...reader, state, ended: { at: now, how: 'the server said so' } };
      desk.readers.rows.set(`weekly/${reader.id}`, stands);
      return { ...desk, stands };
    }

    it.each([false, true])(
      'never adds who complained (again: %j), and says that it is final',
      async again => {
        const { add, readers, stands } = await ended('complained');
        const refusal = await add({}, later, { again }).catch(error => error);
        expect(refusal).toBeInstanceOf(ReaderComplainedError);
        expect(refusal.message).toContain(`${stands.id} of weekly complained`);
        expect(refusal.message).toContain(`${now} (the server said so)`);
        expect(refusal.message).not.toContain('@');
        expect(await readers.read('weekly', stands.id)).toEqual(stands);
      },
    );

    it('sees a complaint that comes in while it adds', async () => {
      const { add, readers, stands } = await ended('complained');
      readers.read = async () => ({ ...stands, state: 'left' });
      await expect(add({}, later)).rejects.toThrow(ReaderComplainedError);
      expect(readers.rows.get(`weekly/${stands.id}`)).toEqual(stands);
    });

    it('adds whose mail came back only again, and keeps when and why it ended', async () => {
      const { add, readers, stands } = await ended('bounced');
      const refusal = await add({}, later).catch(error => error);
      expect(refusal).toBeInstanceOf(ReaderBouncedError);
      expect(refusal.message).toContain('--again');
      expect(await readers.read('weekly', stands.id)).toEqual(stands);
      const { reader, result } = await add({ how: 'by phone' }, later, { again: true });
      expect(result).toBe('active again');
      const agreed = { at: later, how: 'by phone' };
      expect(reader).toEqual({ ...stands, state: 'active', agreed, joined: later });
    });
  });

  it('lets a leave win that comes in between its reading and its writing', async () => {
    const { readers, add } = aDesk();
    const { reader } = await add();
    await readers.leave('weekly', reader.id, reader.token, later, 'link');
    const left = { ...reader, state: 'left' as const, ended: { at: later, how: 'link' } };
    readers.read = async () => ({ ...reader, state: 'pending' });
    await expect(add({}, afterThat)).rejects.toThrow(EndedLaterError);
    expect(readers.rows.get(`weekly/${reader.id}`)).toEqual(left);
  });

  it.each([now, later])('needs an agreement after the ending, not of %s', async at => {
    const { readers, add } = aDesk();
    const { reader } = await add();
    await readers.leave('weekly', reader.id, reader.token, later, 'link');
    const refusal = await add({}, at).catch(error => error);
    expect(refusal).toBeInstanceOf(EndedLaterError);
    expect(refusal.message).toContain(`ended at ${later} (link)`);
    expect(refusal.message).not.toContain('@');
    expect(readers.rows.get(`weekly/${reader.id}`)?.state).toBe('left');
    expect((await add({}, afterThat)).result).toBe('active again');
  });

  describe('whose address ended through another publication', () => {
    async function endedElsewhere(state: 'bounced' | 'complained' | 'erased') {
      const desk = aDesk();
      const id = readerId('ada@mail.example', keyBytes);
      await desk.addresses.end(id, { state, at: now, how: 'told by another publication' });
      return { ...desk, id };
    }

    it.each([false, true])('never adds who complained there (again: %j)', async again => {
      const { add, readers } = await endedElsewhere('complained');
      await expect(add({}, later, { again })).rejects.toThrow(ReaderComplainedError);
      expect(readers.rows.size).toBe(0);
    });

    it('adds whose mail came back there only again, and lifts that for every publication', async () => {
      const { add, readers, addresses, id } = await endedElsewhere('bounced');
      await expect(add({}, later)).rejects.toThrow(ReaderBouncedError);
      expect(readers.rows.size).toBe(0);
      expect((await add({ how: 'by phone' }, later, { again: true })).result).toBe('added');
      expect(await addresses.read(id)).toMatchObject({
        state: 'lifted',
        // Just before they agreed: an ending of that very second would count.
        ended: { at: '2026-11-24T09:59:59Z', how: 'by phone' },
      });
      expect(await Array.fromAsync(readers.unkept('_all'))).toEqual([
        { publication: '_all', reader: id, kind: 'lifted', at: '2026-11-24T09:59:59Z' },
      ]);
    });

    it('opens the address of who is active here all the while', async () => {
      const { add, readers, addresses, id } = await endedElsewhere('bounced');
      readers.rows.set(`weekly/${id}`, aReader(1, { id, address: 'ada@mail.example' }));
      await expect(add({}, later)).rejects.toThrow(ReaderBouncedError);
      expect((await add({}, later, { again: true })).result).toBe('active again');
      expect((await addresses.read(id))?.state).toBe('lifted');
    });

    it('does not lift what is later than the agreement', async () => {
      const { add, addresses, id } = await endedElsewhere('bounced');
      addresses.rows.set(id, { id, state: 'bounced', ended: { at: afterThat, how: 'x' }, lifted: null });
      await expect(add({}, later, { again: true })).rejects.toThrow(EndedLaterError);
      expect((await addresses.read(id))?.state).toBe('bounced');
    });

    it('takes back who was erased, at their word', async () => {
      const { add } = await endedElsewhere('erased');
      expect((await add({}, later)).result).toBe('added');
    });
  });

  it('counts who never confirmed as added now', async () => {
    const { readers, add } = aDesk();
    const { reader } = await add();
    readers.rows.set(`weekly/${reader.id}`, { ...reader, state: 'pending' });
    const confirmed = await add();
    expect(confirmed.result).toBe('added');
    expect(confirmed.reader).toMatchObject({ state: 'active', token: reader.token });
  });

  it('keeps publications apart', async () => {
    const { add } = aDesk();
    const [one, other] = [await add(), await add({ publication: 'daily' })];
    expect(other.result).toBe('added');
    expect(other.reader.token).not.toBe(one.reader.token);
  });

  it.each(['', ' ', 'two\nlines', 'a\rb', 'null\0', '\u202eevil', 'x'.repeat(101), '\ud800'])(
    'refuses the name %j and stores nothing',
    async name => {
      const { readers, add } = aDesk();
      await expect(add({ name })).rejects.toThrow(/name\n {2}expected: one line of 1 to 100 characters/);
      expect(readers.rows.size).toBe(0);
    },
  );

  it.each([null, "Zoë O'Hara", '王小明', '𝒬'.repeat(100)])('takes the name %j as it is', async name => {
    expect((await aDesk().add({ name })).reader.name).toBe(name);
  });

  it('names every mistake at once', async () => {
    const everything = aDesk().add({ address: 'ada', name: 'a\nb', how: '' });
    await expect(everything).rejects.toThrow(/3 mistakes[\s\S]*^address[\s\S]*^name[\s\S]*^how/m);
  });
});
