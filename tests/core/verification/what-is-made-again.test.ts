import { beforeAll, describe, expect, it } from 'vitest';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import type { Making } from '../../../core/verification/made/making.ts';
import { verifyPublic } from '../../../core/verification/verify-public.ts';
import { verifyPublication } from '../../../core/verification/verify-publication.ts';
import { anArchive, type Files, lookAt, makingOfArchive } from '../../support/archives/an-archive.ts';
import { editionOf, week } from '../../support/documents/archive-lists.ts';

/** The last two lie in one month; all under one id. */
const count = 3;
let whole: Files;
let earlier: Files;
const making = makingOfArchive();
const newest = editionOf(count);

beforeAll(async () => {
  whole = await anArchive(count);
  earlier = await anArchive(count - 1);
}, 300_000);

const under = (changes: object): Making => ({
  ...making,
  imprintsOf: (id, seal) => making.imprintsOf(id, seal).map(imprint => ({ ...imprint, ...changes })),
});

describe('what a verification makes again', () => {
  it('are all pages and lists, where templates, words and configuration are the same', async () => {
    const { findings, notLooked, looked } = await verifyPublication(lookAt(whole), 'old', { making });
    expect([findings, notLooked]).toEqual([[], []]);
    expect(looked.again).toBe(count + 2 * 3 + 11);
  });

  it.each([
    ['another title', { making: under({ title: 'Another' }) }],
    ['other templates', { making: { ...making, renderer: 'another' } }],
    ['another address', { making: { ...making, links: { ...making.links, archive: 'https://x.example' } } }],
    ['no configuration', {}],
  ])(
    'are none with %s, which is told, and is neither a finding nor counted as the same',
    async (_, context) => {
      const { findings, notLooked, looked } = await verifyPublication(lookAt(whole), 'old', context);
      expect(findings).toEqual([]);
      // The data of the two months, and of their year, are made by no template.
      expect(looked.again).toBe(3);
      expect(notLooked).toEqual([expect.stringMatching(/^17 pages and lists, .*not re-rendered/)]);
    },
  );

  it('are no pages of editions at a public address, where the sealed ones cannot be seen', async () => {
    const publicFiles = new Map([...whole].filter(([name]) => name.startsWith('archive archive/')));
    const look = { ...lookAt(publicFiles), keys: null };
    const { findings, notLooked, looked } = await verifyPublic(look, 'old', { making });
    expect([findings, looked.again]).toEqual([[], 2 * 3 + 11]);
    expect(notLooked.join()).toContain(`${count} pages and lists, other than by the hash`);
  });
});

describe('an edition that is not folded in yet', () => {
  const mark = `archive folded/old/${newest}.json`;
  const states = () => [...whole.keys()].filter(name => /\/all\/[\d-]+\.json$/.test(name));
  /** As if folding it had ended before it wrote any of these. */
  const without = (names: readonly string[]) => {
    const files = new Map(whole);
    for (const name of [mark, ...names]) {
      const before = earlier.get(name);
      if (before) files.set(name, before);
      else files.delete(name);
    }
    return files;
  };
  const lists = () =>
    [...whole.keys()].filter(name => /^archive archive\/old\/(all\/search|[\w.]+$)/.test(name));

  it('is unfinished, whatever of its files is written', async () => {
    const written = [...whole.keys()].filter(
      name => !Buffer.from(whole.get(name) ?? '').equals(earlier.get(name) ?? Buffer.of()),
    );
    const derived = written.filter(name =>
      /\/all\/|\/index\.html$|^archive archive\/old\/[\w.]+$/.test(name),
    );
    for (const names of [[], states(), [...states(), ...lists()]]) {
      const seen = await verifyPublication(lookAt(without(names)), 'old', { making });
      expect([seen.findings, seen.unfinished], names.join()).toEqual([[], [newest]]);
    }
    expect(derived.length).toBeGreaterThan(5);
  });

  it('hides nothing that was changed beside it', async () => {
    const [state = ''] = states();
    for (const name of [state.replace('.json', '.jsonl'), state.replace('.json', '.html'), state]) {
      const files = without([]);
      const bytes = Buffer.from(files.get(name) ?? expect.fail(name));
      bytes[200] = (bytes[200] ?? 0) ^ 1;
      const { findings } = await verifyPublication(lookAt(files.set(name, bytes)), 'old', { making });
      expect(findings.map(({ key }) => key)).toContain(name.split(' ')[1]);
    }
  });
});

describe('the age of the newest edition', () => {
  const late = (hours: number) => ({
    now: plusHours(week(count + 1), hours) as Instant,
    holdWhenLateHours: 36,
  });
  const list = 'archive archive/old/editions.json';
  const changed = (change: (list: Record<string, unknown>) => object) => {
    const read = JSON.parse(Buffer.from(whole.get(list) ?? '').toString());
    return new Map(whole).set(list, Buffer.from(JSON.stringify(change(read))));
  };
  const warningsOf = async (files: Files, hours: number) => {
    const context = { today: late(hours) };
    const [one, other] = [
      await verifyPublication(lookAt(files), 'old', context),
      await verifyPublic({ ...lookAt(files), keys: null }, 'old', context),
    ];
    expect(one.warnings).toEqual(other.warnings);
    return one.warnings;
  };

  it('is warned of once the next one is later than the schedule and the lateness allow', async () => {
    expect(await warningsOf(whole, 35)).toEqual([]);
    expect(await warningsOf(whole, 37)).toEqual([
      expect.stringMatching(
        `that of ${newest}, .* one of ${editionOf(count + 1)} was due at ${week(count + 1)}`,
      ),
    ]);
  });

  it('is nobody’s business once the publication is retired', async () => {
    const retired = changed(({ schedule: _, ...rest }) => ({ ...rest, retired: true }));
    expect(await warningsOf(retired, 9000)).toEqual([]);
  });

  it('cannot be told from a list that names no schedule, which is said', async () => {
    const silent = changed(({ schedule: _, ...rest }) => rest);
    const { warnings, notLooked } = await verifyPublication(lookAt(silent), 'old', { today: late(37) });
    expect([warnings, notLooked.join()]).toEqual([
      [],
      expect.stringContaining('whether a newer edition is due'),
    ]);
  });
});
