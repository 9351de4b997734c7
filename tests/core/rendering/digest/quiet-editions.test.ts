import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../../core/foundation/instant.ts';
import { aDigest, anEmptyDigest } from '../../../support/builders/a-digest.ts';
import { places, render } from '../shipped-templates.ts';
import { visibleWords } from './html-tags.ts';

const empty = anEmptyDigest();

describe('an edition for which nothing was filed', () => {
  const { html, text, page, subject, preheader } = render(empty);

  it('is a short note that all is running, and says when the next is due', () => {
    for (const part of [visibleWords(html), text.replace(/\s+/g, ' '), visibleWords(page)]) {
      expect(part).toContain('Nothing was filed for this edition. Everything is running');
      const once = part.replace(preheader, '').match(/The next edition is due on Monday 30 November 2026\./g);
      expect(once).toHaveLength(1);
      expect(part).not.toMatch(/In brief|Corrections|Sources|Views and forecasts|claim of one article/);
    }
    expect(text.split('\n').length).toBeLessThan(45);
  });

  it('says so in the subject and beside it', () => {
    expect(subject).toBe('A quiet week: no new facts · No. 2');
    expect(preheader).toBe('All is running. The next edition is due on Monday 30 November 2026.');
  });

  it('names the next edition by the calendar of its own zone', () => {
    const publication = { ...aDigest().publication, timeZone: 'Asia/Shanghai' };
    const next = toInstant('2026-11-29T23:00:00Z');
    expect(render(anEmptyDigest({ publication, next })).preheader).toContain('30 November 2026');
  });
});

describe('what an edition says about itself', () => {
  it('is how long ago the one before it came', () => {
    expect(render(aDigest()).page).toContain('The edition before it came 7 days earlier.');
    expect(render(aDigest({ previous: '2026-11-22' })).page).toContain('came 1 day earlier.');
    expect(render(aDigest({ previous: null })).page).not.toContain('The edition before it');
  });

  it('is since when the reader gets it, whole, in both parts and not on the page', () => {
    // Also true of who was imported or added: nobody is told that they confirmed.
    const why = 'You have been on the list of China Tech & Controls since x0x1x2x3x4.';
    const { html, text, page } = render(aDigest(), { ...places, readerSince: 'x0x1x2x3x4' });
    expect(visibleWords(html)).toContain(why);
    expect(text.replace(/\s+/g, ' ')).toContain(why);
    expect(text).toContain('x0x1x2x3x4');
    expect(page).not.toContain('x0x1x2x3x4');
  });
});
