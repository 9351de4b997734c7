import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { factsAdd } from '../../../../cli/commands/facts/add.ts';
import { filedTwinNotes, looksBack } from '../../../../cli/facts/log/filed-twins.ts';
import { recordName } from '../../../../core/articles/record-key.ts';
import { type Instant, plusHours } from '../../../../core/foundation/instant.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { MemoryFactLog } from '../../../support/memory/memory-fact-log.ts';

const now = '2026-11-20T00:00:00Z' as Instant;
const licence = { en: 'The ministry requires a licence for the export of lithography machines.' };
const licences = { en: 'Licences for exporting lithography machines are required by the ministry.' };
const files = [{ path: 'facts/cranes.json', facts: [aFact('cranes', 1, { statement: licences })] }];

/** A log with an article of one fact for each age in days, which counts what is read of it. */
async function aLog(ages: readonly number[]) {
  const log = new MemoryFactLog(() => now);
  for (const [index, age] of ages.entries()) {
    const id = `old-${index + 1}`;
    const { record } = aRecord(
      plusHours(now, -24 * age),
      anArticleFile(id, [aFact(id, 1, { statement: licence })]),
    );
    await log.nameRecord(recordName(record), await log.append(record));
  }
  const read: string[] = [];
  const filing = new Proxy(log, {
    get(target, name) {
      const found = Reflect.get(target, name);
      if (typeof found !== 'function') return found;
      return (...given: unknown[]) => {
        read.push(String(name));
        return found.apply(target, given);
      };
    },
  });
  const notes = (of = files, more = [] as ReturnType<typeof aFact>[]) =>
    filedTwinNotes({ filing, clock: { now: () => now } }, of, more);
  return { notes, read };
}

describe('the note on a fact that says nearly the same as one that is filed', () => {
  it('names both, shows both, and says what to do', async () => {
    const { notes } = await aLog([3]);
    expect(await notes()).toEqual([
      'note: cranes.1 says nearly the same as old-1.1, which is filed: 6 of 6 words are in both.',
      `  old-1.1   filed: ${licence.en}`,
      `  cranes.1  facts/cranes.json: ${licences.en}`,
      '  If it is the same claim, set "sameAs": "old-1.1" in cranes.1, or leave cranes.1 out; once it is filed, do so by facts correct or ' +
        'facts retract. Nothing is merged by itself.',
    ]);
  });

  it('looks back five weeks and no further, but at the facts of its own article however old they are', async () => {
    expect(await (await aLog([looksBack.days - 1])).notes()).toHaveLength(4);
    const { notes } = await aLog([looksBack.days + 1]);
    expect(await notes()).toEqual([]);
    expect(await notes(files, [aFact('cranes', 9, { statement: licence })])).toHaveLength(4);
  });

  it('reads as much of an old log as of a young one, and nothing where nothing is to be filed', async () => {
    const [young, old] = [
      await aLog([1, 2]),
      await aLog([1, 2, ...Array.from({ length: 60 }, (_, n) => 40 + n)]),
    ];
    await young.notes();
    await old.notes();
    expect(old.read).toEqual(young.read);
    const idle = await aLog([1]);
    await idle.notes([{ path: 'facts/cranes.json', facts: [] }]);
    expect(idle.read).toEqual([]);
  });

  it('reads no more records than it may, the newest; of several that are as like, it names the one that was filed first', async () => {
    const many = await aLog(Array.from({ length: looksBack.records + 20 }, (_, index) => index / 100));
    expect((await many.notes())[0]).toContain(`as old-${looksBack.records}.1,`);
    expect(many.read.filter(name => name === 'stored')).toHaveLength(looksBack.records);
  });

  it('reaches as far as the documents and the help say', () => {
    const about = readFileSync(new URL('../../../../docs/facts.md', import.meta.url), 'utf8').replace(
      /\s+/g,
      ' ',
    );
    const records = looksBack.records.toLocaleString('en');
    expect(about).toContain(
      `in the last ${looksBack.days} days, at no more than the newest ${records} records`,
    );
    expect(looksBack.days).toBe(5 * 7);
    expect(factsAdd.about.join(' ')).toContain('filed in the last five weeks');
  });
});
