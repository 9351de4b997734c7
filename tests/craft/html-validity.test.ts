import { describe, expect, it } from 'vitest';
import { catalogue, editionNamed } from '../support/editions/catalogue.ts';
import { followedPage } from '../support/editions/followed.ts';
import { everyReaderPage } from '../support/pages/reader-pages.ts';
import { sampleOf } from '../support/run/sample.ts';
import { findingsIn } from './html-validator.ts';
import { messageOf } from './message.ts';

const names = Object.keys(catalogue);

describe('a validator of HTML finds nothing', () => {
  it.each(sampleOf('validated', names, 'looks at editions'))(
    'in the message and the pages of "%s"',
    async name => {
      const edition = await editionNamed(name);
      expect(findingsIn((await messageOf(edition)).html, 'message')).toEqual([]);
      for (const page of [edition.page, edition.list, ...edition.pagesBefore])
        expect(findingsIn(page, 'page')).toEqual([]);
    },
  );

  it.each(['in English', 'in Chinese'] as const)(
    'in a page of which later editions say much, %s',
    async name => {
      expect(findingsIn(await followedPage(name), 'page')).toEqual([]);
    },
  );

  it('in a message without pages', async () => {
    const { html } = await messageOf(await editionNamed('usual', 'private'));
    expect(findingsIn(html, 'message')).toEqual([]);
  });

  it.each(everyReaderPage)('in the page for readers %s', (_, html) => {
    expect(findingsIn(html, 'page')).toEqual([]);
  });
});

describe('a validator of HTML finds', () => {
  it.each([
    [
      'a list with something else in it',
      /<ul class="facts" role="list">/,
      '$&<p>A</p>',
      /^element-permitted-content/,
    ],
    [
      'styles outside the head',
      /<main id="facts">/,
      '$&<aside><style>p{}</style></aside>',
      /^element-permitted-content/,
    ],
    ['an id that stands there twice', /<footer id="about">/, '<footer id="facts">', /^no-dup-id/],
  ])('%s', async (_, what, by, found) => {
    const { page } = await editionNamed('usual');
    const broken = page.replace(what, by);
    expect(broken).not.toBe(page);
    expect(findingsIn(broken, 'page')).toContainEqual(expect.stringMatching(found));
  });
});
