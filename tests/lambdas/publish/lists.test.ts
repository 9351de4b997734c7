import { describe, expect, it } from 'vitest';
import { editionsJsonSchema } from '../../../core/archive/editions-json.ts';
import { rebuild } from '../../../core/archive/folding/rebuild.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { plusHours } from '../../../core/foundation/instant.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import {
  contextOf,
  editionOf,
  everyListNames,
  folder,
  listNames,
  listOf,
  namedIn,
  publishWeeks,
  week,
  weekly,
} from '../../support/documents/archive-lists.ts';
import { childrenOf, parseXml, textOf } from '../../support/documents/xml-elements.ts';
import { CrashPlan } from '../../support/memory/crashing.ts';

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

  it('count what several articles say once, and what is put right apart', async () => {
    const press = aPress();
    const facts = [aFact('one', 1), aFact('one', 2, { sameAs: 'one.1' })];
    await press.record(aRecord(plusHours(week(1), -1), anArticleFile('one', facts)).record);
    await press.record(aCorrection(plusHours(week(2), -1), 'one.2').record);
    await publishWeeks(press, [1, 2]);
    const { editions } = editionsJsonSchema.parse(JSON.parse(listOf(press, 'editions.json')));
    expect(editions.map(({ facts: count, corrections }) => [count, corrections])).toEqual([
      [1, 0],
      [0, 1],
    ]);
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

  it('stop at the newest twenty in the feeds, and at thirty in the others, which lead to the months of all', async () => {
    const press = aPress();
    const weeks = Array.from({ length: 43 }, (_, index) => index + 1);
    await publishWeeks(press, weeks);
    const named = namedIn(press);
    const all = weeks.map(editionOf).reverse();
    expect(named['index.html']).toEqual(all.slice(0, 30));
    expect(named['editions.json']).toEqual(all.slice(0, 30));
    expect(named['feed.xml']).toEqual(all.slice(0, 20));
    expect(named['feed.json']).toEqual(all.slice(0, 20));
    const { months } = JSON.parse(listOf(press, 'editions.json'));
    expect(months).toEqual([...new Set(all.map(edition => edition.slice(0, 7)))]);
    const states = months.map((month: string) => JSON.parse(listOf(press, `all/${month}.json`)).editions);
    const editions: { manifest: { edition: string } }[] = states.flat();
    expect(editions.map(({ manifest }) => manifest.edition).sort()).toEqual(all.toReversed());
  });

  it('have no feeds and no absolute address where the archive is private', async () => {
    const press = aPress();
    await publishEdition(contextOf(press, new CrashPlan(), null), weekly, week(1));
    const lists = [...press.archive.lists.keys()].filter(name => !name.includes('/all/'));
    expect(lists.sort()).toEqual(['weekly/editions.json', 'weekly/index.html']);
    expect(listOf(press, 'index.html')).toBe('2026-11-23 false\n');
    expect(listOf(press, 'editions.json')).not.toContain('://');
  });

  it('are mended when an edition under delivery is not in them', async () => {
    const press = aPress();
    await press.addReaders(1);
    await publishWeeks(press, [1]);
    const lists = [...press.archive.lists].sort();
    for (const damage of [undefined, '', '{"publication":"weekly","editions":[]}']) {
      if (damage === undefined) for (const name of listNames) press.archive.lists.delete(`weekly/${name}`);
      else press.archive.lists.set('weekly/editions.json', damage);
      await publishWeeks(press, [1]);
      expect([...press.archive.lists].sort()).toEqual(lists);
    }
  });

  it('leave the newest edition out while its files are not there, as its link would lead nowhere', async () => {
    const press = aPress();
    await publishWeeks(press, [1, 2]);
    for (const key of press.archive.files.keys())
      if (key.includes(editionOf(2))) press.archive.files.delete(key);
    press.archive.lists.clear();
    press.marks.folded.delete(`weekly/${editionOf(2)}`);
    await rebuild(contextOf(press), weekly);
    everyListNames(press, [1]);
  });

  it('name the newest edition where its files were lost since: then its page is made anew', async () => {
    const press = aPress();
    await publishWeeks(press, [1, 2]);
    const page = press.archive.files.get(`weekly/${editionOf(2)}/index.html`);
    for (const key of press.archive.files.keys())
      if (key.includes(editionOf(2))) press.archive.files.delete(key);
    press.archive.lists.clear();
    await rebuild(contextOf(press), weekly);
    everyListNames(press, [2, 1]);
    expect(press.archive.files.get(`weekly/${editionOf(2)}/index.html`)).toBe(page);
  });

  it('are not written again when they say so already', async () => {
    const press = aPress();
    await publishWeeks(press, [1]);
    const writing = {
      ...contextOf(press),
      archive: Object.create(press.archive, {
        replaceVersion: { value: () => Promise.reject(new Error('written again')) },
      }),
    };
    await expect(rebuild(writing, weekly)).resolves.toBe(1);
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
