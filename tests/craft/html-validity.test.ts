import { describe, expect, it } from 'vitest';
import { renderLeavePage } from '../../core/rendering/pages/leave-page.ts';
import { readWording } from '../../lambdas/runtime/wording.ts';
import { catalogue, editionNamed } from '../support/editions/catalogue.ts';
import { exampleConfiguration, examplePublication, templateDirectory } from '../support/editions/example.ts';
import { followedPage } from '../support/editions/followed.ts';
import { sampleOf } from '../support/run/sample.ts';
import { findingsIn } from './html-validator.ts';
import { messageOf } from './message.ts';

const names = Object.keys(catalogue);
const { templates, messages } = readWording(templateDirectory, exampleConfiguration);

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

  it.each(['ask', 'left', 'unknown'] as const)('in the page behind the leave link, "%s"', state => {
    const page = { state, publication: examplePublication, templates, messages: messages('en') };
    expect(findingsIn(renderLeavePage(page), 'page')).toEqual([]);
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
