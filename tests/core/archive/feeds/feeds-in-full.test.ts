import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as cheerio from 'cheerio';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../../core/foundation/instant.ts';
import { toldArchive } from '../../../support/archives/told-archive.ts';
import { aCorrection, aRetraction } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { editionOf, folder, listOf, week } from '../../../support/documents/archive-lists.ts';

const hours = (n: number) => plusHours(week(n), -1);
const hostile = '<script>alert("x")</script> & ]]> 华为';
const languages = [['en'], ['zh-Hans']] as const;

const article = (id: string, n: number, changes: object = {}) =>
  aRecord(
    hours(n),
    anArticleFile(id, [aFact(id, 1, changes), aFact(id, 2)], { url: `https://news.example/${id}` }),
  );

/** Three editions: the second corrects a fact of the first, the third withdraws another, and updates one of the second. */
const archive = (language = 'en') =>
  toldArchive(
    [
      [article('one', 1, { statement: { en: hostile, 'zh-Hans': hostile } })],
      [article('two', 2), aCorrection(hours(2), 'one.1')],
      [article('three', 3, { follows: 'two.1' }), aRetraction(hours(3), 'one.2')],
    ],
    { language },
  );

const grammar = readFileSync(path.join(import.meta.dirname, '../../../support/documents/atom.rng'), 'utf8');

/** What the grammar of RFC 4287 finds wrong; empty where the feed is valid. */
function mistakes(feed: string): string {
  using schema = XmlDocument.fromString(grammar);
  using validator = RelaxNGValidator.fromDoc(schema);
  using document = XmlDocument.fromString(feed);
  try {
    validator.validate(document);
    return '';
  } catch (error) {
    return String(error);
  }
}

describe.each(languages)('the feeds of a publication in %s', language => {
  it('keep to the grammar of Atom, and independent parsers read the same of both formats', async () => {
    const { press } = await archive(language);
    for (const name of ['feed', 'corrections'] as const) {
      const atom = listOf(press, `${name}.xml`);
      expect(mistakes(atom)).toBe('');
      expect(mistakes(atom.replace(/<updated>[^<]*<\/updated>/, ''))).toContain('updated');
      const read = parseAtomFeed(atom);
      const json = parseJsonFeed(listOf(press, `${name}.json`));
      expect(json.items?.map(({ id, url, content_html }) => [id, url, content_html])).toEqual(
        read.entries?.map(({ id, links, content }) => [id, links?.[0]?.href, content?.value ?? content]),
      );
      expect(read.entries?.length).toBe(name === 'feed' ? 3 : 2);
    }
  });

  it('have each edition in full, without script, style or relative link', async () => {
    const { press } = await archive(language);
    const { items } = JSON.parse(listOf(press, 'feed.json'));
    const [third, second, first] = items.map((item: { content_html: string }) =>
      cheerio.load(item.content_html),
    );
    for (const page of [third, second, first]) {
      expect(page('script, style, [style], img, iframe').length).toBe(0);
      const links = page('a')
        .toArray()
        .map((link: { attribs: { href: string } }) => link.attribs.href);
      expect(links.length).toBeGreaterThan(1);
      expect(links.filter((href: string) => !href.startsWith('https://'))).toEqual([]);
    }
    expect(first.text()).toContain(hostile);
    expect(first.text()).toContain('Statement 2 of one');
    expect(second.text()).toContain('Right 1 of one.1');
    expect(first(`a[href="${folder}/${editionOf(1)}/index.html#fact-1-01"]`).length).toBe(1);
    expect(first(`a[href="${folder}/${editionOf(2)}/index.html#correction-1-01"]`).length).toBe(1);
    expect(first(`a[href="${folder}/${editionOf(3)}/index.html#correction-1-02"]`).length).toBe(1);
    expect(first('a[href="https://news.example/one"]').length).toBeGreaterThan(0);
  });
});

describe('the time of an entry', () => {
  const times = async (weeks: Parameters<typeof toldArchive>[0]) => {
    const { press } = await toldArchive(weeks);
    const { items } = JSON.parse(listOf(press, 'feed.json'));
    return items.map((item: { date_published: string; date_modified?: string }) =>
      [item.date_published, item.date_modified].filter(Boolean),
    );
  };

  it('moves with whatever a later edition says of one of its facts', async () => {
    const one = [article('one', 1)];
    expect(await times([one, []])).toEqual([[week(2)], [week(1)]]);
    for (const [name, records] of [
      ['corrected', [aCorrection(hours(2), 'one.2')]],
      ['withdrawn', [aRetraction(hours(2), 'one.1')]],
      ['updated', [article('two', 2, { follows: 'one.1' })]],
    ] as const)
      expect([name, await times([one, [...records]])]).toEqual([name, [[week(2)], [week(1), week(2)]]]);
  });

  it('moves with what becomes of a correction that it told, and of what updated it', async () => {
    const again = [
      [article('one', 1)],
      [aCorrection(hours(2), 'one.1')],
      [aRetraction(hours(3), 'one.1', 2)],
    ];
    expect(await times(again)).toEqual([[week(3)], [week(2), week(3)], [week(1), week(3)]]);
    const updated = [
      [article('one', 1)],
      [article('two', 2, { follows: 'one.1' })],
      [aRetraction(hours(3), 'two.1')],
    ];
    expect(await times(updated)).toEqual([[week(3)], [week(2), week(3)], [week(1), week(3)]]);
  });
});

describe('the feed of corrections', () => {
  it('says what was put right, and leads to where that is said', async () => {
    const { press } = await archive();
    const read = parseAtomFeed(listOf(press, 'corrections.xml'));
    expect(read.entries?.map(({ links }) => links?.[0]?.href)).toEqual([
      `${folder}/${editionOf(3)}/index.html#correction-1-02`,
      `${folder}/${editionOf(2)}/index.html#correction-1-01`,
    ]);
    expect(read.entries?.map(({ published }) => published)).toEqual([week(3), week(2)]);
    const { items, title } = JSON.parse(listOf(press, 'corrections.json'));
    expect(title).toBe('Corrections of Weekly');
    expect(items.map((item: { title: string }) => item.title)).toEqual([
      'Withdrawn: “Statement 2 of one” (1-02)',
      'Corrected to “Right 1 of one.1” (1-01)',
    ]);
    expect(items[1].content_html).toContain('we misread it');
  });

  it('is there, and valid, before anything was put right', async () => {
    const { press } = await toldArchive([[article('one', 1)]]);
    expect(mistakes(listOf(press, 'corrections.xml'))).toBe('');
    expect(JSON.parse(listOf(press, 'corrections.json')).items).toEqual([]);
  });

  it('knows a correction by the same identifier when more come', async () => {
    const { press, publish } = await archive();
    const ids = () =>
      JSON.parse(listOf(press, 'corrections.json')).items.map((item: { id: string }) => item.id);
    const before = ids();
    await publish(4, [aCorrection(hours(4), 'two.2')]);
    expect(ids().slice(1)).toEqual(before);
    expect(new Set(ids()).size).toBe(3);
  });
});
