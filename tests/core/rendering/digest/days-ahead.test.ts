import { describe, expect, it } from 'vitest';
import type { DigestAttribution, DigestDayAhead } from '../../../../core/digest/digest.ts';
import { nextDays } from '../../../../core/rendering/digest/day-view.ts';
import { english } from '../../../support/builders/a-digest-fact.ts';
import { aDayAhead, aFullDigest } from '../../../support/builders/a-full-digest.ts';
import { places, render } from '../shipped-templates.ts';
import { visibleWords } from './html-tags.ts';

const digest = aFullDigest();
const { html, text, page } = render(digest);

describe('dates ahead', () => {
  it('are those of the next ninety days, today included, in all parts', () => {
    const dates = ['2026-11-22', '2026-11-23', '2027-02-21', '2027-02-22'];
    const daysAhead = dates.map(date => aDayAhead(date));
    expect(nextDays({ ...digest, daysAhead }).map(({ date }) => date)).toEqual(dates.slice(1, 3));
    for (const part of [visibleWords(html), text, visibleWords(page)]) {
      expect(part).not.toContain('beyond ninety days');
      expect(part).not.toContain('comments end');
    }
  });

  it('are said once where facts are one item, and all that one fact has to say of a day', () => {
    const [what, other] = ['the rule takes effect', 'the list is published'].map(text => ({
      text,
      language: 'en',
    }));
    const daysAhead = [
      aDayAhead('2026-12-01', { what }),
      aDayAhead('2026-12-01', { what: other }),
      aDayAhead('2026-12-01', { what, id: 'another-article.1' }),
      aDayAhead('2026-12-02', { what, id: 'another-article.1' }),
      aDayAhead('2026-12-02', {
        what,
        id: 'third-article.1',
        fact: { number: '2-02', edition: '2026-11-23' },
      }),
    ];
    expect(nextDays({ ...digest, daysAhead })).toEqual([0, 1, 3, 4].map(index => daysAhead[index]));
  });

  it('say the day, how far away it is, what happens, and which fact tells of it', () => {
    const folded = text.replace(/\s+/g, ' ');
    expect(folded).toContain(
      'Tuesday 24 November 2026 · tomorrow · 1-04 Proposed · Nobody named · In Chinese: 征求意见截止 ' +
        '- Tuesday 1 December 2026 · in 8 days · Final · 2-01 the rule takes effect',
    );
    for (const part of [html, page]) {
      const words = visibleWords(part);
      expect(words).toMatch(/Tuesday 1 December 2026 · in 8 days · Final · 2-01 the rule takes effect/);
    }
    expect(render({ ...digest, daysAhead: [aDayAhead('2026-11-23')] }).text).toContain(
      '2026 · today · Final · 2-01\n',
    );
  });

  it('bear the label of the fact, and say where nobody is named for it', () => {
    const who = (how: DigestAttribution['how']) => ({ who: english('some officials'), how });
    const dayWith = (changes: Partial<DigestDayAhead>) => {
      const parts = render({ ...digest, daysAhead: [aDayAhead('2026-12-10', changes)] });
      return [visibleWords(parts.html), parts.text.replace(/\s+/g, ' '), visibleWords(parts.page)].map(
        words => /10 December 2026 · in 17 days · (.*?) Export controls/.exec(words.replace(/ +/g, ' '))?.[1],
      );
    };
    const label = 'expected';
    const alike = (words: string) => Array(3).fill(words);
    const nobody = { unnamed: 'Nobody named', unclear: 'Unattributed' };
    for (const how of ['unnamed', 'unclear'] as const) {
      expect(dayWith({ label, attribution: who(how) })).toEqual(
        alike(`2-01 Expected · ${nobody[how]}: the rule takes effect`),
      );
    }
    for (const how of ['named', 'the article itself'] as const)
      expect(dayWith({ label, attribution: who(how) })).toEqual(
        alike('2-01 Expected: the rule takes effect'),
      );
    expect(dayWith({ label: null, attribution: null })).toEqual(alike('2-01 the rule takes effect'));
  });

  it('are said again under another label, so that no expectation passes for what is firmer', () => {
    const daysAhead = [
      aDayAhead('2026-12-01'),
      aDayAhead('2026-12-01', { id: 'another-article.1', label: 'expected' }),
    ];
    expect(nextDays({ ...digest, daysAhead })).toEqual(daysAhead);
  });

  it('lead to the fact, also one of an earlier edition', () => {
    const folder = places.archiveUrl?.replace('2026-11-23/index.html', '');
    expect(html).toContain(`href="${folder}2026-11-16/index.html#fact-1-04"`);
    expect(html).toContain(`href="${folder}2026-11-23/index.html#fact-2-01"`);
    expect(page).toContain('href="../2026-11-16/index.html#fact-1-04"');
    expect(page).toContain('href="#fact-2-01"');
    expect(page).toContain('<time datetime="2026-12-01">');
  });

  it('are told of in an edition without facts too', () => {
    const { text } = render(
      aFullDigest({ sections: [], views: [], inBrief: [], counts: { facts: 0, sources: 0, late: 0 } }),
    );
    expect(text).toContain('Dates ahead');
  });
});
