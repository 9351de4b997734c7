import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../lambdas/core/hash.ts';
import { type Instant, plusHours } from '../../lambdas/core/instant.ts';
import {
  ContendedListsError,
  publishArchiveIndex,
  type RenderArchive,
} from '../../lambdas/core/publishing/archive-index.ts';
import { editionsJsonSchema } from '../../lambdas/core/publishing/editions-json.ts';
import { type PublishContext, publishEdition } from '../../lambdas/publish/publish-edition.ts';
import { childrenOf, parseXml, textOf } from '../core/publishing/xml-elements.ts';
import { aPress } from '../support/a-press.ts';

import { aPublication } from '../support/a-publication.ts';
import { Crash, CrashPlan } from '../support/crashing.ts';

const weekly = aPublication();
const folder = 'https://archive.example/archive/weekly';
const week = (n: number) => plusHours('2026-11-23T06:00:00Z' as Instant, (n - 1) * 168);
const editionOf = (n: number) => week(n).slice(0, 10);

const plainArchive: RenderArchive = (_, editions, feeds) => ({
  page: `${editions.map(({ edition }) => edition).join(' ')} ${feeds}\n`,
  entries: editions.map(({ edition, number }) => ({ headline: `No. ${number}`, summary: edition })),
});

type Press = ReturnType<typeof aPress>;

function contextOf(press: Press, plan = new CrashPlan(), archive: string | null = 'https://archive.example') {
  const links = { subscriptions: 'https://links.example', archive };
  return { ...press.context(plan), links, renderArchive: plainArchive } satisfies PublishContext;
}

async function publishWeeks(press: Press, weeks: readonly number[], plan?: CrashPlan): Promise<void> {
  for (const n of weeks) await publishEdition(contextOf(press, plan), weekly, week(n));
}

function listOf(press: Press, name: string): string {
  return press.archive.lists.get(`weekly/${name}`) ?? '';
}

function namedIn(press: Press): Record<string, string[]> {
  return {
    'editions.json': editionsJsonSchema
      .parse(JSON.parse(listOf(press, 'editions.json')))
      .editions.map(({ edition }) => edition)
      .reverse(),
    'index.html': listOf(press, 'index.html').trim().split(' ').slice(0, -1),
    'feed.xml': childrenOf(parseXml(listOf(press, 'feed.xml')), 'entry').map(entry =>
      textOf(entry, 'summary'),
    ),
    'feed.json': JSON.parse(listOf(press, 'feed.json')).items.map(
      (item: { content_text: string }) => item.content_text,
    ),
  };
}

function everyListNames(press: Press, weeks: readonly number[]): void {
  const editions = weeks.map(editionOf);
  expect(namedIn(press)).toEqual({
    'editions.json': editions,
    'index.html': editions,
    'feed.xml': editions,
    'feed.json': editions,
  });
}

