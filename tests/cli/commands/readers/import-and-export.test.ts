import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { type Reader, readerSchema } from '../../../../core/readers/reader.ts';
import { readerId } from '../../../../core/readers/reader-id.ts';
import { aConfiguration } from '../../../support/builders/a-publication.ts';
import { aReader } from '../../../support/builders/a-reader.ts';
import { aMemoryWorld } from '../../memory-world.ts';

let folder = '';
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-readers-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function aFile(content: string): Promise<string> {
  const path = join(folder, `${++files}.csv`);
  await writeFile(path, content);
  return path;
}

const table = [
  'E-Mail;Name;Since;Via;Phone',
  'Ada@mail.example;"Ada; Countess";2024-03-01 10:00:00;the fair;1',
  'ada@MAIL.example;Ada;2025-03-01;a form;2',
  'broken;;2024-01-01;a form;3',
  'ben@mail.example;;31.12.2024;;4',
  'cy@mail.example;;2027-01-01;a form;5',
  'zoe@mail.example;Zoë;2026-11-20;a form;6',
  '',
].join('\r\n');
const map = ['--map', 'e-mail=address', '--map', 'Since=agreed', '--map', 'via=how'];

describe('courant readers import', () => {
  it('says first what would come of whom, by line and reason, and writes nothing', async () => {
    const { courant, press } = aMemoryWorld();
    const path = await aFile(table);
    const { code, out, err } = await courant('readers', 'import', path, ...map);
    expect([code, err, press.readers.rows.size]).toEqual([1, '', 0]);
    expect(out).toMatch(/^line 4: address: expected an e-mail address .*; found "broken"$/m);
    expect(out).toMatch(/^line 5: how: expected one line .*; found nothing$/m);
    expect(out).toMatch(/^line 5: agreed: expected a date .*; found "31\.12\.2024"$/m);
    expect(out).toMatch(/^line 6: agreed: expected a time that is not in the future; found "2027-01-01"$/m);
    expect(out).toMatch(/: 6 rows\nNew +2 .*\nDoubles +1 .*\nInvalid +3 /);
    expect(out).toMatch(
      /^Agreed +between 2025-03-01T00:00:00Z and 2026-11-20T00:00:00Z\n +1 of them more than a year/m,
    );
    expect(out).toContain('Not read      columns "Phone"\n');
    expect(out).toContain('Weekly: 2 readers more. Their first edition: 2026-11-23T06:00:00Z\n');
    expect(out).toMatch(
      /Nothing was written\. To write it: courant readers import \S+ --map e-mail=address --map Since=agreed --map via=how --apply\n$/,
    );
  });

  it('writes with --apply and --yes, the latest agreement of each, and is done when it is done', async () => {
    const { courant, press } = aMemoryWorld();
    const words = ['readers', 'import', await aFile(table), ...map, '--apply', '--yes'];
    const { code, out } = await courant(...words);
    expect(code).toBe(1);
    expect(out).toMatch(/Done:\nNew +2 +became readers\n$/);
    const rows = [...press.readers.rows.values()].map(row => readerSchema.parse(row));
    expect(rows).toMatchObject([
      { address: 'ada@mail.example', name: 'Ada', agreed: { at: '2025-03-01T00:00:00Z', how: 'a form' } },
      { address: 'zoe@mail.example', name: 'Zoë', language: 'en', joined: '2026-11-20T00:00:00Z' },
    ]);
    expect(out).not.toContain(rows[0]?.token);
    expect((await courant(...words)).out).toMatch(/Known +2 [\s\S]*There is nothing to write\.\n$/);
    expect([...press.readers.rows.values()]).toEqual(rows);
  });

  it('asks at a terminal, and writes only after a yes', async () => {
    const asked: string[] = [];
    let answer = 'y';
    const { courant, press } = aMemoryWorld({}, aConfiguration(), async question => {
      asked.push(question);
      return answer;
    });
    const words = ['readers', 'import', await aFile(table), ...map, '--apply'];
    expect((await courant(...words)).code).toBe(2);
    expect([press.readers.rows.size, asked]).toEqual([0, ['Write 2 people? Type yes: ']]);
    answer = 'Yes ';
    await courant(...words);
    expect(press.readers.rows.size).toBe(2);
  });

  it('wants --yes where nobody can be asked', async () => {
    const { courant, press } = aMemoryWorld();
    const { code, err } = await courant('readers', 'import', await aFile(table), ...map, '--apply');
    expect([code, press.readers.rows.size]).toEqual([2, 0]);
    expect(err).toContain('expected: --yes, or yes typed at the terminal: nothing was written');
  });

  it('tells a program all of it: every row with a mistake, then the counts', async () => {
    const { courant } = aMemoryWorld();
    const broken = Array.from({ length: 30 }, (_, n) => `broken ${n},2024-01-01,x\n`).join('');
    const path = await aFile(`address,agreed,how\nada@mail.example,2024-01-01,x\n${broken}`);
    const { out } = await courant('readers', 'import', path, '--json');
    const lines = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(lines).toHaveLength(31);
    expect(lines[0]).toMatchObject({ invalid: { line: 3, faults: [{ column: 'address' }] } });
    expect(lines.at(-1)).toMatchObject({
      applied: false,
      rows: 31,
      new: 1,
      invalid: 30,
      publications: { weekly: 1 },
    });
    const people = await courant('readers', 'import', path);
    expect(people.out.match(/^line /gm)).toHaveLength(20);
    expect(people.out).toContain('10 more rows with mistakes; --json prints all');
  });

  it('names every column that is missing, and which there are', async () => {
    const { courant } = aMemoryWorld();
    const { code, err } = await courant(
      'readers',
      'import',
      await aFile('mail,agreed\na,b\n'),
      '--map',
      'x=how',
    );
    expect(code).toBe(2);
    expect(err).toMatch(/expected: a column "address"\n +found: +"mail", "agreed"/);
    expect(err).toMatch(/the column "x" that --map names/);
  });

  it.each(['nowhere.csv', '.'])('says that %s is no table', async path => {
    const { courant, seen } = aMemoryWorld();
    const { code, err } = await courant('readers', 'import', path);
    expect([code, seen.opened]).toEqual([2, 0]);
    expect(err).toContain(path);
  });

  it('needs a publication where there are several, and leaves out rows of others', async () => {
    const { publications, ...rest } = aConfiguration();
    const [weekly] = publications;
    const two = { ...rest, publications: weekly ? [weekly, { ...weekly, id: 'daily', title: 'Daily' }] : [] };
    const { courant, press } = aMemoryWorld({}, two);
    const bare = await aFile('address,agreed,how\nada@mail.example,2024-01-01,x\n');
    expect((await courant('readers', 'import', bare)).err).toMatch(
      /a column "publication"[\s\S]*--publication ID/,
    );
    const both = await aFile(
      'address,agreed,how,publication\na@mail.example,2024-01-01,x,weekly\na@mail.example,2024-01-01,x,daily\nb@mail.example,2024-01-01,x,old\n',
    );
    const all = await courant('readers', 'import', both, '--apply', '--yes');
    expect(all.out).toMatch(/publication: expected one of weekly, daily; found "old"[\s\S]*New +2 /);
    press.readers.rows.clear();
    const one = await courant('readers', 'import', both, '--publication', 'daily', '--apply', '--yes');
    expect(one.out).toMatch(/Left out +2 +of another publication/);
    expect([...press.readers.rows.values()].map(({ publication }) => publication)).toEqual(['daily']);
    const moved = ['--map', 'publication=', '--publication', 'weekly', '--apply', '--yes'];
    expect((await courant('readers', 'import', both, ...moved)).out).toMatch(/New +2 /);
  });

  it('takes over who left an older tool, so that their old agreement brings them back no more', async () => {
    const { courant, press } = aMemoryWorld();
    await courant('readers', 'add', 'ada@mail.example', '--agreed', '2024-01-01');
    const gone = await aFile('email,when\nada@mail.example,2025-01-01\nben@mail.example,2025-01-01\n');
    const words = ['--ended', '--map', 'email=address', '--map', 'when=ended', '--apply', '--yes'];
    const taken = await courant('readers', 'import', gone, ...words);
    expect(taken).toMatchObject({ code: 0, out: expect.stringMatching(/Done:\nNoted +1 .*\nLeave +1 /) });
    expect(press.endings.keys.size).toBe(2);
    const old = await aFile(
      'address,agreed,how\nada@mail.example,2024-06-01,x\nben@mail.example,2025-06-01,x\n',
    );
    const later = await courant('readers', 'import', old, '--apply', '--yes');
    expect(later.out).toMatch(/Done:\nBack +1 .*\nLeft +1 /);
    const states = [...press.readers.rows.values()].map(({ address, state }) => [address, state]);
    expect(states).toEqual([
      ['ada@mail.example', 'left'],
      ['ben@mail.example', 'active'],
    ]);
  });
});

