import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Installation } from '../../../cli/installation/installation.ts';
import { withDefaults } from '../../../cli/program/options.ts';
import { csvLine } from '../../../cli/readers/csv-line.ts';
import { importOptOuts, importReaders } from '../../../cli/readers/import-kinds.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { isEnded } from '../../../core/readers/address.ts';
import { everyPublication } from '../../../core/readers/ending.ts';
import { EndingKeeper } from '../../../core/readers/ending-keeper.ts';
import type { Reader } from '../../../core/readers/reader.ts';
import { readerId } from '../../../core/readers/reader-id.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { aMemoryWorld } from '../memory-world.ts';

const key = Buffer.alloc(32, 7);
const addressOf = (person: number) => `person-${person}@mail.example`;
const idOf = (person: number) => readerId(addressOf(person), key);
const dayOf = (day: number) => `2026-0${1 + day}-01T00:00:00Z` as Instant;

/** What is known of a person before: how they stand in the table, for all publications, and in what is kept. */
type Before = {
  row: Reader['state'] | 'none';
  rowDay: number;
  address: 'none' | 'bounced' | 'complained' | 'erased';
  kept: 'none' | 'left' | 'bounced' | 'complained';
  day: number;
};
type Row = { person: number; day: number; name: string; loud: boolean };

const before: fc.Arbitrary<Before> = fc.record({
  row: fc.constantFrom('none', 'none', 'active', 'left', 'bounced', 'complained', 'pending'),
  rowDay: fc.integer({ min: 0, max: 4 }),
  address: fc.constantFrom('none', 'none', 'none', 'bounced', 'complained', 'erased'),
  kept: fc.constantFrom('none', 'none', 'left', 'bounced', 'complained'),
  day: fc.integer({ min: 0, max: 4 }),
});
const row: fc.Arbitrary<Row> = fc.record({
  person: fc.integer({ min: 0, max: 4 }),
  day: fc.integer({ min: 0, max: 6 }),
  name: fc.constantFrom('', 'Ada', '=1+1', '王小明', `O'Hara, "Zoë"`, "'-x"),
  loud: fc.boolean(),
});

async function aWorldOf(people: readonly Before[]) {
  const { press, installation } = aMemoryWorld();
  for (const [person, { row: state, rowDay, address, kept, day }] of people.entries()) {
    const id = idOf(person);
    const ended = { at: dayOf(day), how: 'before' };
    const hasEnded = state !== 'active' && state !== 'pending';
    if (state !== 'none')
      press.readers.rows.set(
        `weekly/${id}`,
        aReader(person, {
          ...{ id, state, address: addressOf(person), ended: hasEnded ? ended : null },
          agreed: { at: dayOf(rowDay), how: 'test' },
        }),
      );
    if (address !== 'none') await press.addresses.end(id, { state: address, ...ended });
    if (kept !== 'none')
      await press.endings.keep({ publication: 'weekly', reader: id, kind: kept, at: dayOf(day) });
  }
  return { press, installation };
}

function fileOf(lines: readonly (readonly string[])[]) {
  const bytes = new TextEncoder().encode(lines.map(line => `${csvLine(line)}\r\n`).join(''));
  return {
    name: 'people.csv',
    async *chunks() {
      yield bytes;
    },
  };
}

const silent = {
  print: () => {},
  printError: () => {},
  ...{ columns: undefined, errorColumns: undefined, styled: false },
  configuration: () => Promise.reject(new Error('nobody asks')),
  open: () => Promise.reject(new Error('it is open')),
};
const options = withDefaults({ apply: true, yes: true });

async function importRows(installation: Installation, rows: readonly Row[], again = false): Promise<number> {
  const lines = rows.map(({ person, day, name, loud }) => [
    loud ? ` ${addressOf(person).toUpperCase()}` : addressOf(person),
    ...[name, dayOf(day), `said so on day ${day}`],
  ]);
  const file = fileOf([['Address', 'name', 'AGREED', 'how'], ...lines]);
  return importReaders(silent, installation, { file, publication: null, options: { ...options, again } });
}

