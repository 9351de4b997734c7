import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refuseUnsafeAddresses, refuseUnsafeLinks } from '../../../core/rendering/links.ts';
import { UnsafeLinkError } from '../../../core/rendering/rendering-errors.ts';

describe('links in rendered HTML', () => {
  it.each([
    '<a href="javascript:alert(1)">x</a>',
    '<a href="HTTP://plain.example/">x</a>',
    '<a class="b" HREF = "data:text/html,x">x</a>',
    "<a href='https://x.example/'>x</a>",
    '<a href=https://x.example/>x</a>',
    '<a href="">x</a>',
    '<a href="/relative">x</a>',
    '<img src="cid:x">',
    '<form action="http://x.example/">',
    '<td background="http://x.example/p">',
  ])('are refused unless they are https: or mailto: in double quotation marks: %s', html => {
    expect(() => refuseUnsafeLinks(`<p>before</p>\n${html}`, 'digest.html.hbs')).toThrow(UnsafeLinkError);
  });

  it('pass as they are when they are safe', () => {
    const html =
      '<a href="https://x.example/?a&#x3D;b&amp;c">href is a word</a> <a href="mailto:a@x.example">y</a>';
    expect(refuseUnsafeLinks(html, 'digest.html.hbs')).toBe(html);
  });

  it('are named with their template and what to do', () => {
    const refuse = () => refuseUnsafeLinks('<a href="ftp://x.example">', 'page.html.hbs');
    expect(refuse).toThrow(
      /page\.html\.hbs: the link ""?ftp:\/\/x\.example.*Expected https: or mailto:.*correct/,
    );
  });
});

describe('addresses of the content', () => {
  it('are refused whatever their scheme, if it is not https: or mailto:', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['http', 'ftp', 'ws', 'javascript', 'xhttps'] }), url => {
        expect(() => refuseUnsafeAddresses([null, url], 'digest.text.hbs')).toThrow(UnsafeLinkError);
      }),
    );
  });

  it('pass when they are https:, or not there', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }), url => {
        expect(() => refuseUnsafeAddresses([null, url], 'digest.text.hbs')).not.toThrow();
      }),
    );
  });
});