describe('courant readers export', () => {
  const name = fc
    .string({ unit: fc.constantFrom(...'ab王é"\',;=+-@| 𝒬'), minLength: 1, maxLength: 10 })
    .map(text => text.trim())
    .filter(text => text !== '');
  const local = fc.string({ unit: fc.constantFrom(...`a1+-='`), minLength: 1, maxLength: 6 });
  const person = fc.record({
    local,
    name: fc.option(name),
    how: name,
    state: fc.constantFrom('active', 'active', 'left', 'bounced', 'complained'),
    day: fc.integer({ min: 1, max: 9 }),
  });

  it('and import are a round trip, for any names and reasons', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(person, { selector: each => each.local, maxLength: 6 }),
        async people => {
          const [from, to] = [aMemoryWorld(), aMemoryWorld()];
          for (const [n, { local: start, name: called, how, state, day }] of people.entries()) {
            const address = `${start}@mail.example`;
            const id = readerId(address, Buffer.alloc(32, 7));
            const ended = state === 'active' ? null : { at: `2026-0${day}-03T00:00:00Z` as Instant, how };
            const agreed = { at: `2026-0${day}-02T00:00:00Z` as Instant, how };
            const row = aReader(n, {
              id,
              address,
              name: called,
              state: state as Reader['state'],
              agreed,
              ended,
            });
            from.press.readers.rows.set(`weekly/${id}`, row);
          }
          const path = await aFile((await from.courant('readers', 'export')).out);
          const [gone, come] = [
            await to.courant('readers', 'import', path, '--ended', '--apply', '--yes'),
            await to.courant('readers', 'import', path, '--apply', '--yes'),
          ];
          expect([gone.code, come.code]).toEqual([0, 0]);
          const told = ({ id, state, ended, ...rest }: Reader) =>
            state === 'active'
              ? {
                  id,
                  state,
                  address: rest.address,
                  name: rest.name,
                  language: rest.language,
                  agreed: rest.agreed,
                }
              : { id, state, at: ended?.at };
          const rows = (world: typeof from) =>
            [...world.press.readers.rows.values()].map(told).sort((a, b) => (a.id < b.id ? -1 : 1));
          expect(rows(to)).toEqual(rows(from));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('prints those of a state, and a token only where it is asked for', async () => {
    const { press, courant } = aMemoryWorld();
    await press.readers.add(aReader(1));
    await press.readers.add(aReader(2, { state: 'left', ended: { at: aReader(2).agreed.at, how: 'link' } }));
    const left = await courant('readers', 'export', '--state', 'left');
    expect(left.out).toBe(
      'address,name,agreed,how,publication,language,state,ended,reason\n' +
        'reader-2@mail.example,,2026-11-01T00:00:00Z,test,weekly,en,left,2026-11-01T00:00:00Z,link\n',
    );
    const json = await courant('readers', 'export', '--json');
    expect(json.out.trim().split('\n')).toHaveLength(2);
    expect(json.out).not.toContain(aReader(1).token);
    expect((await courant('readers', 'export', '--json', '--tokens')).out).toContain(aReader(1).token);
  });

  it('leaves out whom it knows by id alone, and says how many these are', async () => {
    const { press, courant } = aMemoryWorld();
    await press.readers.add(
      aReader(1, { address: '', state: 'left', ended: { at: aReader(1).agreed.at, how: 'x' } }),
    );
    const { out, err } = await courant('readers', 'export');
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('1 former reader whose address is not held any more');
  });
});
