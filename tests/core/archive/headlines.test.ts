import { describe, expect, it } from 'vitest';
import { writeJsonFeed } from '../../../core/archive/feeds/feed-formats.ts';
import { describeEdition } from '../../../core/archive/list-editions.ts';
import { readManifest } from '../../../core/edition/manifest.ts';
import { pastEdition } from '../../../core/edition/months/past-edition.ts';
import { plusHours } from '../../../core/foundation/instant.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { archiveRendererOf, rendererOf } from '../../../lambdas/runtime/rendering.ts';
import { readWording } from '../../../lambdas/runtime/wording.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { contextOf, editionOf, listOf, week, weekly } from '../../support/documents/archive-lists.ts';
import { childrenOf, parseXml, textOf } from '../../support/documents/xml-elements.ts';
import { exampleConfiguration, templateDirectory } from '../../support/editions/example.ts';

const wording = readWording(templateDirectory, exampleConfiguration);
const short = { en: 'US suspends affiliates rule until November 2026' };

/** An edition with a headline, and a quiet one after it. */
async function published() {
  const press = aPress();
  const words = { render: rendererOf(wording), renderArchive: archiveRendererOf(wording) };
  const article = anArticleFile('one', [aFact('one', 1, { short, importance: 3 })]);
  const { record } = aRecord(plusHours(week(1), -24), article);
  await press.record(record);
  for (const n of [1, 2]) await publishEdition({ ...contextOf(press), ...words }, weekly, week(n));
  const manifest = (n: number) => press.archive.files.get(`weekly/${editionOf(n)}/manifest.json`) ?? '';
  return { press, manifest };
}

describe('the headline of an edition', () => {
  it('is sealed with it, and is the same in every list', async () => {
    const { press, manifest } = await published();
    const expected = ['A quiet week: no new facts', short.en];
    expect([2, 1].map(n => readManifest(manifest(n)).headline)).toEqual(
      [{}, { fact: 'one.1' }].map((of, index) => ({ text: expected[index], language: 'en', ...of })),
    );
    const entries = childrenOf(parseXml(listOf(press, 'feed.xml')), 'entry');
    expect(entries.map(entry => textOf(entry, 'title'))).toEqual(expected);
    const { items } = JSON.parse(listOf(press, 'feed.json'));
    expect(items.map(({ title }: { title: string }) => title)).toEqual(expected);
    const { editions } = JSON.parse(listOf(press, 'editions.json'));
    expect(editions.map(({ headline }: { headline: object }) => headline)).toEqual(
      expected.toReversed().map(text => ({ text, language: 'en' })),
    );
    for (const text of expected) expect(listOf(press, 'index.html')).toContain(`index.html">${text}</a>`);
  });

  it('is not there in an edition of before, which is listed by its subject', async () => {
    const { manifest } = await published();
    const { headline, ...older } = JSON.parse(manifest(1));
    expect(headline).toBeDefined();
    const subject = 'Weekly 1: nothing new, next edition 30 November 2026';
    expect(describeEdition(pastEdition('weekly', JSON.stringify({ ...older, subject })))).toMatchObject({
      subject,
      headline: null,
    });
  });
});

describe('a headline in another language than the feed’s', () => {
  const entry = {
    id: 'urn:uuid:1',
    title: '商务部更新清单',
    summary: 'No. 1',
    url: 'https://archive.example/',
  };

  it('says which it has', () => {
    for (const language of ['zh-Hans', null]) {
      const entries = [{ ...entry, language, html: null, published: week(1), updated: week(1) }];
      const feed = { title: 'Weekly', description: '', language: 'en', id: 'urn:uuid:0' };
      const places = { updated: week(1), homePage: entry.url, atom: entry.url, json: entry.url };
      const { items } = JSON.parse(writeJsonFeed({ ...feed, ...places, entries }));
      expect(items[0].language ?? null).toBe(language);
    }
  });
});
