import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTemplates } from '../../../../core/rendering/handlebars/templates.ts';
import { plainRun } from '../../../../core/rendering/language/runs.ts';
import { type ListedEdition, renderArchivePage } from '../../../../core/rendering/pages/archive-page.ts';
import { UnsafeLinkError } from '../../../../core/rendering/rendering-errors.ts';
import { aDigest } from '../../../support/builders/a-digest.ts';
import { aListedEdition, listedEditions } from '../../../support/builders/a-listed-edition.ts';
import { tagsOf, visibleWords } from '../digest/html-tags.ts';
import { messages, sources, templates } from '../shipped-templates.ts';

const { publication } = aDigest();

function render(editions: readonly ListedEdition[], feeds = true, title = publication.title) {
  return renderArchivePage({ publication: { ...publication, title }, editions, feeds, templates, messages });
}

const hrefs = (page: string) => tagsOf(page).flatMap(({ attributes }) => attributes.href ?? []);

describe('the page of all editions', () => {
  it('lists every edition in the order given, under its year, with a link to its page', () => {
    const { page } = render(listedEditions(60), false);
    expect(hrefs(page).slice(0, 60)).toEqual(
      listedEditions(60).map(({ edition }) => `${edition}/index.html`),
    );
    const words = visibleWords(page);
    expect(words).toContain('60 editions, newest first');
    const years = tagsOf(page).filter(({ name }) => name === 'h2');
    expect(years).toHaveLength(3);
    expect(words.indexOf('2028')).toBeLessThan(words.indexOf('2027'));
  });

  it('leads only to what lies beside it, and to feeds only where there are some', () => {
    expect(hrefs(render([aListedEdition()], false).page)).toEqual(['2026-11-23/index.html', 'editions.json']);
    expect(hrefs(render([aListedEdition()], true).page).sort()).toEqual([
      '2026-11-23/index.html',
      ...['corrections.json', 'corrections.xml', 'corrections.xml', 'dates.ics', 'dates.ics'],
      'editions.json',
      ...['feed.json', 'feed.json', 'feed.xml', 'feed.xml'],
    ]);
  });

  it('leads to the form by which somebody becomes a reader, where there is one', () => {
    const subscribe = 'https://links.example/subscribe?publication=china-tech-controls';
    const input = { publication, editions: [aListedEdition()], feeds: false, templates, messages };
    const { page } = renderArchivePage({ ...input, subscribe });
    expect(hrefs(page)).toContain(subscribe.replace('=', '&#x3D;'));
    expect(visibleWords(page)).toContain('Subscribe by e-mail');
    expect(visibleWords(renderArchivePage(input).page)).not.toContain('Subscribe');
  });

  it('says what an edition was about without repeating title and number', () => {
    expect(render([aListedEdition(2)]).entries).toEqual([
      {
        page: '2026-11-30/index.html',
        headline: plainRun('The ministry’s list grows'),
        summary: 'No. 2 · Monday 30 November 2026 · 2 facts',
        since: null,
        title: 'The ministry’s list grows',
      },
    ]);
  });

  it('has the whole subject of an edition that was sealed without a headline', () => {
    const older = aListedEdition(1, { subject: 'China Tech & Controls 1: news', headline: null });
    expect(render([older]).entries[0]?.headline).toEqual(plainRun('China Tech & Controls 1: news'));
  });

  it('marks a headline of another language than the page’s', () => {
    const headline = { text: '商务部更新清单', language: 'zh-Hans' };
    const { page } = render([aListedEdition(1, { headline })]);
    expect(page).toContain('<span lang="zh-Hans" dir="ltr">商务部更新清单</span></a>');
    expect(render([aListedEdition(1)]).page).not.toContain('<span lang');
  });

  it('counts no facts of an edition that has none', () => {
    const [entry] = render([aListedEdition(1, { facts: 0 })]).entries;
    expect(entry?.summary).toBe('No. 1 · Monday 23 November 2026');
  });

  it('has the same elements whatever a subject or title holds', () => {
    const elements = (text: string) =>
      tagsOf(
        render(
          [
            aListedEdition(2, { headline: { text, language: 'en' } }),
            aListedEdition(1, { subject: text, headline: null }),
          ],
          true,
          text,
        ).page,
      ).map(({ name }) => name);
    const plain = elements('plain');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<script>x</script>',
        '" href="javascript:x',
        "' onload=x",
        '{{title}}',
        '--><b>',
        ' href="feed.xml"',
      ),
    );
    fc.assert(
      fc.property(text, hostile => {
        expect(elements(`a ${hostile}`)).toEqual(plain);
      }),
    );
  });

  it('loads nothing and runs nothing, has one h1 and one main, and knows dark mode', () => {
    const { page } = render(listedEditions(3));
    expect(page).not.toMatch(/<script|src=|url\(|@import|rel="stylesheet"/);
    for (const name of ['h1', 'main', 'header', 'footer'])
      expect(tagsOf(page).filter(tag => tag.name === name)).toHaveLength(1);
    expect(page).toContain('prefers-color-scheme:dark');
  });

  it('refuses a template whose links lead anywhere else', () => {
    for (const link of ['../2026-11-23/index.html', '//elsewhere.example/', 'javascript:x', 'feed.xml?x']) {
      const source = (sources['archive.html.hbs'] ?? '').replace('href="editions.json"', `href="${link}"`);
      const changed = compileTemplates({ ...sources, 'archive.html.hbs': source });
      const input = { publication, editions: [aListedEdition()], feeds: true, templates: changed, messages };
      expect(() => renderArchivePage(input), link).toThrow(UnsafeLinkError);
    }
  });
});
