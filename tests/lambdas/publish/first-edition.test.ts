import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../core/edition/manifest.ts';
import { editionLimits, TooMuchError } from '../../../core/edition/too-much.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import type { Publication } from '../../../core/publication/configuration.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { brokenLinks } from '../../support/archives/chain/check-chain.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const weekly = aPublication();
const first = '2026-11-23T06:00:00Z' as Instant;
const week = (n: number) => plusHours(first, 168 * (n - 1));

const names = ['2026-11-23', '2026-11-30', '2026-12-07'];

/** A press that has seen no publication, on a clock that is set. */
function aNewPress() {
  const time = { now: first };
  const press = aPress(undefined, () => time.now);
  press.sightings.since = undefined;
  return {
    ...press,
    time,
    async file(id: string, at: Instant, facts = 1): Promise<void> {
      const all = Array.from({ length: facts }, (_, index) => aFact(id, index + 1));
      await press.record(aRecord(at, anArticleFile(id, all)).record);
    },
    /** Publishes as of the time that is due, or later. */
    publish(
      due: Instant,
      { publication = weekly, late = 0 }: { publication?: Publication; late?: number } = {},
    ) {
      time.now = plusHours(due, late);
      return publishEdition(press.context(), publication, due);
    },
    manifest(edition: string) {
      return readManifest(press.archive.files.get(`weekly/${edition}/manifest.json`) ?? '');
    },
  };
}

