import { describe, expect, it } from 'vitest';
import { readToldDigest, toldOf } from '../../../../core/digest/told-digest.ts';
import { MissingArchiveFileError } from '../../../../core/edition/archive.ts';
import { newestSeal } from '../../../../core/edition/chain.ts';
import { DamageList } from '../../../../core/edition/damage.ts';
import { readManifest } from '../../../../core/edition/manifest.ts';
import type { Newest } from '../../../../core/edition/past/known-history.ts';
import { publishedFacts, UntoldFactError } from '../../../../core/edition/past/published-facts.ts';
import type { Seals } from '../../../../core/edition/seal.ts';
import { UnreadableError } from '../../../../core/foundation/stored-json.ts';
import type { EditionKey } from '../../../../core/publication/plan.ts';
import { aSeries, editionOf, within } from '../../../support/builders/a-series.ts';
import { aCorrection } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { CrashPlan } from '../../../support/memory/crashing.ts';

const weekly = { id: 'weekly' };

/** Forty editions, each with an article of its own; the second says also what the first does, and the fourth corrects that. */
function fortyEditions() {
  return aSeries(
    Array.from({ length: 40 }, (_, index) => {
      const n = index + 1;
      const two = anArticleFile(`n${n}`, [
        aFact(`n${n}`, 1),
        ...(n === 2 ? [aFact('n2', 2, { sameAs: 'n2.1', attribution: { who: 'B', how: 'unnamed' } })] : []),
      ]);
      return [aRecord(within(n), two), ...(n === 4 ? [aCorrection(within(4), 'n2.1')] : [])];
    }),
  );
}

const series = await fortyEditions();

async function newestIn({ seals }: { seals: Seals }): Promise<Newest | undefined> {
  return (await newestSeal(seals, 'weekly'))?.plan;
}

async function find(wanted: string[]) {
  const { seals, archive } = series.press;
  const reads: string[] = [];
  const counted = new Proxy(archive, {
    get(target, property) {
      if (property !== 'read') return Reflect.get(target, property, target);
      return (key: EditionKey, name: string) => {
        reads.push(`${key.edition}/${name}`);
        return target.read(key, name);
      };
    },
  });
  const { published } = await publishedFacts(
    { ...series.press, seals, archive: counted },
    weekly,
    await newestIn(series.press),
    new Set(wanted),
  );
  return { found: published, reads };
}

