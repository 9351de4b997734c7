import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixColours, openLinksBeside, withoutStyleBlocks } from '../../../local/preview/fixed-colours.ts';

const style = (css: string) => `<style data-embed>\n${css}\n</style>`;

describe('fixColours', () => {
  it('lets a condition for the chosen colours always hold, and one for the others never', () => {
    const css = (dark: string, light: string) =>
      style(`@media ${dark}{a{color:red}}\n@media screen and ${light} and (max-width:480px){b{c:d}}`);
    const asked = css('(prefers-color-scheme:dark)', '( prefers-color-scheme: LIGHT )');
    expect(fixColours(asked, 'dark')).toBe(css('(min-width:0)', '(max-width:0)'));
    expect(fixColours(asked, 'light')).toBe(css('(max-width:0)', '(min-width:0)'));
  });

  it('leaves one colour scheme of two, in the style and in the head', () => {
    const html = (scheme: string) =>
      `<meta name="color-scheme" content="${scheme}">${style(`:root{color-scheme:${scheme};x-color-scheme:light dark}`)}`;
    expect(fixColours(html('light dark'), 'dark')).toBe(html('dark'));
    expect(fixColours(html('light dark'), 'light')).toBe(html('light'));
  });

  it('touches nothing outside style blocks and that one element', () => {
    const word = fc.constantFrom(
      '(prefers-color-scheme:dark)',
      'color-scheme:light dark',
      '<p>',
      'style',
      'é',
    );
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom('light', 'dark'), (words, colours) => {
        const html = words.join(' ');
        expect(fixColours(html, colours)).toBe(html);
      }),
    );
  });
});

describe('withoutStyleBlocks', () => {
  it('takes out every style block and keeps the styles of elements', () => {
    const html = `<head>${style('a{}')}<STYLE>b{}</STYLE></head><p style="color:red">style</p>`;
    expect(withoutStyleBlocks(html)).toBe('<head></head><p style="color:red">style</p>');
  });
});

describe('openLinksBeside', () => {
  it('opens what leads away beside the preview, and lets links of the page stay in it', () => {
    const away = '<a class="x" href="https://a.example/">a</a> <a href="mailto:a@news.example">b</a>';
    const beside = '<a target="_blank" rel="noopener noreferrer" ';
    expect(openLinksBeside(away)).toBe(away.replaceAll('<a ', beside));
    const inside = '<a href="#f-1">1</a> <a href="2026-11-30/index.html" title="https:">2</a>';
    expect(openLinksBeside(inside)).toBe(inside);
  });
});