describe('a first edition', () => {
  it('covers what was filed since the publication was first seen, and nothing that others had filed before', async () => {
    const press = aNewPress();
    await press.file('years-ago', plusHours(first, -20_000));
    await press.file('while-deploying', plusHours(first, -99.5));
    press.sightings.since = plusHours(first, -100);
    await press.publish(first);
    expect(press.manifest('2026-11-23')).toMatchObject({
      ...{ facts: ['while-deploying.1'], begins: plusHours(first, -100) },
      window: { from: plusHours(first, -100), to: first },
    });
  });

  it('notes the first sight itself where nobody has, from the time that was scheduled, however late it runs', async () => {
    const press = aNewPress();
    await press.file('one', plusHours(first, -0.9));
    await press.publish(first, { late: 5 });
    expect(press.manifest('2026-11-23').facts).toEqual(['one.1']);
    expect((await press.sightings.read('weekly'))?.since).toBe(plusHours(first, -1));
  });

  it('leaves out for good what is older than it, also for the look back of the next and for a correction that gives it a topic', async () => {
    const press = aNewPress();
    press.sightings.since = plusHours(first, -3);
    const elsewhere = [aFact('old', 1, { topics: ['elsewhere'] }), aFact('old', 2)];
    await press.record(aRecord(plusHours(first, -10), anArticleFile('old', elsewhere)).record);
    await press.publish(first);
    await press.record(aCorrection(plusHours(first, 20), 'old.1', { topics: ['controls'] }).record);
    await press.publish(week(2));
    expect([press.manifest('2026-11-23').facts, press.manifest('2026-11-30').facts]).toEqual([[], []]);
  });

  it('reads no more of the log however much others filed before', async () => {
    const calls = async (older: number) => {
      const press = aNewPress();
      press.sightings.since = plusHours(first, -100);
      for (let n = 0; n < older; n += 1) await press.file(`old-${n}`, plusHours(first, -1000 - n));
      await press.file('one', plusHours(first, -1));
      const made: unknown[] = [];
      const { log } = press;
      const counted = {
        now: () => log.now(),
        keys: async (from: Instant | null, to: Instant) => {
          const keys = await log.keys(from, to);
          made.push(keys.length);
          return keys;
        },
        read: (key: string) => log.read(key),
        stored: (key: string) => {
          made.push('read');
          return log.stored(key);
        },
        recordNamed: (name: string) => log.recordNamed(name),
      };
      press.time.now = first;
      await publishEdition({ ...press.context(), log: counted }, weekly, first);
      return made;
    };
    expect(await calls(400)).toEqual(await calls(0));
  });

  it('loses nothing filed since the deployment and takes nothing older than its beginning, in whatever order things come', async () => {
    const hours = fc.integer({ min: -300, max: 300 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          filed: fc.array(hours, { minLength: 1, maxLength: 12 }),
          deployed: fc.integer({ min: -200, max: -1 }),
          // The first sweep comes within minutes; publish may be the first all the same.
          swept: fc.option(fc.integer({ min: 0, max: 10 })),
          late: fc.integer({ min: 0, max: 30 }),
        }),
        async ({ filed, deployed, swept, late }) => {
          const press = aNewPress();
          for (const [index, at] of filed.entries()) await press.file(`filed-${index}`, plusHours(first, at));
          const seen = swept === null ? undefined : plusHours(first, deployed + swept / 60 - 1);
          press.sightings.since = seen;
          for (const n of [1, 2, 3]) await press.publish(week(n), { late });
          const taken = names.flatMap(name => press.manifest(name).facts).sort();
          const since = (begins: number) =>
            filed.flatMap((at, index) => (at >= begins ? [`filed-${index}.1`] : [])).sort();
          expect(taken).toEqual(since(swept === null ? -1 : deployed + swept / 60 - 1));
          if (swept !== null) expect(taken).toEqual(expect.arrayContaining(since(deployed)));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('what is too much for one edition', () => {
  const most = editionLimits.facts;

  it('is refused before anything is rendered or sealed, and coversSince as it says lifts that', async () => {
    const press = aNewPress();
    press.sightings.since = plusHours(first, -1000);
    for (let n = 1; n <= 6; n += 1) await press.file(`many-${n}`, plusHours(first, -n * 10), most / 5);
    const render = () => {
      throw new Error('rendered');
    };
    const context = { ...press.context(), render };
    const refused: TooMuchError = await publishEdition(context, weekly, first).then(
      () => Promise.reject(new Error('published')),
      error => error,
    );
    expect(refused).toBeInstanceOf(TooMuchError);
    expect([press.seals.seals.size, press.archive.files.size]).toEqual([0, 0]);
    await press.publish(first, { publication: aPublication({ coversSince: refused.coversSince }) });
    expect(press.manifest('2026-11-23').facts).toHaveLength(most);
    expect(press.manifest('2026-11-23').window.from).toBe(refused.coversSince);
  });

  it('is refused of a running publication too; what its way out leaves out is said, and stays out', async () => {
    const press = aNewPress();
    press.sightings.since = plusHours(first, -100);
    await press.publish(first);
    for (let n = 1; n <= 6; n += 1) await press.file(`many-${n}`, plusHours(week(2), -n), most / 5);
    await press.file('left-out', plusHours(first, 1));
    const refused: TooMuchError = await press.publish(week(2)).then(
      () => Promise.reject(new Error('published')),
      error => error,
    );
    expect(refused.coversSince > first).toBe(true);
    await press.publish(week(2), { publication: aPublication({ coversSince: refused.coversSince }) });
    expect(press.manifest('2026-11-30').facts).toHaveLength(most);
    expect(press.manifest('2026-11-30')).toMatchObject({
      ...{ leftOutSince: first, begins: refused.coversSince },
      window: { from: refused.coversSince, to: week(2) },
    });
    // The setting may go again.
    await press.publish(week(3));
    expect(press.manifest('2026-12-07').facts).toEqual([]);
    const editions = names.map(edition => {
      const content = press.archive.files.get(`weekly/${edition}/manifest.json`) ?? '';
      return {
        edition,
        file: 'as sealed' as const,
        manifest: readManifest(content),
        sha256: sha256(content),
        sealedSha256: undefined,
        receipts: [],
      };
    });
    expect(brokenLinks(editions)).toEqual([]);
  }, 300_000);
});
