import { beforeAll, describe, expect, it } from 'vitest';
import { foldMissing } from '../../../../core/archive/folding/bring-over.ts';
import { rebuild } from '../../../../core/archive/folding/rebuild.ts';
import { newestSeal } from '../../../../core/edition/chain.ts';
import { publishedFacts } from '../../../../core/edition/past/published-facts.ts';
import { publishEdition } from '../../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { within } from '../../../support/builders/a-series.ts';
import { aCorrection } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { contextOf, week, weekly } from '../../../support/documents/archive-lists.ts';

type Press = ReturnType<typeof aPress>;

async function publish(press: Press, n: number): Promise<void> {
  const follows = n > 2 ? { follows: `e${n - 2}.1` } : {};
  const article = anArticleFile(`e${n}`, [aFact(`e${n}`, 1, follows), aFact(`e${n}`, 2)]);
  await press.record(aRecord(within(n, 20), article).record);
  if (n > 4) await press.record(aCorrection(within(n, 30), `e${n - 4}.2`).record);
  await publishEdition(contextOf(press), weekly, week(n));
}

/** As an archive that was made before there were months. */
function forgetMonths({ archive, marks }: Press): void {
  for (const key of archive.lists.keys()) if (key.includes('/all/')) archive.lists.delete(key);
  marks.appearances.clear();
  marks.folded.clear();
}

