import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { renderLeavePage } from '../../core/rendering/pages/leave-page.ts';
import { readWording } from '../../lambdas/runtime/rendering.ts';
import { catalogue, editionNamed } from '../support/editions/catalogue.ts';
import { exampleConfiguration, examplePublication, templateDirectory } from '../support/editions/example.ts';
import { followedPage } from '../support/editions/followed.ts';
import { sampleOf } from '../support/run/sample.ts';
import { messageOf } from './message.ts';

/** Rules of the validator that are off, and why: these of every document, those of a message besides. */
const off = {
  page: {
    'doctype-style': 'the doctype is in small letters, as HTML allows',
    'no-redundant-role': 'a list without bullets is a list to Safari only where it says so',
    'no-trailing-whitespace': 'what people wrote may end with a space',
  },
  message: {
    'no-inline-style': 'many mail programs take away all other styles',
    'no-conditional-comment': 'classic Outlook needs a frame of its own',
    'presentation-role-style': 'older readers know presentation, not none',
    'no-deprecated-attr': 'Outlook goes by bgcolor, align and the measures of tables',
    'prefer-tbody': 'a table of layout has one body anyway',
    'long-title': 'the title of a message is its subject',
  },
};

function findingsIn(html: string, kind: 'page' | 'message'): string[] {
  const reasons = kind === 'page' ? off.page : { ...off.page, ...off.message };
  const rules = Object.fromEntries(Object.keys(reasons).map(rule => [rule, 'off' as const]));
  const validator = new HtmlValidate({ extends: ['html-validate:recommended'], rules });
  const { results } = validator.validateStringSync(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, selector }) => `${ruleId}: ${message} (${line}, ${selector})`),
  );
}

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