describe('what earlier editions said of a fact', () => {
  it('is what readers were told last, with the number under which the fact appeared', async () => {
    const { found } = await find(['n1.1', 'n2.1', 'n2.2', 'nobody.1']);
    expect([...found.keys()].sort()).toEqual(['n1.1', 'n2.1', 'n2.2']);
    expect(found.get('n1.1')).toMatchObject({
      appeared: { number: '1-01', edition: editionOf(1) },
      said: { statement: { text: 'Statement 1 of n1' }, label: 'reported' },
      sequence: 0,
    });
    expect(found.get('n2.1')).toMatchObject({
      appeared: { number: '2-01', edition: editionOf(2) },
      said: { statement: { text: 'Right 1 of n2.1' } },
      told: { by: { number: 4, edition: editionOf(4) }, withdrawn: null },
      sequence: 1,
    });
  });

  it('is the item’s statement with its own attribution, for a fact that stood beside another', async () => {
    const { found } = await find(['n2.2']);
    expect(found.get('n2.2')).toEqual({
      appeared: { number: '2-01', edition: editionOf(2) },
      said: {
        statement: { text: 'Statement 1 of n2', language: 'en' },
        short: null,
        label: 'reported',
        attribution: { who: { text: 'B', language: 'en' }, how: 'unnamed' },
      },
      told: { by: { number: 2, edition: editionOf(2) }, withdrawn: null },
      mentioned: true,
      leads: false,
      publisher: 'The Example Post',
      beside: [],
      sequence: 0,
    });
  });

  it('costs nothing when nothing is wanted', async () => {
    const { press } = series;
    const none = new CrashPlan(1);
    const { seals, archive, marks, log } = press;
    const sources = {
      seals: none.wrap(seals),
      archive: none.wrap(archive),
      marks: none.wrap(marks),
      log: none.wrap(log),
    };
    const { published } = await publishedFacts(
      sources,
      { ...weekly, formerly: 'old' },
      await newestIn(press),
      new Set(),
    );
    expect(published.size).toBe(0);
    expect(none.calls).toBe(0);
  });

  it('is looked for in the months of the editions that carried it, and no manifest is read', async () => {
    const { reads } = await find(['n40.1', 'n30.1']);
    expect(reads.sort()).toEqual([30, 40].map(n => `${editionOf(n)}/digest.json`));
  });

  it('is found in the seal where the archive lost its files', async () => {
    const { press } = await aSeries([[aRecord(within(1), anArticleFile('one'))], []]);
    for (const key of press.archive.files.keys())
      if (key.includes(editionOf(1))) press.archive.files.delete(key);
    const { published } = await publishedFacts(press, weekly, await newestIn(press), new Set(['one.1']));
    expect(published.get('one.1')?.appeared.number).toBe('1-01');
  });

  it.each<[string, (text: string) => string | undefined]>([
    ['altered', text => text.replaceAll('one.1', 'one.9')],
    ['a byte longer', text => `${text} `],
    ['empty', () => ''],
    ['lost', () => undefined],
  ])('is found in the seal where the digest is %s, which is told of', async (_, change) => {
    const { press } = await aSeries([[aRecord(within(1), anArticleFile('one'))], []]);
    const key = `weekly/${editionOf(1)}/digest.json`;
    const sealed = press.archive.files.get(key) ?? '';
    const changed = change(sealed);
    if (changed === undefined) press.archive.files.delete(key);
    else press.archive.files.set(key, changed);
    const damage = new DamageList((edition, name, content) => press.archive.putOnce(edition, name, content));
    const found = await publishedFacts(
      { ...press, damage },
      weekly,
      await newestIn(press),
      new Set(['one.1']),
    );
    expect(found.published.get('one.1')?.appeared.number).toBe('1-01');
    const lost = changed === undefined;
    expect(damage.take()).toEqual([
      { key: `archive/${key}`, found: lost ? 'nothing' : 'other bytes', mended: lost },
    ]);
    expect(press.archive.files.get(key)).toBe(changed ?? sealed);
  });

  it('is an error where manifest and seal contradict each other: the fact must not appear twice', async () => {
    const { press } = await aSeries([[aRecord(within(1), anArticleFile('one'))], []]);
    const key = `weekly/${editionOf(1)}/digest.json`;
    press.archive.files.delete(key);
    const seal = JSON.parse(press.seals.seals.get('weekly/start') ?? '');
    seal.files['digest.json'] = seal.files['digest.json'].replaceAll('one.1', 'one.9');
    press.seals.seals.set('weekly/start', JSON.stringify(seal));
    const finding = publishedFacts(press, weekly, await newestIn(press), new Set(['one.1']));
    await expect(finding).rejects.toThrow(UntoldFactError);
    await expect(finding).rejects.toThrow(key);
  });

  it('is an error where neither archive nor seals have the digest', async () => {
    const { press } = await aSeries([[aRecord(within(1), anArticleFile('one'))], []]);
    press.archive.files.delete(`weekly/${editionOf(1)}/digest.json`);
    const seals: Seals = Object.create(press.seals, {
      read: { value: async (id: string, after: string | null) => after && press.seals.read(id, after) },
    });
    const finding = publishedFacts({ ...press, seals }, weekly, await newestIn(press), new Set(['one.1']));
    await expect(finding).rejects.toThrow(MissingArchiveFileError);
  });
});

describe('a digest of another version', () => {
  const fact = {
    number: '1-01',
    id: 'one.1',
    statement: { text: 'Said', language: 'de' },
    label: 'said',
    attribution: { who: 'The ministry', how: 'named' },
    late: false,
  };
  const older = { edition: '2026-11-23', sections: [{ topic: {}, facts: [fact] }], views: [] };

  it('is read without what it did not know: words without language, items, corrections, days', () => {
    const digest = readToldDigest(JSON.stringify(older), 'there');
    expect(toldOf(digest, 'one.1')).toEqual({
      appeared: { number: '1-01', edition: '2026-11-23' },
      said: {
        statement: { text: 'Said', language: 'de' },
        short: null,
        label: 'said',
        attribution: { who: { text: 'The ministry', language: 'en' }, how: 'named' },
      },
      mentioned: false,
      leads: true,
      publisher: null,
      beside: [],
    });
    expect([digest.corrections, digest.daysAhead]).toEqual([[], []]);
  });

  it('is read with a manifest that says nothing of updates', () => {
    const { updates, ...manifest } = series.manifest(1);
    expect(updates).toEqual([]);
    expect(readManifest(JSON.stringify(manifest)).updates).toEqual([]);
  });

  it('is read with fields of tomorrow, and refused when it says what a claim is in a word that we do not know', () => {
    expect(() => readToldDigest(JSON.stringify({ ...older, tomorrow: 1 }), 'there')).not.toThrow();
    const unknown = { ...older, views: [{ ...fact, label: 'rumoured' }] };
    expect(() => readToldDigest(JSON.stringify(unknown), 'there')).toThrow(UnreadableError);
  });
});
