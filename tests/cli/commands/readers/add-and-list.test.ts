import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { aConfiguration } from '../../../support/builders/a-publication.ts';
import { aReader } from '../../../support/builders/a-reader.ts';
import { aMemoryWorld } from '../../memory-world.ts';

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
    const refused = await courant('readers', 'add', 'ada@mail.example');
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining(`ended at ${before}`) });
    const then = await courant('readers', 'add', 'ada@mail.example', '--agreed', before);
    expect(then).toMatchObject({ code: 1, err: expect.stringContaining('ended at') });
    expect([...press.readers.rows.values()][0]?.state).toBe('left');
    const since = await courant('readers', 'add', 'ada@mail.example', '--agreed', '2026-11-20');
    expect(since.out).toMatch(/^Active again[\s\S]*Agreed +2026-11-20T00:00:00Z/);
  });

  it.each([
    ['2026-10-01', '2026-10-01T00:00:00Z'],
    ['2026-10-01T09:30:00+02:00', '2026-10-01T07:30:00Z'],
  ])('keeps when they agreed: %s', async (typed, at) => {
    const { press, courant } = aMemoryWorld();
    expect((await courant('readers', 'add', 'ada@mail.example', '--agreed', typed)).code).toBe(0);
    expect([...press.readers.rows.values()]).toMatchObject([
      { agreed: { at }, joined: '2026-11-20T00:00:00Z' },
    ]);
  });

  it('takes no agreement of the future', async () => {
    const { press, courant } = aMemoryWorld();
    const { code, err } = await courant('readers', 'add', 'ada@mail.example', '--agreed', '2026-12-24');
    expect([code, press.readers.rows.size]).toEqual([1, 0]);
    expect(err).toContain('expected: a time that is not in the future');
  });

  it('revives nobody whose row is gone, as far as their ending was kept', async () => {
    const { press, courant } = aMemoryWorld();
    await courant('readers', 'add', 'ada@mail.example');
    await courant('readers', 'remove', 'ada@mail.example');
    press.readers.rows.clear();
    expect(await courant('readers', 'add', 'ada@mail.example')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--agreed'),
    });
    expect(press.readers.rows.size).toBe(0);
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
    const again = ['readers', 'add', 'ada@mail.example', '--again'];
    expect((await courant(...again)).err).toContain('--agreed');
    expect((await courant(...again, '--agreed', '2026-11-20')).out).toMatch(/^Active again/);
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