/** The table, without what differs from run to run: the tokens of those who are new. */
function tableOf({ press }: Awaited<ReturnType<typeof aWorldOf>>, people: readonly Before[]) {
  const own = new Map(people.map((_, person) => [idOf(person), aReader(person).token]));
  return {
    readers: [...press.readers.rows.values()]
      .map(({ token, ...reader }) => ({ ...reader, keepsToken: token === own.get(reader.id) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    addresses: [...press.addresses.rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function withCrash(installation: Installation, plan: CrashPlan): Installation {
  const { readers, addresses, storedRows, endings } = installation;
  return {
    ...installation,
    ...{ readers: plan.wrap(readers), addresses: plan.wrap(addresses) },
    ...{ storedRows: plan.wrap(storedRows), endings: plan.wrap(endings) },
  };
}

const people = fc.array(before, { minLength: 5, maxLength: 5 });
const rows = fc.array(row, { minLength: 1, maxLength: 8 });

describe('an import', () => {
  it('ends in the same table whatever the order of its rows, doubled, and done again', async () => {
    await fc.assert(
      fc.asyncProperty(
        people,
        rows,
        fc.boolean(),
        fc.infiniteStream(fc.nat()),
        async (was, some, again, chance) => {
          const [one, other] = [await aWorldOf(was), await aWorldOf(was)];
          const shuffled = [...some, ...some]
            .map(each => ({ each, place: chance.next().value ?? 0 }))
            .sort((a, b) => a.place - b.place)
            .map(({ each }) => each);
          expect(await importRows(one.installation, some, again)).toBe(0);
          await importRows(other.installation, shuffled, again);
          expect(tableOf(other, was)).toEqual(tableOf(one, was));
          const done = tableOf(one, was);
          await importRows(one.installation, shuffled, again);
          expect(tableOf(one, was)).toEqual(done);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('ends in the same table when it was interrupted before or after any call, and begun again', async () => {
    await fc.assert(
      fc.asyncProperty(
        people,
        rows,
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('before' as const, 'after' as const),
        async (was, some, again, at, when) => {
          const [whole, cut] = [await aWorldOf(was), await aWorldOf(was)];
          await importRows(whole.installation, some, again);
          const plan = new CrashPlan(at, when);
          await importRows(withCrash(cut.installation, plan), some, again).catch(error => {
            expect(error).toBeInstanceOf(Crash);
          });
          await importRows(cut.installation, some, again);
          // When an earlier subscription ended is told where it is known: what was lifted first is known no more.
          const without = (table: ReturnType<typeof tableOf>) => ({
            ...table,
            readers: table.readers.map(({ ended, ...reader }) =>
              reader.state === 'active' ? reader : { ...reader, ended },
            ),
          });
          expect(without(tableOf(cut, was))).toEqual(without(tableOf(whole, was)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('brings back nobody who complained, nobody who bounced unless that is asked for, and nobody who did not agree after the ending', async () => {
    await fc.assert(
      fc.asyncProperty(people, rows, fc.boolean(), async (was, some, again) => {
        const world = await aWorldOf(was);
        await importRows(world.installation, some, again);
        for (const [person, known] of was.entries()) {
          const agreed = some.filter(each => each.person === person).map(each => each.day);
          const wanted = mayRead(known, Math.max(-1, ...agreed), again);
          // Of a row from before a kept ending the next freeze makes an end, where nobody imported them.
          if (wanted === 'as the freeze says') continue;
          expect({ person, reads: reads(world, person) }).toEqual({ person, reads: wanted });
        }
      }),
      { numRuns: 80 },
    );
  });
});

/** Whether somebody reads after an import, who agreed last on a day; -1 for who is not in it. */
function mayRead({ row: state, rowDay, address, kept, day }: Before, last: number, again: boolean) {
  const isReader = state === 'active' || state === 'pending';
  const keptCounts = kept !== 'none' && !(isReader && rowDay > day);
  const kinds: string[] = [
    ...(isReader || state === 'none' ? [] : [state]),
    ...(address === 'none' ? [] : [address]),
    ...(keptCounts ? [kept] : []),
  ];
  if (kinds.length === 0) return state === 'active' || last >= 0;
  const may = !kinds.includes('complained') && (again || !kinds.includes('bounced')) && last > day;
  return !may && state === 'active' ? 'as the freeze says' : may;
}

function reads({ press }: Awaited<ReturnType<typeof aWorldOf>>, person: number): boolean {
  const address = press.addresses.rows.get(idOf(person));
  return press.readers.rows.get(`weekly/${idOf(person)}`)?.state === 'active' && !isEnded(address);
}

describe('an import of opt-outs', () => {
  const optOut = fc.record({
    person: fc.integer({ min: 0, max: 4 }),
    day: fc.integer({ min: 0, max: 4 }),
    state: fc.constantFrom('', 'left', 'bounced', 'complained', 'active'),
  });
  type OptOut = { person: number; day: number; state: string };

  async function importEndings(installation: Installation, some: readonly OptOut[]): Promise<number> {
    const lines = some.map(({ person, day, state }) => [
      addressOf(person),
      dayOf(day),
      state,
      'too\nmany mails',
    ]);
    const file = fileOf([['address', 'ended', 'state', 'reason'], ...lines]);
    return importOptOuts(silent, installation, { file, publication: null, options });
  }

  it('holds against every later import that has no later agreement, also when the table is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(optOut, { minLength: 1, maxLength: 6 }),
        rows,
        fc.boolean(),
        async (gone, some, isLost) => {
          const world = await aWorldOf([]);
          await importEndings(world.installation, gone);
          if (isLost) world.press.readers.rows.clear();
          if (isLost) world.press.addresses.rows.clear();
          await importRows(world.installation, some);
          for (const { person, day, state } of gone.filter(each => each.state !== 'active')) {
            const reader = world.press.readers.rows.get(`weekly/${idOf(person)}`);
            const isFinal = state === 'complained';
            if (reader?.state === 'active')
              expect([isFinal, reader.agreed.at > dayOf(day)]).toEqual([false, true]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps nothing of a stranger but the id, and keeps the ending outside of the table', async () => {
    const world = await aWorldOf([]);
    await importEndings(world.installation, [{ person: 1, day: 2, state: '' }]);
    const id = idOf(1);
    expect(world.press.readers.rows.get(`weekly/${id}`)).toMatchObject({
      ...{ id, address: '', name: null, state: 'left', ended: { at: dayOf(2), how: 'too many mails' } },
    });
    expect(await world.press.endings.ofReader('weekly', id)).toEqual([
      { publication: 'weekly', reader: id, kind: 'left', at: dayOf(2) },
    ]);
  });

  it('ends who reads here and agreed before, and nobody who agreed after', async () => {
    const reads = { row: 'active', address: 'none', kept: 'none', day: 0 } as const;
    const world = await aWorldOf([
      { ...reads, rowDay: 1 },
      { ...reads, rowDay: 3 },
      { ...reads, rowDay: 2 },
    ]);
    const gone = [0, 1, 2].map(person => ({ person, day: 2, state: 'left' }));
    await importEndings(world.installation, gone);
    const states = [0, 1, 2].map(person => world.press.readers.rows.get(`weekly/${idOf(person)}`)?.state);
    // Of the very same moment the ending counts.
    expect(states).toEqual(['left', 'active', 'left']);
    expect([...world.press.endings.keys]).toHaveLength(2);
  });

  it('ends an address everywhere for a complaint or mail that came back', async () => {
    const world = await aWorldOf([]);
    await importEndings(world.installation, [{ person: 1, day: 2, state: 'complained' }]);
    expect(world.press.addresses.rows.get(idOf(1))?.state).toBe('complained');
    expect(await world.press.endings.ofReader(everyPublication, idOf(1))).toHaveLength(1);
  });

  it('says how many endings could not be kept, and keeps them the next time', async () => {
    const world = await aWorldOf([]);
    const failing = new EndingKeeper(
      { keep: () => Promise.reject(new Error('no answer')) },
      world.press.readers,
      () => {},
    );
    const gone = [{ person: 1, day: 2, state: '' }];
    expect(await importEndings({ ...world.installation, keeper: failing }, gone)).toBe(1);
    expect(world.press.endings.keys.size).toBe(0);
    expect(await importEndings(world.installation, gone)).toBe(0);
    expect(world.press.endings.keys.size).toBe(1);
  });
});
