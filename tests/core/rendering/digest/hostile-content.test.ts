import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../../core/digest/digest.ts';
import { columnsOf } from '../../../../core/foundation/wrap.ts';
import { UnknownSourceError, UnsafeLinkError } from '../../../../core/rendering/rendering-errors.ts';
import { aDigest } from '../../../support/builders/a-digest.ts';
import { aDigestFact, aDigestSource, english } from '../../../support/builders/a-digest-fact.ts';
import { places, render } from '../shipped-templates.ts';
import { tagsOf } from './html-tags.ts';

const attacks = [
  '<script>alert(1)</script>',
  '</td></table><h1>Forged</h1>',
  '" onmouseover="alert(1)',
  "' href='javascript:alert(1)'",
  '<!--[if mso]><b>Outlook only</b><![endif]-->',
  '</style><img src=x>',
  '{{words.leave}} {{{title}}} {{> mail/foot}}',
  '{{',
  '}} {{!--',
  'JUICE_CODE_BLOCK_0_ {{x}}',
  '{who} {title}',
  '&lt;b&gt; &amp;nbsp;',
  'href=javascript:alert(1)',
  '$& $1 $`',
];

/** A digest in which everything from outside holds the same text. */
function filledWith(text: string): Digest {
  const known = { date: '2026-11', basis: 'inferred', because: english(text) } as const;
  const fact = aDigestFact({
    statement: { text, language: 'en' },
    attribution: { who: english(text), how: 'unnamed' },
    quote: text,
    instrument: english(text),
    citation: text,
    occurred: known,
    why: { remark: english(text), by: text },
  });
  const publication = { ...aDigest().publication, title: text, description: text, postalAddress: text };
  return aDigest({
    publication,
    inBrief: [fact.number],
    sections: [{ topic: { id: 'a', title: text }, facts: [fact] }],
    views: [],
    old: ['A'],
    sources: [aDigestSource({ title: english(text), publisher: text, author: text, published: known })],
  });
}

const shapeOf = (html: string) =>
  tagsOf(html).map(({ name, attributes }) => [name, attributes.style, Object.keys(attributes)]);
const plain = shapeOf(render(filledWith('Plain')).html);
const plainPage = shapeOf(render(filledWith('Plain')).page);

describe('content from outside', () => {
  it.each(attacks)('adds no element or attribute: %s', attack => {
    const { html, page } = render(filledWith(attack));
    expect(shapeOf(html)).toEqual(plain);
    expect(shapeOf(page)).toEqual(plainPage);
  });

  it.each(attacks)('stands in the text part as it was written: %s', attack => {
    expect(render(filledWith(attack)).text.replace(/\s+/g, ' ')).toContain(attack);
  });

  it('adds no element, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), text => {
        expect(shapeOf(render(filledWith(`x${text}x`)).html)).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  it('begins no line of its own and turns no direction', () => {
    const { html, text, page, subject } = render(
      filledWith('one\r\nBcc: x\u2028two\u202Ethree\u2066four\ud800five'),
    );
    for (const part of [html, text, page, subject]) {
      expect(part).not.toMatch(/[\r\u2028\u202a-\u202e\u2066-\u2069]|\p{Cs}/u);
      expect(part).not.toMatch(/^Bcc:/m);
    }
    expect(text).toContain('one Bcc: x twothreefour\ufffdfive');
  });

  it('wraps words of any length', () => {
    const { html, text } = render(filledWith(`${'x'.repeat(300)}终${'很'.repeat(80)}`));
    for (const line of text.split('\n').filter(line => !/^(https|mailto):\S+$/.test(line))) {
      expect(columnsOf(line)).toBeLessThanOrEqual(76);
    }
    const cells = tagsOf(html).filter(({ attributes }) => attributes.class?.startsWith('in'));
    for (const { attributes } of cells)
      expect(attributes.style).toMatch(/overflow-wrap:break-word;word-break:break-word/);
  });
});

describe('links', () => {
  const bad = [
    'javascript:alert(1)',
    'http://plain.example/',
    'data:text/html,x',
    '//other.example/',
    'https:x',
    'https://x.example/a b',
  ];

  it.each(bad)('of a source must be https: %s', url => {
    const digest = aDigest({ sources: [aDigestSource({ url }), aDigestSource({ letter: 'B' })] });
    expect(() => render(digest)).toThrow(UnsafeLinkError);
  });

  it.each(bad)('of a fact to its primary source must be https: %s', primarySource => {
    const sections = [{ topic: { id: 'a', title: 'A' }, facts: [aDigestFact({ primarySource })] }];
    const digest = aDigest({ inBrief: [], sections });
    expect(() => render(digest)).toThrow(primarySource.slice(0, 20));
  });

  it('of a reader must be https', () => {
    expect(() => render(aDigest(), { ...places, leaveUrl: 'http://links.example/leave' })).toThrow(
      UnsafeLinkError,
    );
  });

  it('hold no second header in a mail address', () => {
    const publication = { ...aDigest().publication, replyTo: 'a@news.example?bcc=b@news.example&x=y' };
    const { html } = render(aDigest({ publication }));
    expect(html).toContain('mailto:a@news.example%3Fbcc%3Db@news.example%26x%3Dy?subject');
  });
});

describe('a fact whose source is not listed', () => {
  it('is refused with its number, its id and the letters that there are', () => {
    const sections = [{ topic: { id: 'a', title: 'A' }, facts: [aDigestFact({ source: 'Z' })] }];
    const broken = () => render(aDigest({ inBrief: [], sections }));
    expect(broken).toThrow(UnknownSourceError);
    expect(broken).toThrow(/1-01 \(an-article\.1\).*"Z".*one of A, B/);
  });
});
