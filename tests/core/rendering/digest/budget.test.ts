import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  budgetShare,
  htmlSize,
  largestFitting,
  textShare,
} from '../../../../core/rendering/digest/budget.ts';
import { aDayAhead, aDigestCorrection } from '../../../support/builders/a-full-digest.ts';
import { isChosen } from '../../../support/run/sample.ts';
import { places, render } from '../shipped-templates.ts';
import { visibleWords } from './html-tags.ts';
import { aLargeDigest, numbersShown } from './large-editions.ts';

const privately = { ...places, archiveUrl: null, allEditionsUrl: null };
const some = (length: number) =>
  Array.from({ length }, (_, index) => ([1, 1, 2, 1, 3] as const)[index % 5] ?? 1);

/** Whatever the search goes by. */
function expectWithin(html: string): void {
  const { bytes, encodedBytes } = htmlSize(html);
  expect(bytes).toBeLessThanOrEqual(90_000);
  expect(encodedBytes).toBeLessThanOrEqual(100_000);
}

/** The numbers at the ends of the lines of a text part. */
const numbersIn = (part: string) =>
  [...part.matchAll(/(?:· |^ {2})(2-\d+)$/gm)].map(([, number = '']) => number);

/** An html of a size that grows with its items, as a rendering does. */
const weights = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 600 });

describe('the largest rendering that fits', () => {
  it('is found, in few renderings, whatever each item adds', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 60_000 }), (sizes, room) => {
        let renderings = 0;
        const render = (items: number) => {
          renderings++;
          return 'x'.repeat(sizes.slice(0, items).reduce((sum, size) => sum + size, 0));
        };
        const largest = largestFitting(sizes.length, render, html => html.length / Math.max(room, 0.5));
        const fitting = sizes.map((_, index) => index + 1).filter(items => render(items).length <= room);
        const spent = renderings - sizes.length;
        expect(largest.length).toBe(render(fitting.at(-1) ?? 0).length);
        expect(spent).toBeLessThanOrEqual(26);
      }),
      { numRuns: 200 },
    );
  });

  it('is the whole when that fits, rendered once', () => {
    const rendered: number[] = [];
    largestFitting(
      12,
      items => {
        rendered.push(items);
        return '';
      },
      () => 1,
    );
    expect(rendered).toEqual([12]);
  });
});

describe.runIf(isChosen('an edition of 500 facts', 'long tests'))('an edition of 500 facts', () => {
  const digest = aLargeDigest({ importances: some(500) });
  const { html, text, page } = render(digest);

  it('keeps to the budget as it is and as it travels, and still shows many', () => {
    expectWithin(html);
    expect(budgetShare(html)).toBeGreaterThan(0.98);
    expect(numbersShown(html).length).toBeGreaterThan(100);
  });

  it('shows the most important, in order, and says at the top and below each heading what is left', () => {
    const shown = numbersShown(html);
    const important = digest.sections
      .flatMap(({ facts }) => facts)
      .filter(({ importance }) => importance === 3);
    for (const { number } of important) expect(shown).toContain(number);
    const first = digest.inBrief.length;
    const sections = shown.slice(first);
    expect(shown.slice(0, first)).toEqual(digest.inBrief);
    expect(sections).toEqual([...sections].sort((a, b) => Number(a.slice(2)) - Number(b.slice(2))));
    const words = visibleWords(html);
    expect(words).toContain(
      `shows ${shown.length} of 500 facts, chosen by importance. What is left out (${500 - shown.length}) is on`,
    );
    const counts = [...words.matchAll(/(\d+) more facts? on the web page/g)].map(([, n]) => Number(n));
    expect(counts).toHaveLength(4);
    expect(counts.reduce((sum, n) => sum + n, shown.length)).toBe(500);
    for (const anchor of ['topic-controls', 'topic-strategy', 'topic-regions', 'views'])
      expect(html).toContain(`href="${places.archiveUrl}#${anchor}"`);
  });

  it('keeps to it in Chinese too, which grows by a third on its way', () => {
    const statement = '工业主管部门扩大对芯片制造设备企业的支持力度，并明确申报条件与期限'.repeat(4);
    const { html } = render(aLargeDigest({ importances: some(300), statement, language: 'zh-Hans' }));
    expectWithin(html);
    expect(htmlSize(html).bytes).toBeLessThan(80_000);
  });

  const all = [...digest.sections.flatMap(({ facts }) => facts), ...digest.views];

  it('is whole on the page, and in the text part where there is none', () => {
    const whole = render(digest, privately).text;
    const numbers = numbersIn(whole);
    for (const { number } of all) {
      expect(numbers).toContain(number);
      expect(page).toContain(`id="fact-${number}"`);
    }
    for (const part of [whole, page]) expect(part).not.toContain('by importance');
    expect(Buffer.byteLength(whole)).toBeGreaterThan(60_000);
  });

  it('fills the text part to its budget where there is a page, and counts there what is left', () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
    expect(textShare(text)).toBeGreaterThan(0.98);
    const shown = numbersIn(text);
    const counts = [...text.matchAll(/(\d+) more facts? on the web page/g)].map(([, n]) => Number(n));
    expect(counts.reduce((sum, n) => sum + n, shown.length)).toBe(500);
    expect(text.replace(/\s+/g, ' ')).toContain(`shows ${shown.length} of 500 facts`);
  });

  it('leads to the text part where there is no page', () => {
    const words = visibleWords(render(digest, privately).html);
    expect(words).toContain('is in the text part of this message: choose');
    expect(words).toMatch(/\d+ more facts in the text part of this message/);
    expect(words).not.toContain('web page');
  });

  it('lists the sources of the facts shown, and counts the others', () => {
    const few = render(aLargeDigest({ importances: some(500), sources: 400 }));
    const shown = new Set(numbersShown(few.html).map(number => (Number(number.slice(2)) - 1) % 400));
    const [, more] = /(\d+) more sources on the web page/.exec(visibleWords(few.html)) ?? [];
    expect(400 - Number(more)).toBe(shown.size);
  });
});

describe('any edition', () => {
  it('keeps to the budget, whatever it holds', () => {
    const long = (character: string) => character.repeat(380);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(1, 2, 3), { maxLength: 400 }),
        fc.constantFrom('Short', long('w'), long('芯'), long('&"'), long('é')),
        fc.nat({ max: 120 }),
        fc.nat({ max: 150 }),
        fc.boolean(),
        (importances, statement, days, corrections, isPublic) => {
          const digest = {
            ...aLargeDigest({ importances: importances as (1 | 2 | 3)[], statement, sources: 30 }),
            daysAhead: Array.from({ length: days }, () => aDayAhead('2026-12-24')),
            corrections: Array.from({ length: corrections }, () => aDigestCorrection({ right: null })),
          };
          const { html } = render(digest, isPublic ? places : privately);
          expectWithin(html);
          const said = [...visibleWords(html).matchAll(/(\d+) more corrections?/g)].map(([, n]) => Number(n));
          const kept = html.match(/>Withdrawn</g)?.length ?? 0;
          expect(kept + (said[0] ?? 0)).toBe(corrections);
        },
      ),
      { numRuns: 12 },
    );
  }, 300_000);
});