const sorted = (entries: Iterable<[string, string]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

/** The months without what they say of files, which only making pages anew tells. */
function statesOf({ archive }: Press): object[] {
  return sorted(archive.lists)
    .filter(([key]) => key.endsWith('.json') && key.includes('/all/'))
    .map(([, content]) => ({ ...JSON.parse(content), files: null }));
}

describe('an archive that was made before there were months', () => {
  it.each([
    ['edition by edition', 6],
    ['as a whole', 45],
  ])('is walked for the next edition, and brought over once that is on its way, %s', async (_, before) => {
    const [control, press] = [aPress(), aPress()];
    for (let n = 1; n <= before; n += 1) for (const each of [control, press]) await publish(each, n);
    forgetMonths(press);
    for (const each of [control, press]) await publish(each, before + 1);
    expect(sorted(press.seals.seals)).toEqual(sorted(control.seals.seals));
    expect(statesOf(press)).toEqual(statesOf(control));
    expect(sorted(press.marks.appearances)).toEqual(sorted(control.marks.appearances));
    await rebuild(contextOf(press), weekly);
    expect(sorted(press.archive.lists)).toEqual(sorted(control.archive.lists));
    expect(sorted(press.archive.files)).toEqual(sorted(control.archive.files));
    // From then on it is as any other.
    for (const each of [control, press]) await publish(each, before + 2);
    expect(sorted(press.archive.lists)).toEqual(sorted(control.archive.lists));
  });
});

describe('a correction of a fact that no edition carried', () => {
  it.each([6, 45])(
    'tells of no damaged month in an archive that was made before there were months, and walks it once, of %i',
    async count => {
      const press = aPress();
      for (let n = 1; n <= count; n += 1) await publish(press, n);
      forgetMonths(press);
      press.damage.take();
      // Of another publication, for all that this one knows.
      await press.record(aRecord(within(3, 20), anArticleFile('other', [aFact('other', 1)])).record);
      const newest = (await newestSeal(press.seals, 'weekly'))?.plan;
      const read: string[] = [];
      const archive = Object.assign(Object.create(press.archive), {
        read: async (...[edition, name]: Parameters<typeof press.archive.read>) => {
          read.push(edition.edition);
          return press.archive.read(edition, name);
        },
      });
      const sources = { ...press, archive };
      const facts = await publishedFacts(sources, weekly, newest, new Set(['other.1']));
      expect([...facts.published]).toEqual([]);
      expect(read.length).toBe(count);
      await press.record(aCorrection(within(count + 1, 30), 'other.1').record);
      await publish(press, count + 1);
      expect(press.damage.take().filter(({ key }) => key.includes('/all/'))).toEqual([]);
    },
    300_000,
  );
});

describe('bringing over an archive, ended after each month', () => {
  const editions = 48;
  let forgotten: () => Promise<Press>;
  beforeAll(async () => {
    const once = aPress();
    for (let n = 1; n <= editions; n += 1) await publish(once, n);
    const kept = [once.archive.files, once.archive.lists].map(files => [...files]);
    forgotten = async () => {
      for (const [index, files] of [once.archive.files, once.archive.lists].entries()) {
        files.clear();
        for (const [key, content] of kept[index] ?? []) files.set(key, content);
      }
      forgetMonths(once);
      return once;
    };
  }, 300_000);

  /** Brings over, and is ended by the nth state that it writes. What it did: notes of facts, writes, digests read. */
  async function bringOver(press: Press, endedAfter = Number.POSITIVE_INFINITY) {
    const did = { notes: 0, writes: 0, digests: 0, states: 0 };
    const context = contextOf(press);
    const archive = Object.assign(Object.create(context.archive), {
      replaceVersion: async (
        ...[file, content, version]: Parameters<typeof press.archive.replaceVersion>
      ) => {
        const done = await context.archive.replaceVersion(file, content, version);
        did.writes += 1;
        if (!/^all\/[\d-]{7}\.json$/.test(file.path)) return done;
        did.states += 1;
        if (did.states === endedAfter) throw new Error('ended');
        return done;
      },
      read: async (...[edition, name]: Parameters<typeof press.archive.read>) => {
        if (name === 'digest.json') did.digests += 1;
        return context.archive.read(edition, name);
      },
    });
    const marks = Object.assign(Object.create(context.marks), {
      noteAppearance: async (...of: Parameters<typeof press.marks.noteAppearance>) => {
        did.notes += 1;
        return context.marks.noteAppearance(...of);
      },
    });
    const newest = await newestSeal(press.seals, 'weekly');
    const ended = await foldMissing({ ...context, archive, marks }, weekly, newest).then(
      () => false,
      (error: Error) => error.message === 'ended' || Promise.reject(error),
    );
    return { ...did, ended };
  }

  it('goes on where it ended, and does no more in all than one that nothing ended', async () => {
    const whole = await bringOver(await forgotten());
    const control = await forgotten().then(async press => {
      await bringOver(press);
      return [sorted(press.archive.lists), sorted(press.marks.appearances), [...press.marks.folded]];
    });
    const press = await forgotten();
    const sum = { notes: 0, writes: 0, digests: 0 };
    let runs = 0;
    for (let ended = true; ended; runs += 1) {
      expect(press.marks.folded.size).toBe(0);
      const did = await bringOver(press, 1);
      for (const what of ['notes', 'writes', 'digests'] as const) sum[what] += did[what];
      ended = did.ended;
    }
    expect(runs).toBeGreaterThan(12);
    expect([sorted(press.archive.lists), sorted(press.marks.appearances), [...press.marks.folded]]).toEqual(
      control,
    );
    expect(sum.notes).toBe(whole.notes);
    expect(sum.writes).toBe(whole.writes);
    // Each run may read again what it was at when it ended.
    expect(sum.digests).toBeLessThan(2 * whole.digests);
  }, 300_000);

  it('makes months and years again that an edition published meanwhile bears on', async () => {
    const [press, control] = [aPress(), aPress()];
    for (const each of [press, control]) for (let n = 1; n <= 44; n += 1) await publish(each, n);
    forgetMonths(press);
    await bringOver(press, 13);
    for (const each of [press, control]) await publish(each, 45);
    expect(statesOf(press)).toEqual(statesOf(control));
    expect(sorted(press.marks.appearances)).toEqual(sorted(control.marks.appearances));
    for (const name of ['2026', '2027'].map(year => `weekly/all/${year}-corrections.jsonl`))
      expect(press.archive.lists.get(name)).toBe(control.archive.lists.get(name));
  }, 300_000);
});
