import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aMemoryWorld } from '../memory-world.ts';

const [weekly] = aConfiguration().publications;
const twoPublications = {
  ...aConfiguration(),
  publications: weekly ? [weekly, { ...weekly, id: 'daily', title: 'Daily', language: 'en' as const }] : [],
};

/** Before the clock of the world in memory. */
const before = '2026-11-19T23:59:59Z' as Instant;

describe('courant readers add', () => {
  it('adds an active reader with name and how they agreed', async () => {
    const { press, courant, seen } = aMemoryWorld();
    const { code, out } = await courant(
      'readers',
      'add',
      'Ada@mail.example',
      '--name',
      'Ada',
      '--how',
      'by letter',
    );
    expect(code).toBe(0);
    const [reader] = [...press.readers.rows.values()];
    expect(reader).toMatchObject({
      address: 'ada@mail.example',
      name: 'Ada',
      state: 'active',
      language: 'en',
      agreed: { at: '2026-11-20T00:00:00Z', how: 'by letter' },
      token: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
    });
    expect(out).toMatch(/^Added\..*\nAddress {7}ada@mail\.example\nName {10}Ada\nPublication {3}weekly\n/);
    expect(out).not.toContain(reader?.token);
    expect(seen).toEqual({ opened: 1, closed: 1 });
  });

  it('gives every reader a token of their own', async () => {
    const { press, courant } = aMemoryWorld();
    for (const name of ['a', 'b', 'c']) await courant('readers', 'add', `${name}@mail.example`);
    expect(new Set([...press.readers.rows.values()].map(({ token }) => token)).size).toBe(3);
  });

  it('says when somebody is a reader already, or is one again', async () => {
    const { press, courant } = aMemoryWorld();
    await courant('readers', 'add', 'ada@mail.example');
    expect((await courant('readers', 'add', 'ADA@mail.example')).out).toMatch(/^Was a reader already/);
    const [reader] = [...press.readers.rows.values()];
    if (reader) await press.readers.leave('weekly', reader.id, reader.token, before, 'link');
    expect((await courant('readers', 'add', 'ada@mail.example')).out).toMatch(/^Active again/);
  });

  it('adds whose mail came back with --again only, and who complained never', async () => {
    const { press, courant } = aMemoryWorld();
    await courant('readers', 'add', 'ada@mail.example');
    const [[key, reader] = []] = [...press.readers.rows];
    if (key === undefined || reader === undefined) throw new Error('nobody was added');
    const ended = { at: before, how: 'no such mailbox' };
    press.readers.rows.set(key, { ...reader, state: 'bounced', ended });
    const refused = await courant('readers', 'add', 'ada@mail.example');
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--again') });
    expect((await courant('readers', 'add', 'ada@mail.example', '--again')).out).toMatch(/^Active again/);
    expect(press.readers.rows.get(key)).toMatchObject({ state: 'active', ended });
    press.readers.rows.set(key, { ...reader, state: 'complained', ended });
    const final = await courant('readers', 'add', 'ada@mail.example', '--again');
    expect(final).toMatchObject({ code: 1, out: '', err: expect.stringContaining('A complaint is final') });
    expect(press.readers.rows.get(key)?.state).toBe('complained');
  });

  it('opens nothing for an address that nobody can be written to at', async () => {
    const { courant, seen } = aMemoryWorld();
    const { code, err } = await courant('readers', 'add', '爱丽丝@mail.example');
    expect(code).toBe(2);
    expect(err).toContain('SES cannot write to names with other letters before the @');
    expect(seen.opened).toBe(0);
  });

  it('asks which publication is meant where there are several', async () => {
    const { courant, press } = aMemoryWorld({}, twoPublications);
    const { code, err } = await courant('readers', 'add', 'ada@mail.example');
    expect(code).toBe(2);
    expect(err).toContain('expected: --publication with one of weekly, daily');
    expect((await courant('readers', 'add', 'ada@mail.example', '--publication', 'monthly')).code).toBe(2);
    expect((await courant('readers', 'add', 'ada@mail.example', '--publication', 'daily')).code).toBe(0);
    expect([...press.readers.rows.values()].map(({ publication }) => publication)).toEqual(['daily']);
  });
});

describe('courant readers list', () => {
  async function aListing(...words: string[]) {
    const { press, courant } = aMemoryWorld();
    await press.readers.add(aReader(1));
    await press.readers.add(aReader(2, { state: 'left', ended: { at: aReader(2).agreed.at, how: 'link' } }));
    return courant('readers', 'list', ...words);
  }

  it('prints id, state, since when and address of each, and the counts', async () => {
    const { code, out } = await aListing();
    expect(code).toBe(0);
    expect(out).toMatch(/^id {32}state {7}since {17}address\n/);
    expect(out).toContain(`${aReader(1).id}  active      2026-11-01T00:00:00Z  reader-1@mail.example\n`);
    expect(out).toContain(`${aReader(2).id}  left        2026-11-01T00:00:00Z  reader-2@mail.example\n`);
    expect(out).toMatch(/2 readers of Weekly: (1 active, 1 left|1 left, 1 active)\n$/);
  });

  it('says of who is active again since when they are', async () => {
    const { press, courant } = aMemoryWorld();
    const ended = { at: '2026-10-01T00:00:00Z' as Instant, how: 'link' };
    await press.readers.add(aReader(1, { ended }));
    expect((await courant('readers', 'list')).out).toContain('active      2026-11-01T00:00:00Z');
  });

  it('prints an object a line for programs, without the token, which would let them end the subscription', async () => {
    const { out } = await aListing('--json');
    const readers = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    const { token: _, ...first } = aReader(1);
    expect(readers).toHaveLength(2);
    expect(readers).toContainEqual(first);
    expect(out).not.toContain(aReader(2).token);
  });

  it('says how to add one where there is none', async () => {
    expect((await aMemoryWorld().courant('readers', 'list')).out).toBe(
      'Weekly has no readers yet. Add one: courant readers add ADDRESS\n',
    );
  });
});