describe('the lists of all editions', () => {
  it('name each edition, newest first, from its manifest', async () => {
    const press = aPress();
    await publishWeeks(press, [1, 2, 3]);
    everyListNames(press, [3, 2, 1]);
    const { editions } = editionsJsonSchema.parse(JSON.parse(listOf(press, 'editions.json')));
    for (const { edition, manifest, manifestSha256 } of editions) {
      expect(manifest).toBe(`${edition}/manifest.json`);
      expect(manifestSha256).toBe(sha256(press.archive.files.get(`weekly/${manifest}`) ?? ''));
    }
    expect(editions.map(({ number, subject, window }) => [number, subject, window.to])).toEqual(
      [1, 2, 3].map(n => [n, `Weekly ${n}`, week(n)]),
    );
  });

  it('lead from the feeds to absolute addresses, with the end of the window as the time', async () => {
    const press = aPress();
    await publishWeeks(press, [1, 2]);
    const atom = parseXml(listOf(press, 'feed.xml'));
    const json = JSON.parse(listOf(press, 'feed.json'));
    expect(textOf(atom, 'updated')).toBe(week(2));
    expect(json).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      home_page_url: `${folder}/index.html`,
      feed_url: `${folder}/feed.json`,
      language: 'en',
    });
    const entries = childrenOf(atom, 'entry');
    expect(entries.map(entry => childrenOf(entry, 'link')[0]?.attributes.href)).toEqual(
      [2, 1].map(n => `${folder}/${editionOf(n)}/index.html`),
    );
    expect(json.items).toEqual(
      entries.map(entry => ({
        id: textOf(entry, 'id'),
        title: textOf(entry, 'title'),
        url: childrenOf(entry, 'link')[0]?.attributes.href,
        content_text: textOf(entry, 'summary'),
        date_published: textOf(entry, 'updated'),
      })),
    );
    expect(new Set([textOf(atom, 'id'), ...entries.map(entry => textOf(entry, 'id'))]).size).toBe(3);
  });

  it('keep the identifiers of the feeds when the archive moves and further editions come', async () => {
    const press = aPress();
    const ids = () => {
      const atom = parseXml(listOf(press, 'feed.xml'));
      return [
        textOf(atom, 'id'),
        ...childrenOf(atom, 'entry')
          .map(entry => textOf(entry, 'id'))
          .reverse(),
      ];
    };
    await publishWeeks(press, [1, 2]);
    const before = ids();
    await publishEdition(contextOf(press, new CrashPlan(), 'https://moved.example'), weekly, week(3));
    expect(ids().slice(0, 3)).toEqual(before);
  });

  it('stop at the newest 50 in the feeds, and at nothing in the others', async () => {
    const press = aPress();
    const weeks = Array.from({ length: 53 }, (_, index) => index + 1);
    await publishWeeks(press, weeks);
    const named = namedIn(press);
    const all = weeks.map(editionOf).reverse();
    expect(named['index.html']).toEqual(all);
    expect(named['editions.json']).toEqual(all);
    expect(named['feed.xml']).toEqual(all.slice(0, 50));
    expect(named['feed.json']).toEqual(all.slice(0, 50));
  });

  it('have no feeds and no absolute address where the archive is private', async () => {
    const press = aPress();
    await publishEdition(contextOf(press, new CrashPlan(), null), weekly, week(1));
    expect([...press.archive.lists.keys()].sort()).toEqual(['weekly/editions.json', 'weekly/index.html']);
    expect(listOf(press, 'index.html')).toBe('2026-11-23 false\n');
    expect(listOf(press, 'editions.json')).not.toContain('://');
  });

  it('are complete wherever a run of two editions crashes', async () => {
    const whole = aPress();
    const counting = new CrashPlan();
    await publishWeeks(whole, [1, 2], counting);
    const expected = [...whole.archive.lists].sort();
    expect(expected).toHaveLength(4);
    for (let call = 1; call <= counting.calls; call += 1) {
      for (const [when, again] of [
        ['before', [1, 2]],
        ['after', [1, 2]],
        ['before', [2]],
        ['after', [2]],
      ] as const) {
        const press = aPress();
        await expect(publishWeeks(press, [1, 2], new CrashPlan(call, when))).rejects.toThrow(Crash);
        // What is in editions.json is in the others: whoever finds an edition there has nothing to mend.
        const inJson = press.archive.lists.has('weekly/editions.json') ? namedIn(press)['editions.json'] : [];
        expect(listOf(press, 'index.html').split(' '), `${when} call ${call}`).toEqual(
          expect.arrayContaining(inJson ?? []),
        );
        await publishWeeks(press, again);
        // Where nothing was sealed, the later time alone makes one edition that covers both.
        if (press.seals.seals.size === 1) everyListNames(press, [2]);
        else expect([...press.archive.lists].sort(), `${when} call ${call}, ${again}`).toEqual(expected);
      }
    }
  });

  it('are mended when an edition under delivery is not in them', async () => {
    const press = aPress();
    await press.addReaders(1);
    await publishWeeks(press, [1]);
    const lists = [...press.archive.lists].sort();
    for (const damage of [undefined, '', '{"publication":"weekly","editions":[]}']) {
      if (damage === undefined) press.archive.lists.clear();
      else press.archive.lists.set('weekly/editions.json', damage);
      await publishWeeks(press, [1]);
      expect([...press.archive.lists].sort()).toEqual(lists);
    }
  });

  it('lack nothing when a publisher is overtaken at any of its calls', async () => {
    let calls = 1;
    for (let at = 1; at <= calls; at += 1) {
      for (const when of ['before', 'after'] as const) {
        const press = aPress();
        await publishWeeks(press, [1]);
        press.archive.lists.clear();
        const overtake = new Overtaking(at, when, () => publishWeeks(press, [2]));
        const context = contextOf(press);
        const { archive, seals } = context;
        const slow = { ...context, archive: overtake.wrap(archive), seals: overtake.wrap(seals) };
        await publishArchiveIndex(slow, weekly);
        everyListNames(press, [2, 1]);
        calls = Math.max(calls, overtake.calls);
      }
    }
    expect(calls).toBeGreaterThan(10);
  });

  it('have the newest edition, each of them, however many publish at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 }),
        async (scheduler, weeks) => {
          const press = aPress();
          const slow = {
            ...press,
            archive: interleaved(press.archive, scheduler),
            seals: interleaved(press.seals, scheduler),
          };
          const context = { ...contextOf(press), archive: slow.archive, seals: slow.seals };
          const all = Promise.all(weeks.map(n => publishEdition(context, weekly, week(n))));
          await scheduler.waitFor(all);
          const sealed = [...press.archive.files.keys()]
            .filter(key => key.endsWith('manifest.json'))
            .map(key => key.split('/')[1] ?? '')
            .sort()
            .reverse();
          expect(sealed[0]).toBe(editionOf(Math.max(...weeks)));
          expect(new Set(Object.values(namedIn(press)).map(editions => editions.join()))).toEqual(
            new Set([sealed.join()]),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('read at most 16 manifests at a time, and each in its place', async () => {
    const press = aPress();
    const weeks = Array.from({ length: 40 }, (_, index) => index + 1);
    await publishWeeks(press, weeks);
    let reading = 0;
    let most = 0;
    const counted = {
      ...contextOf(press),
      archive: new Proxy(press.archive, {
        get(target, property) {
          if (property !== 'read') return Reflect.get(target, property, target).bind(target);
          return async (...input: [string, string, string]) => {
            reading += 1;
            most = Math.max(most, reading);
            await new Promise(resolve => setImmediate(resolve));
            reading -= 1;
            return target.read(...input);
          };
        },
      }),
    };
    await publishEdition(counted, weekly, week(41));
    expect(most).toBe(16);
    expect(namedIn(press)['index.html']).toEqual([41, ...weeks.toReversed()].map(editionOf));
  });

  it('leave the newest edition out while its files are not there, as its link would lead nowhere', async () => {
    const press = aPress();
    await publishWeeks(press, [1, 2]);
    for (const key of press.archive.files.keys())
      if (key.includes(editionOf(2))) press.archive.files.delete(key);
    press.archive.lists.clear();
    await publishArchiveIndex(contextOf(press), weekly);
    everyListNames(press, [1]);
  });

  it('are not written again when they say so already', async () => {
    const press = aPress();
    await publishWeeks(press, [1]);
    const writing = {
      ...contextOf(press),
      archive: Object.create(press.archive, {
        replaceList: { value: () => Promise.reject(new Error('written again')) },
      }),
    };
    await expect(publishArchiveIndex(writing, weekly)).resolves.toBeUndefined();
  });

  it('are given up with an error when they never hold still', async () => {
    const press = aPress();
    await publishWeeks(press, [1]);
    press.archive.lists.clear();
    const archive = Object.create(press.archive, { replaceList: { value: async () => 'changed' } });
    await expect(publishArchiveIndex({ ...contextOf(press), archive }, weekly)).rejects.toThrow(
      ContendedListsError,
    );
  });

  it('name an edition whose manifest was lost by what its seal holds', async () => {
    const press = aPress();
    await publishWeeks(press, [1, 2]);
    const before = listOf(press, 'editions.json');
    press.archive.files.delete(`weekly/${editionOf(1)}/manifest.json`);
    press.archive.lists.clear();
    await publishWeeks(press, [3]);
    everyListNames(press, [3, 2, 1]);
    expect(listOf(press, 'editions.json')).toContain(before.split('\n')[4] ?? 'nothing');
  });
});

/** Lets somebody else do all of their work while one call of many ports together is under way. */
class Overtaking {
  calls = 0;
  readonly #at: number;
  readonly #when: 'before' | 'after';
  readonly #meanwhile: () => Promise<void>;

  constructor(at: number, when: 'before' | 'after', meanwhile: () => Promise<void>) {
    this.#at = at;
    this.#when = when;
    this.#meanwhile = meanwhile;
  }

  wrap<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        return async (...input: unknown[]) => {
          this.calls += 1;
          const hit = this.calls === this.#at;
          if (hit && this.#when === 'before') await this.#meanwhile();
          const result: unknown = await Reflect.apply(value, target, input);
          if (hit && this.#when === 'after') await this.#meanwhile();
          return result;
        };
      },
    });
  }
}

/** A port whose calls take effect, and answer, in an order that the scheduler chooses. */
function interleaved<Port extends object>(port: Port, scheduler: fc.Scheduler): Port {
  return new Proxy(port, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      return async (...input: unknown[]) => {
        await scheduler.schedule(Promise.resolve(), String(property));
        return Reflect.apply(value, target, input);
      };
    },
  });
}
