import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bannerPlace, withBanner } from '../../../core/archive/banners.ts';

const banner = '<aside>put right</aside>\n';
const put = '\n<aside>put right</aside>';

describe('a banner on a sealed page', () => {
  it('stands at the marked place, which stays', () => {
    expect(withBanner(`<body>\n<main>\n${bannerPlace}\n<p>x</p></main></body>`, banner)).toBe(
      `<body>\n<main>\n${bannerPlace}${put}\n<p>x</p></main></body>`,
    );
  });

  it('stands at the beginning of the main part, of the body, or of the page where no place is marked', () => {
    expect(withBanner('<body class="a"><maintain><main id="m">\n<p>x</p>', banner)).toBe(
      `<body class="a"><maintain><main id="m">${put}\n<p>x</p>`,
    );
    expect(withBanner('<BODY lang="en"><p>x</p>', banner)).toBe(`<BODY lang="en">${put}<p>x</p>`);
    expect(withBanner('<p>x</p>', banner)).toBe(`${put}<p>x</p>`);
  });

  it('changes nothing else of the page, whatever stands in it', () => {
    const piece = fc.oneof(
      fc.constantFrom(bannerPlace, '<main>', '<body a>', '<main', '$&', '\r\n', '中'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const page = pieces.join('');
        const mark = 'M'.repeat(page.length + 1);
        const result = withBanner(page, mark);
        expect(result.replace(`\n${mark}`, () => '')).toBe(page);
      }),
    );
  });
});
